package dev.botflow.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTimesParserTest {
  private static final LocalDate HOLIDAY = LocalDate.of(2026, 3, 4);

  private final NamedHours hours = new NamedHours(Map.of(
      "shop",
      new WeekTimes(
          WeekTimesParser.parse("Mon-Fri 09:00-17:00", NamedHours.none()).windows(),
          Set.of(HOLIDAY))));

  /** 2026-03-02 is a Monday. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          Mon-Fri 09:00-17:00                | 2026-03-02T09:00 | true
          Mon-Fri 09:00-17:00                | 2026-03-02T08:59 | false
          Mon-Fri 09:00-17:00                | 2026-03-06T16:59 | true
          Mon-Fri 09:00-17:00                | 2026-03-06T17:00 | false
          Mon-Fri 09:00-17:00                | 2026-03-07T12:00 | false
          22:00-06:00                        | 2026-03-02T05:59 | true
          22:00-06:00                        | 2026-03-02T06:00 | false
          Fri 22:00-06:00                    | 2026-03-07T05:59 | true
          Fri 22:00-06:00                    | 2026-03-06T05:59 | false
          Sun 22:00-06:00                    | 2026-03-02T05:00 | true
          Sat, Sun                           | 2026-03-08T23:59 | true
          Sat, Sun                           | 2026-03-09T00:00 | false
          Fri-Mon 10:00-11:00                | 2026-03-02T10:30 | true
          Fri-Mon 10:00-11:00                | 2026-03-03T10:30 | false
          Mon, Wed 09:00-12:00               | 2026-03-04T09:30 | true
          Mon, Wed 09:00-12:00               | 2026-03-03T09:30 | false
          Mon, Wed 09:00-12:00, 13:00-17:00  | 2026-03-04T13:30 | true
          Mon, Wed 09:00-12:00, 13:00-17:00  | 2026-03-04T12:30 | false
          Mon 09:00-10:00, Tue 11:00-12:00   | 2026-03-03T09:30 | false
          Mon 09:00-10:00; 20:00-21:00       | 2026-03-05T20:30 | true
          Mon 09:00-10:00; Sat               | 2026-03-07T03:00 | true
          monday to friday 9:00 to 17:00     | 2026-03-03T09:30 | true
          Mon – Fri 09:00 – 17:00            | 2026-03-03T09:30 | true
          MON 00:00-24:00                    | 2026-03-02T23:59 | true
          shop                               | 2026-03-03T09:30 | true
          SHOP                               | 2026-03-04T09:30 | false
          not shop                           | 2026-03-04T09:30 | true
          not shop                           | 2026-03-03T09:30 | false
          not shop                           | 2026-03-03T08:00 | true
          not Sat, Sun                       | 2026-03-08T12:00 | false
          not Sat, Sun                       | 2026-03-09T12:00 | true
          """)
  void readsTimesOfTheWeek(String cell, LocalDateTime at, boolean covered) {
    assertThat(WeekTimesParser.parse(cell, hours).covers(at)).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          shpo                 | expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was "shpo" (did you mean "shop"?)
          not shpo             | expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was "not shpo" (did you mean "shop"?)
          ` `                  | expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was ""
          Mon 09:00            | expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was "Mon 09:00"
          Mo-Fr 09:00-17:00    | expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was "Mo-Fr 09:00-17:00"
          9-17                 | expected a time such as 09:00, but was "9"
          Mon 25:00-26:00      | expected a time such as 09:00, but was "25:00"
          09:00-09:00          | expected two different times in a window (00:00-24:00 is the whole day), but was "09:00-09:00"
          Mon 09:00-12:00, Tue | expected a time after the last day, but was "Mon 09:00-12:00, Tue"
          """)
  void refusesWhatIsNoTime(String cell, String message) {
    CellBrokenException broken =
        catchThrowableOfType(CellBrokenException.class, () -> WeekTimesParser.parse(cell, hours));

    assertThat(broken).hasMessage(message);
    assertThat(broken.code()).isEqualTo("unreadable-cell");
  }

  @Test
  void countsAWindowAcrossMidnightToTheDayItBegan() {
    WeekTimes nights =
        new WeekTimes(WeekTimesParser.parse("22:00-06:00", hours).windows(), Set.of(HOLIDAY));

    assertThat(nights.covers(LocalDateTime.parse("2026-03-04T05:00"))).isTrue();
    assertThat(nights.covers(LocalDateTime.parse("2026-03-04T23:00"))).isFalse();
    assertThat(nights.covers(LocalDateTime.parse("2026-03-05T05:00"))).isFalse();
    assertThat(nights.covers(LocalDateTime.parse("2026-03-05T23:00"))).isTrue();
  }

  @Test
  void isItselfAgainWhenNegatedTwice() {
    WeekTimes shop = WeekTimesParser.parse("shop", hours);

    assertThat(shop.negated().negated()).isEqualTo(shop);
    assertThat(WeekTimesParser.parse("not shop", hours)).isEqualTo(shop.negated());
  }
}
