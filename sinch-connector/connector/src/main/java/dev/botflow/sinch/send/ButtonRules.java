package dev.botflow.sinch.send;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.message.Choice;
import dev.botflow.message.ListMessage;
import java.util.List;

/**
 * When a channel shows buttons and rows as such. Counts and lengths come from {@link ChannelLimits}; here are the rules
 * that are no number there (the Conversation API documentation), and Meta's lengths of list rows.
 */
final class ButtonRules {
  /** WhatsApp refuses a longer postback of a button (the Conversation API documentation). */
  private static final int MAX_WHATSAPP_POSTBACK = 229;

  /** Meta's numbers for a list: titles of rows and sections, descriptions, ids. */
  private static final int MAX_ROW_TITLE = 24;

  private static final int MAX_ROW_DESCRIPTION = 72;
  private static final int MAX_ROW_POSTBACK = 200;

  private final ChannelLimits limits;

  ButtonRules(ChannelLimits limits) {
    this.limits = limits;
  }

  /** True if these choices below this text are shown as buttons, at most {@code most} of them. */
  boolean fit(String text, List<Choice> choices, int most) {
    boolean counts =
        choices.size() <= within(limits.maxChoices(), most) && length(text, limits.maxChoiceText());
    return counts && allFit(choices) && (!isWhatsApp() || distinctLabels(choices));
  }

  /** True if a card is shown as such, with all its choices as buttons. */
  boolean cardFits(CardMessage card) {
    String text = card.text() == null ? card.title() : card.title() + "\n" + card.text();
    if (card.choices().isEmpty()) {
      return length(text, limits.maxChoiceText());
    }
    return limits.shows(Feature.CHOICE)
        && fit(text, card.choices(), cardButtons())
        && (!is(Channel.VIBERBM) || !(card.choices().get(0) instanceof Choice.Reply));
  }

  /** True if WhatsApp shows this list as one. */
  boolean listFits(ListMessage list) {
    String text = list.text() == null ? list.title() : list.title() + "\n" + list.text();
    if (!limits.shows(Feature.LIST)
        || list.choices().size() > limits.maxListRows()
        || text.isBlank()) {
      return false;
    }
    boolean severalSections = list.sections().size() > 1;
    for (ListMessage.Section section : list.sections()) {
      boolean headed = section.title().length() <= MAX_ROW_TITLE
          && !(severalSections && section.title().isBlank());
      if (!headed
          || section.rows().isEmpty()
          || !section.rows().stream().allMatch(ButtonRules::rowFits)) {
        return false;
      }
    }
    return length(text, limits.maxChoiceText()) && distinctLabels(list.choices());
  }

  private static boolean rowFits(ListMessage.Row row) {
    String label = row.choice().label();
    String postback = row.choice().postback();
    return !label.isBlank()
        && label.length() <= MAX_ROW_TITLE
        && (row.description() == null || row.description().length() <= MAX_ROW_DESCRIPTION)
        && (postback == null || postback.length() <= MAX_ROW_POSTBACK);
  }

  private boolean allFit(List<Choice> choices) {
    for (Choice choice : choices) {
      if (!fits(choice)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(Choice choice) {
    if (choice.label().isBlank() || !length(choice.label(), limits.maxLabel())) {
      return false;
    }
    if (isWhatsApp()) {
      String postback = choice.postback();
      return choice instanceof Choice.Reply
          && !isMarkedUp(choice.label())
          && (postback == null || postback.length() <= MAX_WHATSAPP_POSTBACK);
    }
    if (is(Channel.TELEGRAM) || is(Channel.LINE) || is(Channel.KAKAOTALK)) {
      return choice instanceof Choice.Reply || choice instanceof Choice.OpenUrl;
    }
    // Messenger, Instagram and Viber Business take these four; RCS takes all.
    return is(Channel.RCS)
        || choice instanceof Choice.Reply
        || choice instanceof Choice.OpenUrl
        || choice instanceof Choice.Call
        || choice instanceof Choice.ShowLocation;
  }

  /** True if WhatsApp would take a part of it for bold, italic, struck out or code. */
  private static boolean isMarkedUp(String label) {
    for (int i = 0; i < label.length(); i++) {
      if ("*_~`".indexOf(label.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Buttons of one card: RCS 4, Messenger and Instagram 3, Viber Business 1; elsewhere as below a text. */
  private int cardButtons() {
    if (is(Channel.RCS)) {
      return 4;
    }
    if (is(Channel.VIBERBM)) {
      return 1;
    }
    return is(Channel.MESSENGER) || is(Channel.INSTAGRAM) ? 3 : 10;
  }

  private boolean isWhatsApp() {
    return is(Channel.WHATSAPP);
  }

  private boolean is(Channel channel) {
    return limits.channel().equals(channel);
  }

  /** Called for as many as the channel shows, which are ten at most. */
  private static boolean distinctLabels(List<Choice> choices) {
    for (int i = 1; i < choices.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (choices.get(i).label().equals(choices.get(j).label())) {
          return false;
        }
      }
    }
    return true;
  }

  private static int within(int limit, int most) {
    return limit == 0 ? most : Math.min(limit, most);
  }

  private static boolean length(String text, int limit) {
    return limit == 0 || text.length() <= limit;
  }
}
