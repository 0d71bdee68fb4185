package dev.botflow.authoring.io;

import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.flow.StepTexts;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What translators work on: every text of a bot by its key, with the text of the primary language and the longest it may
 * be, and an empty cell for each that is missing. Columns whose name begins with {@code _} are for people: read again,
 * only the others count.
 */
public final class TextsSheet {
  private TextsSheet() {}

  /** The lines of the sheet, the header first; only the header for a bot in one language without texts of its own. */
  public static List<List<String>> of(Bot bot, ChannelCatalog channels) {
    List<String> languages = new ArrayList<>(bot.settings().languages());
    String primary = languages.remove(0);
    bot.texts().byLanguage().keySet().stream()
        .filter(language -> !languages.contains(language))
        .forEach(languages::add);
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("Key", "_" + primary, "_longest"));
    header.addAll(languages);
    lines.add(header);
    Map<String, StepTexts.Text> texts = texts(bot);
    texts.forEach(
        (key, text) -> lines.add(line(bot, key, text.text(), limit(text, channels), languages)));
    bot.texts().places().keySet().stream()
        .filter(key -> !texts.containsKey(key))
        .forEach(key -> lines.add(line(bot, key, "", "", languages)));
    return languages.isEmpty() ? lines.subList(0, 1) : lines;
  }

  private static Map<String, StepTexts.Text> texts(Bot bot) {
    Map<String, StepTexts.Text> texts = new LinkedHashMap<>();
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        StepTexts.of(step)
            .forEach((end, text) -> texts.put(flow.name() + "." + step.id() + end, text));
      }
    }
    return texts;
  }

  private static List<String> line(
      Bot bot, String key, String source, String limit, List<String> languages) {
    List<String> line = new ArrayList<>(List.of(key, source, limit));
    for (String language : languages) {
      Map<String, String> own = bot.texts().byLanguage().getOrDefault(language, Map.of());
      line.add(own.getOrDefault(key, ""));
    }
    return line;
  }

  /** The shortest limit of those channels that have one, with the channel it is from. */
  private static String limit(StepTexts.Text text, ChannelCatalog channels) {
    ChannelLimits shortest = null;
    for (ChannelLimits limits : channels.all()) {
      int most = most(limits, text.label());
      if (most > 0 && (shortest == null || most < most(shortest, text.label()))) {
        shortest = limits;
      }
    }
    return shortest == null
        ? ""
        : most(shortest, text.label()) + " (" + shortest.channel().name() + ")";
  }

  private static int most(ChannelLimits limits, boolean label) {
    return label ? limits.maxLabel() : limits.maxText();
  }
}
