package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.table.Ask;
import dev.botflow.table.During;
import dev.botflow.table.Phase;
import dev.botflow.table.RowCell;
import dev.botflow.table.TableRow;
import dev.botflow.table.Tables;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {
  private static final String TABLE = """
      # routing; "time zone": Europe/Brussels
      Rule,What happened,Channel,Says,Customer is,At,Go to flow,With,During a question,Why
      R01,text,,in STOP_WORDS,,,opt_out,,end it,law
      R03,text,,"menu, restart",,,welcome,,end it,way out
      R05,delivery failed,WhatsApp,,,,sms_rescue,reason={delivery.reason},,
      R10,message,"WhatsApp, RCS",,new,Mon-Fri 09:00-17:00,welcome,,wait,
      R20,text,,"contains order, parcel",,,track,,interrupt,
      R90,message,,,,,welcome,,wait,catch-all
      """;

  @Test
  void readsRowsInTheirOrderWithEveryColumn() {
    Tables tables = new Tables().read(TABLE);

    List<TableRow> rows = tables.rows();

    assertThat(tables.sentences()).isEmpty();
    assertThat(rows)
        .extracting(TableRow::id)
        .containsExactly("R01", "R03", "R05", "R10", "R20", "R90");
    assertThat(rows).extracting(TableRow::order).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(rows).extracting(row -> row.place().line()).containsExactly(3, 4, 5, 6, 7, 8);
    assertThat(rows.get(0).during()).isEqualTo(During.END_IT);
    assertThat(rows.get(2).with().get("reason")).hasToString("{delivery.reason}");
    assertThat(rows.get(3).source().cell("channel")).isEqualTo("WhatsApp, RCS");
    assertThat(rows.get(5).source().cell("Why")).isEqualTo("catch-all");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", ","})
  void findsTheSeparatorFromTheHeaderRow(String separator) {
    String text =
        "# a comment; with, all\tof them\nRule|Says|Go to flow\nR1|\"menu, restart\"|welcome\n"
            .replace("|", separator);

    List<TableRow> rows = new Tables().read(text).rows();

    assertThat(rows.get(0).source().cell("Says")).isEqualTo("menu, restart");
    assertThat(rows.get(0).flow()).isEqualTo("welcome");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, true",
    "UTF-8, false",
    "UTF-16LE, true",
    "UTF-16LE, false",
    "UTF-16BE, true",
    "UTF-16BE, false"
  })
  void readsUnicodeWithAndWithoutItsMark(String charset, boolean mark) {
    String text = (mark ? "\uFEFF" : "") + "Rule,Says,Go to flow\r\nR1,déjà vu,welcome\r\n";

    Tables tables = new Tables().read("routing.csv", text.getBytes(Charset.forName(charset)));

    assertThat(tables.sentences()).isEmpty();
    assertThat(tables.rows().get(0).source().cell("Says")).isEqualTo("déjà vu");
  }

  @Test
  void refusesBytesThatAreNoUnicodeWithTheirLine() {
    byte[] text = "Rule,Says,Go to flow\nR1,d\u00e9j\u00e0 vu,welcome\n"
        .getBytes(StandardCharsets.ISO_8859_1);

    Tables tables = new Tables().read("routing.csv", text);

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:2: expected text in UTF-8 or UTF-16, but found a byte that is neither; save the table as \"CSV UTF-8\"");
  }

  @Test
  void countsEveryLineOfTheFile() {
    String text =
        "\n# one\n\n# two\nRule,Says,Go to flow\n\nR1,\"two\nlines\",a\n,,\n# R0,x,y\nR2,x,\n;;\n \u00a0 ,,\n";

    Tables tables = new Tables().read(text);

    assertThat(tables.rows()).extracting(row -> row.place().line()).containsExactly(7);
    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:11: R2: Go to flow: expected the name of a flow, but the cell is empty",
            "routing.csv:12: ;;: Go to flow: expected the name of a flow, but the cell is empty");
  }

  @Test
  void forgivesWhatSpreadsheetsDoToBlanksQuotesAndHeaders() {
    String text =
        "sep=;\r\n go TO flow ; RULE;\u00a0Says ;channel\r\n welcome\u00a0;R1;contains \u201Corder, please\u201D;\u00a0WHATSAPP \r\n";

    Tables tables = new Tables().read(text);

    TableRow row = tables.rows().get(0);
    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:3: R1: Says: \u201Corder, please\u201D is one text with a comma in it; take the quotes off if these are several, or write straight double quotes if it is meant so");
    assertThat(row.id()).isEqualTo("R1");
    assertThat(row.flow()).isEqualTo("welcome");
    assertThat(row.fits(new Ask().with(Subject.What.SAYS, "An order, please!"))).isTrue();
  }

  @Test
  void numbersRowsAcrossFilesAndTellsADuplicateAtItsSecondPlace() {
    Tables tables = new Tables()
        .read("routing.csv", "Rule,Go to flow\nR1,a\nR2,b\n".getBytes(StandardCharsets.UTF_8))
        .read("team-b.csv", "Rule,Go to flow\nR3,c\nR1,d\n".getBytes(StandardCharsets.UTF_8));

    assertThat(tables.rows()).extracting(TableRow::id).containsExactly("R1", "R2", "R3");
    assertThat(tables.rows()).extracting(TableRow::order).containsExactly(0, 1, 2);
    assertThat(tables.codes()).containsExactly("duplicate-id");
    assertThat(tables.sentences())
        .containsExactly(
            "team-b.csv:3: R1: Rule: expected each id once, but R1 stands at routing.csv:2 already");
  }

  @Test
  void tellsAllHeadersThatAreWrongAtOnce() {
    Tables tables = new Tables().read("Rule,Chanel,Says,says,Go to flow,\nR1,,,,a,lost\n");

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:1: Chanel: expected the header of a column, but was \"Chanel\" (did you mean \"Channel\"?)",
            "routing.csv:1: Says: expected each column once, but \"says\" stands here again",
            "routing.csv:2: expected a header above every cell, but cell F2 has none");
  }

  @Test
  void tellsWhichColumnIsMissing() {
    assertThat(new Tables().read("Rule,Says\nR1,x\n").sentences())
        .containsExactly("routing.csv:1: expected a column Go to flow, but found none");
    assertThat(new Tables().read("Ruel,Go to flow\nR1,x\n").sentences())
        .containsExactly(
            "routing.csv: expected a header row with the column Rule, but found none (did you mean \"Rule\" by \"Ruel\"?)");
    assertThat(new Tables().read("").sentences())
        .containsExactly("routing.csv: expected a header row with the column Rule, but found none");
  }

  @Test
  void tellsAQuoteThatIsNeverClosed() {
    assertThat(new Tables()
            .read("Rule,Says,Go to flow\nR1,x,a\nR2,\"open,a\nR3,x,a\n")
            .sentences())
        .containsExactly(
            "routing.csv:3: expected cells that end where their quotes do, but a quote in this row is not closed, or text follows it");
  }

  @Test
  void tellsARowWithMoreCellsThanTheHeader() {
    assertThat(new Tables().read("Rule,Says,Go to flow\nR1,menu,restart,a\n").sentences())
        .containsExactly(
            "routing.csv:2: R1: expected 3 cells as the header has, but found 4; a cell with the separator in it needs double quotes around it");
  }

  @Test
  void takesTheOptionalColumnsAndHostFactsByTheirLabels() {
    Tables tables = new Tables()
        .read(
            "Rule,App,Language,Country,Postback,Intent,Delivery reason,Contact tag,Last flow,Misses,Valid from,Valid until,Owner,plan,ACCOUNT AGE,internal.sinchConversationAPI.contactId,identity,Go to flow\n"
                + "R1,app-1,nl,BE,go,buy,RATE_LIMITED,vip,welcome,at least 2,2026-01-01,2026-12-31,me,gold,over 5,c1,known,a\n");
    Ask ask = new Ask()
        .with(Subject.What.APP, "app-1")
        .with(Subject.What.LANGUAGE, List.of("nl-BE", "nl"))
        .with(Subject.What.COUNTRY, "be")
        .with(Subject.What.POSTBACK, "go")
        .with(Subject.What.INTENT, "buy")
        .with(Subject.What.DELIVERY_REASON, "RATE_LIMITED")
        .with(Subject.What.TAGS, List.of("new", "VIP"))
        .with(Subject.What.LAST_FLOW, "welcome")
        .with(Subject.What.MISSES, 2)
        .with(Subject.named("plan"), "Gold")
        .with(Subject.named("account_age"), "6")
        .with(Subject.named("internal.sinchConversationAPI.contactId"), "C1")
        .with(Subject.named("internal.sinchConversationAPI.channelIdentity"), "known");

    assertThat(tables.sentences()).isEmpty();
    assertThat(tables.table().first(Phase.ROUTE, ask)).isPresent();
    assertThat(tables
            .rows()
            .get(0)
            .failing(ask.with(Subject.named("account_age"), 5).at("2027-01-01T00:00")))
        .extracting(RowCell::column)
        .containsExactly("Valid until", "Account age");
  }

  @Test
  void anEmptyWhatHappenedMeansAnyMessageAndNoOtherEvent() {
    RoutingTable table = new Tables()
        .read("Rule,What happened,Go to flow\nR1,,a\nR2,\"read, cart abandoned\",b\n")
        .table();

    for (String message : List.of("text", "button", "media", "location", "other")) {
      assertThat(table.first(Phase.ROUTE, new Ask().event(message)))
          .map(TableRow::id)
          .contains("R1");
    }
    assertThat(table.first(Phase.ROUTE, new Ask().event("read")))
        .map(TableRow::id)
        .contains("R2");
    assertThat(table.first(Phase.ROUTE, new Ask().event("cart abandoned")))
        .map(TableRow::id)
        .contains("R2");
    assertThat(table.first(Phase.ROUTE, new Ask().event("typing"))).isEmpty();
  }

  @Test
  void warnsWhereDuringIsFilledForEventsThatNeverAnswer() {
    Tables tables = new Tables()
        .read(
            "Rule,What happened,During a question,Go to flow\nR1,delivered,interrupt,a\nR2,\"text, read\",wait,a\n");

    assertThat(tables.rows()).hasSize(2);
    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:2: R1: During a question: expected an empty cell, since the row is for events that are no messages and never answer a question, but was \"interrupt\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '~',
      value = {
        "promo，sale、offer",
        "promo، sale",
        "promo；sale",
        "~promo\nsale~",
        "~promo,\nsale~",
        "~promo \r\n sale~",
        "~\u201Cpromo\u201D\nsale~"
      })
  void separatesTextsByTheCommasOfOtherKeyboardsAndByLineBreaks(String cell) {
    Tables tables = new Tables().read("Rule,Says,Go to flow\nR1,\"" + cell + "\",a\nR2,,b\n");
    RoutingTable table = RoutingTable.of(tables.rows());

    assertThat(tables.sentences()).isEmpty();
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, "sale")))
        .map(TableRow::id)
        .contains("R1");
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, "promo")))
        .map(TableRow::id)
        .contains("R1");
    assertThat(table.first(Phase.ROUTE, new Ask().with(Subject.What.SAYS, "promo sale")))
        .map(TableRow::id)
        .contains("R2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
      promo; sale            ! "promo; sale" is one text with a semicolon in it; put commas between texts, or double quotes around it if it is meant so
      contains promo/sale    ! "promo/sale" is one text with a slash in it; put commas between texts, or double quotes around it if it is meant so
      a, promo or sale       ! "promo or sale" is one text with a word for "or" in it; put commas between texts, or double quotes around it if it is meant so
      Hilfe oder Mensch      ! "Hilfe oder Mensch" is one text with a word for "or" in it; put commas between texts, or double quotes around it if it is meant so
      “promo, sale”          ! “promo, sale” is one text with a comma in it; take the quotes off if these are several, or write straight double quotes if it is meant so
      ‘promo’                ! the quotes of "‘promo’" are part of the text; take them off, or write double quotes
      «promo»                ! the quotes of "«promo»" are part of the text; take them off, or write double quotes
      5-Jan                  ! "5-Jan" looks like a day that a spreadsheet made of another text; format the cell as text and write it again, or put double quotes around it
      Mär-05                 ! "Mär-05" looks like a day that a spreadsheet made of another text; format the cell as text and write it again, or put double quotes around it
      not 12-Dez             ! "12-Dez" looks like a day that a spreadsheet made of another text; format the cell as text and write it again, or put double quotes around it
      word 促销               ! word looks for "促销" between blanks or signs, which this script does not write; contains finds it
      not word โปร           ! word looks for "โปร" between blanks or signs, which this script does not write; contains finds it
      """)
  void warnsOfCellsThatAreTakenForOneTextNobodyWouldWrite(String cell, String warning) {
    for (String column : List.of("Says", "Plan", "Language")) {
      Tables tables = new Tables().read("Rule;" + column + ";Go to flow\nR1;\"" + cell + "\";a\n");

      assertThat(tables.sentences())
          .containsExactly("routing.csv:2: R1: " + column + ": " + warning);
      assertThat(tables.rows()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "24/7", "yes, please", "5-1", "more", "oranges, doors", "it's", "http://a.example/b",
            "matches /a;b|c or d/",
        "in STOP_WORDS", "is known", "12-inch", "word sale", "contains 促销", "5-Januar-Aktion",
            "rock 'n' roll", "a;"
      })
  void leavesAloneWhatAContactMayWrite(String cell) {
    assertThat(new Tables()
            .read("Rule|Says|Go to flow\nR1|x|a\n".replace('|', '\t').replace("x", cell))
            .sentences())
        .isEmpty();
  }

  @Test
  void takesNoCellOfManyWaysOfSayingOffForOn() {
    String rows = "Rule,Go to flow,Active\n";
    for (String word : List.of("no", "No ", "OFF", "false", "0", "nein", "non", "inactive")) {
      rows += word.strip() + "," + "a," + word + "\n";
    }
    Tables off = new Tables().read(rows + "R1,a,yes\nR2,a,\nR3,a,maybe\n");

    assertThat(off.rows()).extracting(TableRow::id).containsExactly("R1", "R2");
    assertThat(off.sentences())
        .containsExactly(
            "routing.csv:12: R3: Active: expected yes or no (an empty cell is yes), but was \"maybe\"");
  }

  @Test
  void leavesARowThatIsOffOutOfItsSplit() {
    Tables tables =
        new Tables().read("Rule,Share %,Go to flow,Active\nR1,50,a,\nR2,50,b,\nR3,50,c,off\n");

    assertThat(tables.sentences()).isEmpty();
    assertThat(tables.rows()).extracting(TableRow::id).containsExactly("R1", "R2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Comment", "Notes", "Bemerkung", "Owner or Why?", "Ticket no."})
  void saysWhereRemarksBelong(String header) {
    assertThat(new Tables().read("Rule,Go to flow," + header + "\nR1,a,x\n").sentences())
        .containsExactly(
            "routing.csv:1: " + header + ": expected the header of a column, but was \"" + header
                + "\" (remarks go into Owner or Why; any other column that only people read has a name that begins with _)");
  }
}
