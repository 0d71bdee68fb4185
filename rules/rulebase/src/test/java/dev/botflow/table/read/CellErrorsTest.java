package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.table.Ask;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.table.Tables;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.table.sheet.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellErrorsTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Channel|Telegramm|unknown-channel|expected a channel such as WhatsApp or SMS, but was \"Telegramm\" (did you mean \"Telegram\"?)",
        "Channel|not SMS, Fax|unknown-channel|expected a channel such as WhatsApp or SMS, but was \"Fax\"",
        "Channel|CARRIER_PIGEN|unknown-channel|expected a channel such as WhatsApp or SMS, but was \"CARRIER_PIGEN\" (did you mean \"CARRIER_PIGEON\"?)",
        "Says|in STOP_WORD|unknown-list|expected the name of a word list, but was \"STOP_WORD\" (did you mean \"STOP_WORDS\"?)",
        "Customer is|nwe|unreadable-cell|expected new, returning or opted out, but was \"nwe\" (did you mean \"new\"?)",
        "Customer is|is known|unreadable-cell|expected new, returning or opted out, but was \"is known\"",
        "What happened|is empty|unreadable-cell|expected what happened, such as text or delivery failed, but was \"is empty\"",
        "What happened|not read|unreadable-cell|expected some of text, button, media, location, other after not, but was \"not read\"",
        "What happened|not message|unreadable-cell|expected some of text, button, media, location, other after not, but was \"not message\"",
        "At|Mon-Fri 9-17|unreadable-cell|expected a time such as 09:00, but was \"9\"",
        "At|shoop|unreadable-cell|expected days and times such as Mon-Fri 09:00-17:00, or the name of opening hours, but was \"shoop\" (did you mean \"shop\"?)",
        "Misses|many|unreadable-cell|expected a number, or a test such as at least 5 or 5 to 10, but was \"many\"",
        "Misses|02-Jan|unreadable-cell|expected a number, or a test such as at least 5 or 5 to 10, but was \"02-Jan\"",
        "Valid from|31/01/2026|unreadable-cell|expected a date such as 2026-01-31, but was \"31/01/2026\"",
        "Valid until|2026-02-30|unreadable-cell|expected a date such as 2026-01-31, but was \"2026-02-30\"",
        "With|order.number|unreadable-cell|expected name=value, with a comma between several, but was \"order.number\"",
        "With|contact.name=Ana|unreadable-cell|expected a variable of the flow, since contact belongs to the engine, but was \"contact.name=Ana\"",
        "With|a b=1|unreadable-cell|expected a name of letters, digits, _, - and dots before the =, but was \"a b=1\"",
        "With|a=1, a=2|unreadable-cell|expected each name once, but was \"a=2\"",
        "With|a={b|unreadable-cell|expected a } for each { (write {{ for a brace itself), but was \"{b\"",
        "With|phone=3.2E+10|unreadable-cell|expected the whole number, but a spreadsheet shortened it to \"3.2E+10\"; format the cell as text",
        "Says|3,2E+10|unreadable-cell|expected the whole number, but a spreadsheet shortened it to \"3,2E+10\"; format the cell as text",
        "During a question|waits|unreadable-cell|expected wait, interrupt or end it, but was \"waits\" (did you mean \"wait\"?)",
        "Share %|half|unreadable-cell|expected a per cent from 0 to 100 with two decimals at most, but was \"half\"",
        "Share %|101|unreadable-cell|expected a per cent from 0 to 100 with two decimals at most, but was \"101\"",
        "Plan|1,5|unreadable-cell|expected a decimal point (1.5), or a blank after the comma between two numbers (1, 5), but was \"1,5\"",
      })
  void aBrokenCellIsToldWithItsPlaceAndWhatWasExpected(
      String header, String cell, String code, String sentence) {
    Tables tables = new Tables().read("Rule;" + header + ";Go to flow\nR0;;a\nR1;" + cell + ";a\n");

    assertThat(tables.sentences())
        .containsExactly("routing.csv:3: R1: " + header + ": " + sentence);
    assertThat(tables.codes()).containsExactly(code);
    assertThat(tables.rows()).extracting(TableRow::id).containsExactly("R0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "base.agent", "two\nlines"})
  void refusesIdsThatWouldNotStandInATrace(String id) {
    Tables tables = new Tables().read("Rule,Go to flow\n\"" + id + "\",a\n");

    assertThat(tables.sentences())
        .containsExactly("routing.csv:2: " + id.replace("\n", "\\u000a")
            + ": Rule: expected an id of up to 100 characters without commas and line"
            + " breaks, which does not begin with \"base.\", but was \""
            + id.replace("\n", "\\u000a") + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"=1+1\"|=1+1",
        "+32 470 12|+32 470 12",
        "'+32 470 12|+32 470 12",
        "\"=cmd()\"|=CMD()",
        "@sum|@sum",
        "-1|-1",
        "#1|#1"
      })
  void neverEvaluatesWhatLooksLikeAFormula(String cell, String said) {
    RoutingTable table = new Tables()
        .read("Rule;Says;Go to flow\nR1;" + (cell.startsWith("\"") ? "\"\"" + cell + "\"\"" : cell)
            + ";a\n")
        .table();

    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, said)))
        .isPresent();
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, "2"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Says|=A1&B1|a formula, which is never evaluated; put double quotes around a text that begins with =",
        "Says|'=A1|a formula, which is never evaluated; put double quotes around a text that begins with =",
        "Channel|#REF!|an error of the spreadsheet",
        "Plan|#n/a|an error of the spreadsheet",
        "With|#BEZUG!|an error of the spreadsheet",
        "At|########|an error of the spreadsheet",
      })
  void refusesWhatASpreadsheetLeftInPlaceOfAText(String header, String cell, String what) {
    Tables tables = new Tables().read("Rule;" + header + ";Go to flow\nR1;" + cell + ";a\n");

    assertThat(tables.sentences())
        .containsExactly("routing.csv:2: R1: " + header + ": expected plain text, but was \""
            + cell.replaceFirst("^'", "") + "\", " + what);
    assertThat(tables.codes()).containsExactly("unreadable-cell");
  }

  @Test
  void refusesSuchTracesInTheFlowTheIdAndTheWordLists() {
    Tables tables = new Tables()
        .read("Rule,Go to flow,Why\nR1,#NAME?,\n#REF!,a,\n\"=R3\",a,\nR4,a,=1+1\n# a note,\n");
    Findings findings = new Findings();
    CsvSheet.read(
            "words.csv",
            "List,Words\nSTOP,#N/A\n".getBytes(StandardCharsets.UTF_8),
            SheetKind.WORDS,
            findings)
        .ifPresent(sheet -> ListReaders.words(sheet, findings));

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:3: expected plain text in the first cell, but was \"#REF!\", an error of the spreadsheet",
            "routing.csv:2: R1: Go to flow: expected plain text, but was \"#NAME?\", an error of the spreadsheet",
            "routing.csv:4: =R3: Rule: expected plain text, but was \"=R3\", a formula, which is never evaluated; put double quotes around a text that begins with =");
    assertThat(tables.rows()).extracting(TableRow::id).containsExactly("R4");
    assertThat(findings.all())
        .extracting(Finding::sentence)
        .containsExactly(
            "words.csv:2: STOP: Words: expected words, but was \"#N/A\", an error of the spreadsheet");
  }

  @Test
  void tellsOfATableWithoutRowsAndOfAWorkbookUnderTheNameOfACsvFile() {
    Tables tables = new Tables()
        .read("# nothing yet\nRule,Go to flow\n\n,,\n")
        .read("team.csv", TableExport.xlsx(List.of(), Tables.words().words(), List.of("a")));

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:2: expected at least 1 row below the header, but was 0: no event is routed by this table",
            "team.csv: expected a CSV file, but this is a workbook under that name; save the table as \"CSV UTF-8\"");
    assertThat(tables.codes()).containsExactly("empty-table", "unreadable-file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "a=1, b={contact.name}!{a=1, b={contact.name}}",
        "a=\"x, y\",b=z!{a=x, y, b=z}",
        "a={x|there, you}, b=1!{a={x|there, you}, b=1}",
        "order.number=LC-000001!{order.number=LC-000001}",
        "size=5\" pipe, n=2!{size=5\" pipe, n=2}",
        "q=a=b!{q=a=b}",
      })
  void readsWithAsNamesAndTemplates(String cell, String with) {
    Tables tables = new Tables()
        .read("Rule\tWith\tGo to flow\nR1\t\"" + cell.replace("\"", "\"\"") + "\"\ta\n");

    assertThat(tables.sentences()).isEmpty();
    assertThat(tables.rows().get(0).with()).hasToString(with);
  }
}
