package dev.botflow.flow.check;

import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepText;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.SmsParts;
import dev.botflow.message.TextMessage;
import dev.botflow.template.TemplateParser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many SMS the text of a step takes, as far as it is known before values stand in it. */
public final class SmsLengths {
  private SmsLengths() {}

  /**
   * The parts of what a step says by SMS, by language, the primary one first; none for a step that says no text there.
   * Choices count as the numbered lines that they become.
   */
  public static Map<String, SmsParts> of(Bot bot, Flow flow, Step step) {
    Channel own = step.head().channel();
    Outbound message = step.message() == null || own != null && !own.equals(Channel.SMS)
        ? null
        : step.message().on(Channel.SMS).orElse(null);
    String text = message instanceof TextMessage plain
        ? plain.text()
        : message instanceof ChoiceMessage choice ? choice.text() : null;
    if (text == null || step.message() == null) {
      return Map.of();
    }
    Map<String, SmsParts> parts = new LinkedHashMap<>();
    boolean variant = step.message().byChannel().containsKey(Channel.SMS);
    String key = flow.name() + "." + step.id();
    List<StepText> labels = step.texts().stream().filter(StepText::label).toList();
    for (String language : bot.settings().languages()) {
      boolean primary = language.equals(bot.settings().primaryLanguage());
      String said = primary
          ? text
          : bot.texts().text(language, key + (variant ? ".SMS" : "")).orElse(null);
      if (said != null) {
        StringBuilder whole = new StringBuilder(known(said));
        for (int i = 0; i < labels.size(); i++) {
          String label = labels.get(i).text();
          String translated = primary
              ? label
              : bot.texts().text(language, key + labels.get(i).end()).orElse(label);
          whole.append('\n').append(i + 1).append(". ").append(known(translated));
        }
        parts.put(language, SmsParts.of(whole.toString()));
      }
    }
    return Collections.unmodifiableMap(parts);
  }

  /** What is sent at least: what stands in for a name is not known before. */
  private static String known(String text) {
    return TemplateParser.withoutNames(text);
  }
}
