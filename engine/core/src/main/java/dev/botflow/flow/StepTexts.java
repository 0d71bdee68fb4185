package dev.botflow.flow;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a step says, text by text, each with the end of its key in texts.csv. */
public final class StepTexts {
  private StepTexts() {}

  /** Every text of a step by the end of its key; for a label of a variant the key that stands in for it comes second. */
  public static Map<String, Text> of(Step step) {
    Map<String, Text> texts = new LinkedHashMap<>();
    Variants variants = step.message();
    if (variants != null) {
      if (variants.fallback() != null) {
        message(variants.fallback(), "", texts);
      }
      variants
          .byChannel()
          .forEach((channel, message) -> message(message, "." + channel.name(), texts));
    }
    for (StepText text : step.texts()) {
      if (text.end() != null) {
        texts.put(text.end(), new Text(text.text(), text.end(), text.label()));
      }
    }
    return texts;
  }

  /**
   * One text.
   *
   * @param text as the flow has it (a template)
   * @param standIn the end of the key that is read if there is none of its own
   * @param label true for what stands on a button or row
   */
  public record Text(String text, String standIn, boolean label) {}

  /** The labels a channel would show, each with the end of its key. */
  public static void labels(Step step, Channel channel, BiConsumer<String, String> each) {
    Variants variants = step.message();
    Outbound message = variants == null ? null : variants.on(channel).orElse(null);
    if (message != null) {
      Map<String, Text> texts = new LinkedHashMap<>();
      message(message, "", texts);
      texts.forEach((end, text) -> {
        if (text.label()) {
          each.accept(end, text.text());
        }
      });
    }
    for (StepText text : step.texts()) {
      if (text.end() != null && text.label()) {
        each.accept(text.end(), text.text());
      }
    }
  }

  private static void message(Outbound message, String end, Map<String, Text> texts) {
    if (message instanceof TextMessage text) {
      put(texts, end, text.text());
    } else if (message instanceof ChoiceMessage choice) {
      put(texts, end, choice.text());
      choices(choice.choices(), end, texts);
    } else if (message instanceof CardMessage card) {
      card(card, end, texts);
    } else if (message instanceof CarouselMessage carousel) {
      for (int i = 0; i < carousel.cards().size(); i++) {
        card(carousel.cards().get(i), end + "." + (i + 1), texts);
      }
      choices(carousel.outer(), end, texts);
    } else if (message instanceof ListMessage list) {
      put(texts, end + ".title", list.title());
      put(texts, end + ".text", list.text());
      list.sections()
          .forEach(section ->
              section.rows().forEach(row -> choices(List.of(row.choice()), end, texts)));
    } else if (message instanceof MediaMessage media) {
      put(texts, end, media.caption());
    }
  }

  private static void card(CardMessage card, String end, Map<String, Text> texts) {
    put(texts, end + ".title", card.title());
    put(texts, end + ".text", card.text());
    choices(card.choices(), end, texts);
  }

  private static void choices(List<Choice> choices, String end, Map<String, Text> texts) {
    for (Choice choice : choices) {
      String id = "." + choice.postback();
      texts.put(end + id, new Text(choice.label(), id, true));
    }
  }

  private static void put(Map<String, Text> texts, String end, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      texts.put(end, new Text(text, end, false));
    }
  }
}
