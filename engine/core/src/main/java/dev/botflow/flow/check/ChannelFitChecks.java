package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepText;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelFit;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.TextRoom;
import dev.botflow.message.Variants;
import dev.botflow.template.TemplateParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of messages that a channel which can come to a step shows only in part, one sentence a step and trouble. A few
 * choices that become a list or numbered lines lose nothing, so they are no finding; nor are labels, which have one of
 * their own. Texts of many SMS are told with their parts.
 */
final class ChannelFitChecks {
  /** Choices that every list takes: more of them are numbered lines nearly everywhere. */
  private static final int MOST_CHOICES = 10;

  /** SMS that one text may take without a word about it. */
  private static final int MOST_SMS = 3;

  private final Bot bot;
  private final ChannelCatalog catalog;
  private final ChannelReachability reach;
  private final Findings findings;

  ChannelFitChecks(Bot bot, ChannelCatalog catalog, ChannelReachability reach, Findings findings) {
    this.bot = bot;
    this.catalog = catalog;
    this.reach = reach;
    this.findings = findings;
  }

  void check() {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        Variants variants = step.message();
        if (variants != null) {
          step(flow, step, variants);
        }
      }
    }
  }

  private void step(Flow flow, Step step, Variants variants) {
    Map<Trouble, List<ChannelLimits>> troubles = new LinkedHashMap<>();
    for (Channel channel : reach.of(flow.name())) {
      Channel own = step.head().channel();
      if (own == null || own.equals(channel)) {
        ChannelLimits limits = catalog.limits(channel);
        Set<Trouble> here = new LinkedHashSet<>();
        variants
            .on(channel)
            .ifPresent(message -> here.addAll(troubles(flow, step, variants, message, limits)));
        Variants.Late late = variants.lateByChannel().get(channel);
        tooMany(step, limits).ifPresent(here::add);
        if (channel.equals(Channel.SMS)) {
          here.addAll(sms(flow, step));
        }
        if (late != null && late.message() instanceof TemplateMessage template) {
          template(template, limits).ifPresent(here::add);
        }
        here.forEach(trouble ->
            troubles.computeIfAbsent(trouble, none -> new ArrayList<>()).add(limits));
      }
    }
    troubles.forEach((trouble, where) -> findings.warning(
        trouble.code(), step.head().place(), "on " + names(where) + " " + trouble.sentence()));
  }

  private static Optional<Trouble> tooMany(Step step, ChannelLimits limits) {
    long choices = step.texts().stream().filter(StepText::label).count();
    int most = Math.max(limits.maxChoices(), limits.maxListRows());
    return choices > MOST_CHOICES && choices > most && most > 0
        ? Optional.of(new Trouble(
            "many-choices",
            "these " + choices + " choices become numbered lines, since neither buttons nor a list"
                + " take so many: expected fewer, or two questions after each other"))
        : Optional.empty();
  }

  private List<Trouble> sms(Flow flow, Step step) {
    List<Trouble> troubles = new ArrayList<>();
    SmsLengths.of(bot, flow, step).forEach((language, sms) -> {
      if (sms.parts() > MOST_SMS) {
        boolean primary = language.equals(bot.settings().primaryLanguage());
        troubles.add(new Trouble(
            "long-sms",
            (primary ? "this text" : "the text in " + language) + " of " + sms.units()
                + " characters is sent as " + sms.inWords()
                + ": expected a shorter one, or a variant for SMS"));
      }
    });
    return troubles;
  }

  /** @param sentence goes on after the names of the channels */
  private record Trouble(String code, String sentence) {}

  private List<Trouble> troubles(
      Flow flow, Step step, Variants variants, Outbound message, ChannelLimits limits) {
    if (message instanceof TemplateMessage template) {
      return template(template, limits).stream().toList();
    }
    if (message instanceof TextMessage || message instanceof ChoiceMessage) {
      return texts(flow, step, variants, message, limits);
    }
    List<Trouble> troubles = new ArrayList<>(longTexts(flow, step, variants, message, limits));
    boolean rewritten = ChannelFit.of(message, limits).stream()
        .anyMatch(misfit -> misfit.kind() == ChannelFit.Kind.NOT_NATIVE);
    String lost = rewritten ? lost(message) : null;
    if (lost != null) {
      troubles.add(new Trouble(
          "shown-in-part", lost + ": expected a variant in plain words, but there is none"));
    }
    return troubles;
  }

  /** What a message loses as a text; null for nothing. */
  private static @Nullable String lost(Outbound message) {
    if (message instanceof CardMessage card) {
      return card.image() == null ? null : "this card arrives as text, without its picture";
    }
    if (message instanceof CarouselMessage) {
      return "this carousel arrives as text, without its pictures";
    }
    if (message instanceof LocationMessage) {
      return "this location arrives as text with a link";
    }
    // Numbered lines, which a typed number answers.
    return message instanceof ListMessage ? null : "this media message arrives as text with a link";
  }

  /** Source: the Conversation API documentation; without these Sinch answers 400. */
  private static Optional<Trouble> template(TemplateMessage template, ChannelLimits limits) {
    if (limits.shows(ChannelLimits.Feature.TEMPLATE)) {
      return template.language() == null
          ? Optional.of(new Trouble(
              "template-refused",
              "a template goes by its name and language: expected a language such as en_US, but"
                  + " there is none, so Sinch refuses the message"))
          : Optional.empty();
    }
    return template.version() == null
        ? Optional.of(new Trouble(
            "template-refused",
            "there are no templates of the channel's own, so this one is looked for at Sinch:"
                + " expected a version, or a variant in plain words, but there is none, so Sinch"
                + " refuses the message"))
        : Optional.empty();
  }

  private List<Trouble> texts(
      Flow flow, Step step, Variants variants, Outbound message, ChannelLimits limits) {
    List<Trouble> troubles = new ArrayList<>();
    String text =
        message instanceof ChoiceMessage choice ? choice.text() : ((TextMessage) message).text();
    length(text, null, limits).ifPresent(troubles::add);
    String key = flow.name() + "." + step.id();
    boolean variant = variants.byChannel().containsKey(limits.channel());
    for (String language : bot.texts().byLanguage().keySet()) {
      String end = variant ? "." + limits.channel().name() : "";
      bot.texts()
          .text(language, key + end)
          .flatMap(translated -> length(translated, language, limits))
          .ifPresent(troubles::add);
    }
    return troubles;
  }

  /** Captions, and the texts of cards and lists, in every language. */
  private List<Trouble> longTexts(
      Flow flow, Step step, Variants variants, Outbound message, ChannelLimits limits) {
    String key = flow.name() + "." + step.id();
    String end = variants.byChannel().containsKey(limits.channel())
        ? "." + limits.channel().name()
        : "";
    List<Trouble> troubles = new ArrayList<>();
    List<@Nullable String> languages = new ArrayList<>();
    languages.add(null);
    languages.addAll(bot.texts().byLanguage().keySet());
    for (String language : languages) {
      if (message instanceof CarouselMessage carousel) {
        int together = 0;
        for (int i = 0; i < carousel.cards().size(); i++) {
          CardMessage card = worded(carousel.cards().get(i), key + end + "." + (i + 1), language);
          together += TextRoom.asText(card);
          if (limits.shows(ChannelLimits.Feature.CAROUSEL)) {
            longText(card, language, limits).ifPresent(troubles::add);
          }
        }
        boolean text = !limits.shows(ChannelLimits.Feature.CAROUSEL);
        if (text && limits.maxText() > 0 && together > limits.maxText()) {
          troubles.add(
              tooLong("the cards of a carousel have", limits.maxText(), language, together));
        }
      } else {
        longText(worded(message, key + end, language), language, limits).ifPresent(troubles::add);
      }
    }
    return troubles;
  }

  private CardMessage worded(CardMessage card, String key, @Nullable String language) {
    return new CardMessage(
        worded(card.title(), key + ".title", language),
        card.text() == null ? null : worded(card.text(), key + ".text", language),
        card.image(),
        card.choices());
  }

  private Outbound worded(Outbound message, String key, @Nullable String language) {
    if (message instanceof CardMessage card) {
      return worded(card, key, language);
    }
    if (message instanceof ListMessage list) {
      return new ListMessage(
          worded(list.title(), key + ".title", language),
          list.text() == null ? null : worded(list.text(), key + ".text", language),
          list.sections());
    }
    return message instanceof MediaMessage media && media.caption() != null
        ? new MediaMessage(media.url(), worded(media.caption(), key, language), null, null)
        : message;
  }

  private String worded(String text, String key, @Nullable String language) {
    String worded = language == null ? text : bot.texts().text(language, key).orElse(text);
    return TemplateParser.withoutNames(worded);
  }

  private static Optional<Trouble> longText(
      Outbound message, @Nullable String language, ChannelLimits limits) {
    int title = limits.maxCardTitle();
    if (message instanceof CardMessage card && title > 0 && card.title().length() > title) {
      return Optional.of(
          tooLong("the title of a card has", title, language, card.title().length()));
    }
    int most = TextRoom.of(message, limits);
    int length = TextRoom.text(message).length();
    String what = message instanceof CardMessage
        ? "title and text of a card have"
        : message instanceof ListMessage ? "title and text of a list have" : "a caption has";
    return most == 0 || length <= most
        ? Optional.empty()
        : Optional.of(tooLong(what, most, language, length));
  }

  private static Trouble tooLong(String what, int most, @Nullable String language, int length) {
    return new Trouble(
        "text-too-long",
        what + " at most " + most + " characters here, but "
            + (language == null ? "this one" : "the one in " + language) + " has " + length);
  }

  private static Optional<Trouble> length(
      String text, @Nullable String language, ChannelLimits limits) {
    // What stands in for a name is not known before: the rest is what is sent at least.
    TextMessage least = new TextMessage(TemplateParser.withoutNames(text));
    return ChannelFit.of(least, limits).stream()
        .findFirst()
        .map(misfit -> new Trouble(
            "text-too-long",
            "a text has at most " + limits.maxText() + " characters, but "
                + (language == null ? "this one" : "the one in " + language) + " has "
                + least.text().length()
                + (least.text().equals(text) ? "" : " and what its names stand for")));
  }

  private static String names(List<ChannelLimits> where) {
    String names =
        where.stream().map(one -> one.channel().name()).collect(Collectors.joining(", "));
    String unsure = where.stream()
        .filter(one -> !one.confirmed())
        .map(one -> one.channel().name())
        .collect(Collectors.joining(", "));
    return unsure.isEmpty()
        ? names
        : names + " (as far as is known" + (unsure.equals(names) ? ")" : " of " + unsure + ")");
  }
}
