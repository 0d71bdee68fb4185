package dev.botflow.flow.read;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.flow.BotSettings;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads bot.yaml. What is wrong is reported through the findings; then defaults stand in, so that reading goes on. */
public final class BotReader {
  /** How the files of a bot are written: what {@code format} of bot.yaml says, 1 where it says nothing. */
  public static final int FORMAT = 1;

  /** The code of the finding for a bot in a newer format; what else is found in one says little. */
  public static final String NEWER_FORMAT = "newer-format";

  private static final int DEFAULT_REPEATS = 3;
  private static final int MOST_REPEATS = 20;

  private BotReader() {}

  /**
   * @param file the file's name, for findings
   * @param yaml its text
   */
  public static BotSettings settings(String file, String yaml, Findings findings) {
    Place place = Place.of(file);
    Optional<Fields> fields =
        YamlNode.read(file, yaml, findings).flatMap(node -> Fields.of(node, place, "", findings));
    return fields.map(BotReader::settings).orElseGet(() -> BotSettings.of("bot").build());
  }

  private static BotSettings settings(Fields fields) {
    BotSettings.Builder settings = BotSettings.of(fields.required("bot").orElse("bot"));
    List<String> languages = fields.texts("languages");
    if (!languages.isEmpty()) {
      settings.languages(languages);
    }
    settings.zone(zone(fields));
    Duration expiry = fields.duration("session_expiry");
    if (expiry != null) {
      settings.sessionExpiry(expiry);
    }
    settings
        .ignoreStaleButtons(
            fields.word("stale_buttons", "route", List.of("route", "ignore")).equals("ignore"))
        .restartOnChannelChange(fields
            .word("channel_change", "continue", List.of("continue", "restart"))
            .equals("restart"))
        .sensitive(new TreeSet<>(fields.texts("sensitive")))
        .extraChannels(fields.texts("channels").stream().map(Channel::of).toList())
        .notUnderstood(blankToNull(fields.text("not_understood")))
        .errorOccurred(blankToNull(fields.text("error_occurred")))
        .retention(fields.duration("retention"))
        .keepTexts(fields.duration("keep_texts"))
        .factLabels(fields.textMap("facts"))
        .tables(fields.texts("tables"))
        .failsIfTooLong(
            fields.word("too_long", "split", List.of("split", "error")).equals("error"))
        .reviewed(fields.word("review", "none", List.of("none", "four_eyes")).equals("four_eyes"))
        .repeats(fields.fields("repeats").map(BotReader::repeats).orElse(null));
    if (readable(fields)) {
      fields.finish(List.of());
    }
    BotSettings read = settings.build();
    checkTexts(read, fields);
    return read;
  }

  /** Whether the keys are those of a format this version knows; reported if not. */
  private static boolean readable(Fields fields) {
    String format = fields.text("format");
    if (format == null) {
      return true;
    }
    String digits = format.strip();
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      fields.broken("format", format, "expected a whole number such as " + FORMAT, "");
      return true;
    }
    if (Integer.parseInt(digits) <= FORMAT) {
      return true;
    }
    fields.error(
        NEWER_FORMAT,
        "format: expected " + FORMAT + ", the newest that this version of BotFlow reads, but was "
            + digits);
    return false;
  }

  /** What is said goes with the trace, and a trace with its contact. */
  private static void checkTexts(BotSettings settings, Fields fields) {
    Duration texts = settings.keepTexts();
    Duration retention = settings.retention();
    if (texts != null && retention != null && texts.compareTo(retention) > 0) {
      fields.warning(
          "texts-kept",
          "keep_texts",
          "expected no longer than retention, after which traces are erased and the texts with"
              + " them, but was more");
    }
  }

  private static BotSettings.@Nullable Repeats repeats(Fields fields) {
    int same = fields.number("same", DEFAULT_REPEATS, 1, MOST_REPEATS);
    Duration within = fields.duration("within");
    if (!fields.has("within")) {
      fields.error("missing", fields.path("within") + ": expected a value, but was missing");
    }
    fields.finish(List.of());
    return within == null ? null : new BotSettings.Repeats(same, within);
  }

  private static ZoneId zone(Fields fields) {
    String zone = fields.text("time_zone");
    if (zone == null) {
      return ZoneId.of("UTC");
    }
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      fields.error(
          "unreadable",
          "time_zone: expected a zone such as Europe/Brussels, but was \"" + zone + "\""
              + Suggestion.hint(zone, ZoneId.getAvailableZoneIds()));
      return ZoneId.of("UTC");
    }
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
