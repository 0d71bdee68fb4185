package dev.botflow.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.botflow.cell.CellParser.Kind;
import dev.botflow.text.WordLists;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellParserTest {
  private final CellParser cells = new CellParser(
      new WordLists(Map.of("STOP_WORDS", List.of("stop", "Arrêt"), "SIZES", List.of("1", "2"))));

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          TEXT   | menu, Restart                  | any of [menu; Restart]
          TEXT   | `  menu ,restart `             | any of [menu; restart]
          TEXT   | "yes, please", ok              | any of [yes, please; ok]
          TEXT   | “yes, please”, ok              | any of [yes, please; ok]
          TEXT   | "not now"                      | any of [not now]
          TEXT   | "say \"\"hi\"\"\"                   | any of [say "hi"]
          TEXT   | 5" pipe, 6" pipe               | any of [5" pipe; 6" pipe]
          TEXT   | he said "a, b"                 | any of [he said "a, b"]
          TEXT   | at least 5                     | any of [at least 5]
          TEXT   | 1,5                            | any of [1; 5]
          TEXT   | from Paris                     | any of [from Paris]
          TEXT   | in                             | any of [in]
          TEXT   | in STOP_WORDS                  | any of [stop; Arrêt; ~stop; ~arret]
          TEXT   | in stop_words, sizes           | any of [stop; Arrêt; ~stop; ~arret; 1; 2; ~1; ~2]
          TEXT   | not in STOP_WORDS              | not (any of [stop; Arrêt; ~stop; ~arret])
          TEXT   | contains order, parcel         | CONTAINS [order; parcel]
          TEXT   | CONTAINS  order                | CONTAINS [order]
          TEXT   | contains order, contains parcel| CONTAINS [order; parcel]
          TEXT   | contains "a, b"                | CONTAINS [a, b]
          TEXT   | starts with hi, hello          | STARTS_WITH [hi; hello]
          TEXT   | ends with ?                    | ENDS_WITH [?]
          TEXT   | word lost                      | WORD [lost]
          TEXT   | not contains order, parcel     | not (CONTAINS [order; parcel])
          TEXT   | matches /LC-[0-9]{6}, ok/      | matches LC-[0-9]{6}, ok
          TEXT   | not matches /a\\/b/            | not (matches a\\/b)
          TEXT   | is empty                       | is empty
          TEXT   | Is  Known                      | is known
          WORD   | WhatsApp, RCS                  | any of [WhatsApp; RCS]
          WORD   | not SMS, MMS                   | not (any of [SMS; MMS])
          WORD   | under review                   | any of [under review]
          NUMBER | 5                              | 5..5
          NUMBER | 1, 5                           | 1..1 or 5..5
          NUMBER | -2.50                          | -2.50..-2.50
          NUMBER | at least 5                     | [5..
          NUMBER | at most 5                      | ..5]
          NUMBER | over 18                        | (18..
          NUMBER | under 18                       | ..18)
          NUMBER | 5 to 10                        | 5..10
          NUMBER | at least 1,5                   | [1.5..
          NUMBER | 1,5 to 2,25                    | 1.5..2.25
          NUMBER | 5 TO 10, 20 to 30              | 5..10 or 20..30
          NUMBER | not 5 to 10                    | not (5..10)
          NUMBER | in SIZES                       | 1..1 or 2..2
          DATE   | 2026-01-05                     | 2026-01-05..2026-01-05
          DATE   | 2026-01-01 to 2026-03-31       | 2026-01-01..2026-03-31
          DATE   | from 2026-01-01                | 2026-01-01..
          DATE   | until 2026-03-31               | ..2026-03-31
          ANY    | gold, silver                   | any of [gold; silver]
          ANY    | 5                              | any of [5]
          ANY    | 1,2,3                          | any of [1; 2; 3]
          ANY    | at least 100                   | [100..
          ANY    | 5 to 10                        | 5..10
          ANY    | gold, 2026-01-05, 5 to 10      | any of [gold] or 2026-01-05..2026-01-05 or 5..10
          ANY    | Paris to London                | any of [Paris to London]
          ANY    | from Paris                     | any of [from Paris]
          ANY    | from 2026-01-01                | 2026-01-01..
          ANY    | "5 to 10"                      | any of [5 to 10]
          ANY    | contains order                 | CONTAINS [order]
          """)
  void readsEveryForm(Kind kind, String cell, String meaning) {
    assertThat(described(cells.parse(cell, kind))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          TEXT | "atleast 5"
          TEXT | atleast 5
          TEXT | container lost
          TEXT | it is empty
          ANY  | "more than 5"
          ANY  | order 5
          ANY  | track 5
          ANY  | match point
          """)
  void takesForWordsWhatOnlyLooksLikeATestOrIsQuoted(Kind kind, String cell) {
    assertThat(cells.parse(cell, kind)).isInstanceOf(Cell.AnyOf.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          TEXT   | ` `                        | expected words, or a test such as contains order, parcel, but was " "
          TEXT   | not                        | expected a test after not, but was "not"
          TEXT   | not not order              | expected not once, but was "not not order"
          TEXT   | order, not parcel          | expected one kind of test in a cell, written once at its start, but was "order, not parcel"
          TEXT   | contains order, word lost  | expected one kind of test in a cell, written once at its start, but was "contains order, word lost"
          TEXT   | order, contains lost       | expected one kind of test in a cell, written once at its start, but was "order, contains lost"
          TEXT   | order, is empty            | expected one kind of test in a cell, written once at its start, but was "order, is empty"
          TEXT   | contains                   | expected a word after contains, but was "contains"
          TEXT   | order,,parcel              | expected a word before and after each comma, but was "order,,parcel"
          TEXT   | order,                     | expected a word before and after each comma, but was "order,"
          TEXT   | "order                     | expected a closing quote, but was \"\"order"
          TEXT   | order, \"\"                  | expected a word between the quotes, but was "order, \"\"\"
          TEXT   | matches LC                 | expected a pattern between slashes, such as matches /LC-[0-9]+/, but was "matches LC"
          TEXT   | matches /a/i               | expected a pattern between slashes, such as matches /LC-[0-9]+/, but was "matches /a/i"
          TEXT   | matches /a/, /b/           | `expected one pattern (join several with | inside it), but was "matches /a/, /b/"`
          TEXT   | matches //                 | expected a pattern between the slashes, but was \"\"
          TEXT   | matches /(a/               | expected a pattern (RE2 syntax), but was "(a": missing closing )
          ANY    | is not empty               | expected is known, but was "is not empty"
          ANY    | is not known               | expected is empty, but was "is not known"
          ANY    | at least lots              | expected one number after at least, but was "at least lots"
          ANY    | at least 5, 6              | expected one number after at least, but was "at least 5, 6"
          ANY    | gold, over 5               | expected one kind of test in a cell, written once at its start, but was "gold, over 5"
          ANY    | over 1,500                 | expected a number with a decimal point and no marks for thousands, but was "over 1,500"
          ANY    | 1,5                        | expected a decimal point (1.5), or a blank after the comma between two numbers (1, 5), but was "1,5"
          ANY    | 5 to ten                   | expected two numbers or two dates around "to", but was "5 to ten"
          ANY    | 10 to 5                    | expected the smaller number before "to", but was "10 to 5"
          ANY    | 2026-02-30                 | expected a date such as 2026-01-31, but was "2026-02-30"
          ANY    | until 31/3                 | expected a date such as 2026-01-31 after until, but was "until 31/3"
          NUMBER | 1,5                        | expected a decimal point (1.5), or a blank after the comma between two numbers (1, 5), but was "1,5"
          NUMBER | >5                         | expected a test as it is spelt here, or words in double quotes, but was ">5" (did you mean "over 5"?)
          ANY    | atleast 5                  | expected a test as it is spelt here, or words in double quotes, but was "atleast 5" (did you mean "at least 5"?)
          ANY    | At leest 5                 | expected a test as it is spelt here, or words in double quotes, but was "At leest 5" (did you mean "at least 5"?)
          ANY    | more than 1.5              | expected a test as it is spelt here, or words in double quotes, but was "more than 1.5" (did you mean "over 1.5"?)
          NUMBER | <= 3                       | expected a test as it is spelt here, or words in double quotes, but was "<= 3" (did you mean "at most 3"?)
          NUMBER | between 5 and 10           | expected a test as it is spelt here, or words in double quotes, but was "between 5 and 10" (did you mean "5 to 10"?)
          TEXT   | contain order, parcel      | expected a test as it is spelt here, or words in double quotes, but was "contain order, parcel" (did you mean "contains order, parcel"?)
          TEXT   | begins with LC             | expected a test as it is spelt here, or words in double quotes, but was "begins with LC" (did you mean "starts with LC"?)
          ANY    | is emtpy                   | expected a test as it is spelt here, or words in double quotes, but was "is emtpy" (did you mean "is empty"?)
          NUMBER | 1-2                        | expected a number, or a test such as at least 5 or 5 to 10, but was "1-2"
          NUMBER | 1e9                        | expected a number, or a test such as at least 5 or 5 to 10, but was "1e9"
          NUMBER | contains 5                 | expected one kind of test in a cell, written once at its start, but was "contains 5"
          NUMBER | in STOP_WORDS              | expected a number, or a test such as at least 5 or 5 to 10, but was "stop"
          DATE   | 1/2/2026                   | expected a date such as 2026-01-31, or a test such as 2026-01-01 to 2026-03-31, but was "1/2/2026"
          DATE   | from today                 | expected a date such as 2026-01-31 after from, but was "from today"
          DATE   | 2026-03-31 to 2026-01-01   | expected the earlier date before "to", but was "2026-03-31 to 2026-01-01"
          WORD   | contains SMS               | expected words separated by commas, with not before them at most, but was "contains SMS"
          """)
  void refusesWhatIsNoTestOrAGuess(Kind kind, String cell, String message) {
    CellBrokenException broken =
        catchThrowableOfType(CellBrokenException.class, () -> cells.parse(cell, kind));

    assertThat(broken).hasMessage(message);
    assertThat(broken.code()).isEqualTo("unreadable-cell");
  }

  @Test
  void suggestsTheWordListThatWasMeant() {
    CellBrokenException broken = catchThrowableOfType(
        CellBrokenException.class, () -> cells.parse("in STOPWORDS", Kind.TEXT));

    assertThat(broken)
        .hasMessage(
            "expected the name of a word list, but was \"STOPWORDS\" (did you mean \"STOP_WORDS\"?)");
    assertThat(broken.code()).isEqualTo("unknown-list");
  }

  @Test
  void leavesAPatternAsItWasWrittenButTakesTheBlanksOfSpreadsheets() {
    Cell cell = cells.parse("\u00A0not\u00A0matches\u00A0/“a”\u00A0b/ ", Kind.TEXT);

    assertThat(described(cell)).isEqualTo("not (matches “a”\u00A0b)");
  }

  /** A cell in a form that fits a table. */
  static String described(Cell cell) {
    if (cell instanceof Cell.AnyOf any) {
      // A word with thanks or a please around it begins with a mark that no text has.
      return "any of [" + String.join("; ", any.words()).replace('\uE001', '~') + "]";
    } else if (cell instanceof Cell.Not not) {
      return "not (" + described(not.test()) + ")";
    } else if (cell instanceof Cell.Part part) {
      return part.where() + " [" + String.join("; ", part.words()) + "]";
    } else if (cell instanceof Cell.Matches matches) {
      return "matches " + matches.source();
    } else if (cell instanceof Cell.Range range) {
      boolean both = range.from() != null && range.to() != null;
      String from =
          range.from() == null ? "" : (both ? "" : range.fromIncluded() ? "[" : "(") + range.from();
      String to =
          range.to() == null ? "" : range.to() + (both ? "" : range.toIncluded() ? "]" : ")");
      return from + ".." + to;
    } else if (cell instanceof Cell.DateRange range) {
      return (range.from() == null ? "" : range.from()) + ".."
          + (range.to() == null ? "" : range.to());
    } else if (cell instanceof Cell.Either either) {
      return String.join(
          " or ", either.tests().stream().map(CellParserTest::described).toList());
    }
    return cell instanceof Cell.IsEmpty ? "is empty" : "is known";
  }
}
