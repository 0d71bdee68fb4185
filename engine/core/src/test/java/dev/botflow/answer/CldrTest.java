package dev.botflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.template.RenderStyle;
import dev.botflow.template.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Our words of a language are files of our own; what CLDR says of it (cldr.properties, written by .ci/Cldr.java) is
 * understood too, and written so but for what is listed here with its reason.
 */
class CldrTest {
  private static final List<String> LANGUAGES = List.of(
      "en", "nl", "fr", "de", "es", "pt", "pt-BR", "it", "pl", "tr", "ar", "hi", "id", "zh", "ja");
  private static final LocalDate TODAY = Answers.NOW.toLocalDate();

  private final Properties cldr = new Properties();
  private final List<String> other = new ArrayList<>();

  CldrTest() throws IOException {
    try (InputStream in = CldrTest.class.getResourceAsStream("/cldr.properties")) {
      cldr.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
  }

  private String of(String language, String key) {
    return cldr.getProperty(language + "." + key, "");
  }

  private void reads(String type, String language, String key, String text, Object expected) {
    String read = Answers.to(type, language).said(text);
    if (!read.equals(expected.toString())) {
      other.add(language + "." + key + ": " + text + " is " + read);
    }
  }

  @Test
  void understandsTheNamesOfMonths() {
    for (String language : LANGUAGES) {
      for (int month = 1; month <= 12; month++) {
        String date = of(language, "date");
        for (String name : of(language, "month." + month).split(",")) {
          boolean eastAsian = date.contains("年");
          String text = eastAsian ? name + "5日" : "5 " + name + " 2027";
          int year = eastAsian && month >= 3 ? 2026 : 2027;
          reads("date", language, "month." + month, text, LocalDate.of(year, month, 5));
        }
      }
    }

    assertThat(other).isEmpty();
  }

  @Test
  void understandsTheNamesOfWeekdays() {
    for (String language : LANGUAGES) {
      for (DayOfWeek day : DayOfWeek.values()) {
        String key = "weekday." + day.getValue();
        for (String name : of(language, key).split(",")) {
          reads("date", language, key, name, TODAY.with(TemporalAdjusters.next(day)));
        }
      }
    }

    assertThat(other).isEmpty();
  }

  @Test
  void understandsDaysByTheirDistance() {
    Map<String, Integer> days =
        Map.of("today", 0, "tomorrow", 1, "yesterday", -1, "day_after_tomorrow", 2);
    Map<String, ChronoUnit> units = Map.of(
        "days", ChronoUnit.DAYS,
        "weeks", ChronoUnit.WEEKS,
        "months", ChronoUnit.MONTHS,
        "years", ChronoUnit.YEARS);
    for (String language : LANGUAGES) {
      days.forEach((key, distance) -> {
        if (!of(language, key).isEmpty()) {
          reads("date", language, key, of(language, key), TODAY.plusDays(distance));
        }
      });
      for (int number : List.of(1, 2, 5)) {
        units.forEach((unit, step) -> {
          String key = unit + ".ahead." + number;
          reads("date", language, key, of(language, key), TODAY.plus(number, step));
        });
        String ago = "days.ago." + number;
        reads("date", language, ago, of(language, ago), TODAY.minusDays(number));
      }
    }

    // Two weeks, months and years are one word in Arabic; Hindi has one word for tomorrow and
    // yesterday.
    assertThat(other)
        .containsExactlyInAnyOrder(
            "ar.months.ahead.1: خلال شهر واحد is -",
            "ar.years.ahead.1: خلال سنة واحدة is -",
            "ar.weeks.ahead.2: خلال أسبوعين is -",
            "ar.months.ahead.2: خلال شهرين is -",
            "ar.years.ahead.2: خلال سنتين is -",
            "ar.days.ago.2: قبل يومين is -",
            "hi.yesterday: कल is -",
            "hi.day_after_tomorrow: परसों is -",
            "hi.tomorrow: कल is -");
  }

  @Test
  void understandsAndWritesDatesTimesAndNumbers() {
    Map<String, String> values = Map.of(
        "date",
        "2026-03-02",
        "time",
        "14:30",
        "number.large",
        "-1234567.5",
        "number.four",
        "1234.25");
    TreeSet<String> written = new TreeSet<>();
    for (String language : LANGUAGES) {
      values.forEach((key, value) -> {
        String filter = key.startsWith("number") ? "number" : key;
        String expected = of(language, key);
        reads(filter, language, key, expected, value);
        String ours = Template.parse("{x|" + filter + "}")
            .render(name -> value, new RenderStyle(language, ZoneOffset.UTC), absent -> {});
        if (!plain(ours).equals(plain(expected))) {
          written.add(language + "." + key + " " + ours);
        }
      });
    }

    assertThat(other).isEmpty();
    // English days stand first everywhere; Spain's and Poland's academies do not part four figures;
    // French hours have an h.
    assertThat(written)
        .containsExactly(
            "en.date 2 March 2026",
            "es.number.four 1234,25",
            "fr.time 14h30",
            "pl.number.four 1234,25");
  }

  /** Blanks that do not break and direction marks: a message has plain ones. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ').replace("\u200e", "");
  }
}
