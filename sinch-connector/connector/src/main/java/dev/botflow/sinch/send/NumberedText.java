package dev.botflow.sinch.send;

import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceNumbers;
import dev.botflow.message.ListMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages with choices as plain text. What can be answered is numbered through the whole message, so that a typed
 * number means one choice; where a label is itself a number none is, so that the label alone counts. A link or a number to call is a line of its own without a count.
 */
final class NumberedText {
  private final List<String> lines = new ArrayList<>();
  private final boolean counted;
  private int count;

  private NumberedText(List<Choice> choices) {
    this.counted = ChoiceNumbers.areShown(choices.stream()
        .filter(Choice.Reply.class::isInstance)
        .map(Choice::label)
        .toList());
  }

  /** The text, an empty line, and a line for each choice. */
  static String of(String text, List<Choice> choices) {
    NumberedText numbered = new NumberedText(choices);
    numbered.paragraph(text);
    numbered.gap();
    choices.forEach(numbered::choice);
    return numbered.text();
  }

  static String of(ListMessage list) {
    NumberedText numbered = new NumberedText(list.choices());
    numbered.paragraph(list.title());
    numbered.paragraph(list.text() == null ? "" : list.text());
    for (ListMessage.Section section : list.sections()) {
      numbered.gap();
      numbered.paragraph(section.title());
      for (ListMessage.Row row : section.rows()) {
        String description = row.description();
        boolean described = description != null && !description.isBlank();
        numbered.answer(row.choice().label() + (described ? " - " + description : ""));
      }
    }
    return numbered.text();
  }

  static String of(CarouselMessage carousel) {
    NumberedText numbered = new NumberedText(carousel.choices());
    for (CardMessage card : carousel.cards()) {
      numbered.gap();
      numbered.paragraph(cardText(card));
      card.choices().forEach(numbered::choice);
    }
    if (!carousel.outer().isEmpty()) {
      numbered.gap();
      carousel.outer().forEach(numbered::choice);
    }
    return numbered.text();
  }

  /** Title, text and the link to the picture, as far as given. */
  static String cardText(CardMessage card) {
    NumberedText text = new NumberedText(List.of());
    text.paragraph(card.title());
    text.paragraph(card.text() == null ? "" : card.text());
    text.paragraph(card.image() == null ? "" : card.image());
    return text.text();
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      lines.add(text);
    }
  }

  private void gap() {
    if (!lines.isEmpty()) {
      lines.add("");
    }
  }

  private void choice(Choice choice) {
    if (choice instanceof Choice.Reply) {
      answer(choice.label());
    } else {
      lines.add(choice.label() + ": " + target(choice));
    }
  }

  private void answer(String line) {
    count++;
    lines.add(counted ? count + ". " + line : line);
  }

  /** Where a choice leads that nobody answers by typing. */
  private static String target(Choice choice) {
    if (choice instanceof Choice.OpenUrl open) {
      return open.url();
    }
    if (choice instanceof Choice.Call call) {
      return call.phoneNumber();
    }
    if (choice instanceof Choice.ShowLocation location) {
      return "https://www.google.com/maps/search/?api=1&query=" + location.latitude() + ","
          + location.longitude();
    }
    if (choice instanceof Choice.AddToCalendar calendar) {
      return calendar.fallbackUrl();
    }
    if (choice instanceof Choice.ShareLocation share) {
      return share.fallbackUrl();
    }
    throw new AssertionError("choice of an unknown kind: " + choice.getClass().getSimpleName());
  }

  private String text() {
    return String.join("\n", lines);
  }
}
