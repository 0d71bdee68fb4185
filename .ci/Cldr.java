import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.DateFormatSymbols;
import com.ibm.icu.text.DecimalFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.AbsoluteUnit;
import com.ibm.icu.text.RelativeDateTimeFormatter.Direction;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Outside the build: what CLDR says about the languages whose words the engine brings, as the file of a test
 * (engine/core/src/test/resources/cldr.properties). ICU4J is asked here and nowhere else, so neither the engine nor its
 * tests carry it, and the file is the same on every Java.
 *
 * <p>{@code java -cp icu4j-76.1.jar .ci/Cldr.java > engine/core/src/test/resources/cldr.properties}
 */
final class Cldr {
  private static final List<String> LANGUAGES = List.of(
      "en", "nl", "fr", "de", "es", "pt", "pt-BR", "it", "pl", "tr", "ar", "hi", "id", "zh", "ja");
  private static final Date DAY = new Date(1_772_461_800_000L); // 2026-03-02T14:30:00Z

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(
        "# Written by .ci/Cldr.java from ICU4J " + VersionInfo.ICU_VERSION.getVersionString(2, 2)
            + ", the data of CLDR; Unicode License v3, see NOTICE.");
    for (String tag : LANGUAGES) {
      language(out, tag, ULocale.forLanguageTag(tag + "-u-nu-latn-ca-gregory"));
    }
  }

  private static void language(PrintStream out, String tag, ULocale locale) {
    DateFormatSymbols symbols = new DateFormatSymbols(locale);
    for (int month = 0; month < 12; month++) {
      Set<String> names = new LinkedHashSet<>();
      for (int width : new int[] {DateFormatSymbols.WIDE, DateFormatSymbols.ABBREVIATED}) {
        names.add(symbols.getMonths(DateFormatSymbols.FORMAT, width)[month]);
        names.add(symbols.getMonths(DateFormatSymbols.STANDALONE, width)[month]);
      }
      put(out, tag, "month." + (month + 1), String.join(",", names));
    }
    for (int day = 1; day <= 7; day++) {
      Set<String> names = new LinkedHashSet<>();
      for (int width : new int[] {DateFormatSymbols.WIDE, DateFormatSymbols.ABBREVIATED}) {
        names.add(symbols.getWeekdays(DateFormatSymbols.FORMAT, width)[day]);
        names.add(symbols.getWeekdays(DateFormatSymbols.STANDALONE, width)[day]);
      }
      put(out, tag, "weekday." + (day == 1 ? 7 : day - 1), String.join(",", names));
    }
    RelativeDateTimeFormatter relative = RelativeDateTimeFormatter.getInstance(locale);
    put(out, tag, "today", relative.format(Direction.THIS, AbsoluteUnit.DAY));
    put(out, tag, "tomorrow", relative.format(Direction.NEXT, AbsoluteUnit.DAY));
    put(out, tag, "yesterday", relative.format(Direction.LAST, AbsoluteUnit.DAY));
    put(out, tag, "day_after_tomorrow", relative.format(Direction.NEXT_2, AbsoluteUnit.DAY));
    for (int days : new int[] {1, 2, 5}) {
      put(
          out,
          tag,
          "days.ahead." + days,
          relative.format(days, Direction.NEXT, RelativeDateTimeFormatter.RelativeUnit.DAYS));
      put(
          out,
          tag,
          "days.ago." + days,
          relative.format(days, Direction.LAST, RelativeDateTimeFormatter.RelativeUnit.DAYS));
      put(
          out,
          tag,
          "weeks.ahead." + days,
          relative.format(days, Direction.NEXT, RelativeDateTimeFormatter.RelativeUnit.WEEKS));
      put(
          out,
          tag,
          "months.ahead." + days,
          relative.format(days, Direction.NEXT, RelativeDateTimeFormatter.RelativeUnit.MONTHS));
      put(
          out,
          tag,
          "years.ahead." + days,
          relative.format(days, Direction.NEXT, RelativeDateTimeFormatter.RelativeUnit.YEARS));
    }
    for (String skeleton : List.of("yMMMMd", "Hm")) {
      DateFormat format = DateFormat.getInstanceForSkeleton(skeleton, locale);
      format.setTimeZone(TimeZone.GMT_ZONE);
      put(out, tag, skeleton.equals("Hm") ? "time" : "date", format.format(DAY));
    }
    DecimalFormat numbers = (DecimalFormat) NumberFormat.getInstance(locale);
    numbers.setMaximumFractionDigits(2);
    put(out, tag, "number.large", numbers.format(-1234567.5));
    put(out, tag, "number.four", numbers.format(1234.25));
  }

  private static void put(PrintStream out, String tag, String key, String text) {
    if (text != null) {
      out.println(tag + "." + key + "=" + text.replace("\\", "\\\\"));
    }
  }
}
