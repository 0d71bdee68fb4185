package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Texts;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListReadersTest {
  private final Findings findings = new Findings();

  private List<String> sentences() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  private Sheet sheet(SheetKind kind, String text) {
    return CsvSheet.read(kind.file(), text.getBytes(StandardCharsets.UTF_8), kind, findings)
        .orElseThrow();
  }

  @Test
  void readsWordsWithAndWithoutQuotesAroundTheCell() {
    String text =
        "# words\nList,Words\nSTOP_WORDS,\"stop, unsubscribe\"\nSTART_WORDS,start,begin\nYES,\"yes, \"\"yes, please\"\"\"\n";

    WordLists lists = ListReaders.words(sheet(SheetKind.WORDS, text), findings);

    assertThat(sentences()).isEmpty();
    assertThat(lists.named("stop_words")).contains(List.of("stop", "unsubscribe"));
    assertThat(lists.named("START_WORDS")).contains(List.of("start", "begin"));
    assertThat(lists.named("YES")).contains(List.of("yes", "yes, please"));
  }

  @Test
  void tellsWhatIsWrongWithWords() {
    ListReaders.words(sheet(SheetKind.WORDS, "List;Words;Note\nA;x;\na;y;\n;z;\nB;;\n"), findings);

    assertThat(sentences())
        .containsExactly(
            "words.csv:1: Note: expected the header of a column, but was \"Note\"",
            "words.csv:3: a: List: expected each name once, but a stands at words.csv:2 already",
            "words.csv:4: List: expected a name, but the cell is empty",
            "words.csv:5: B: Words: expected words separated by commas, but the cell is empty");
  }

  @Test
  void tellsHoursThatEndBeforeTheyBegin() {
    String text =
        "Name,Open\nday,Mon-Fri 19:00-08:00\nbar,Fri-Sat 20:00-03:00\nclosed,19:00-08:00\n"
            + "night,Mon-Fri 20:00-08:00\n";

    ListReaders.hours(sheet(SheetKind.HOURS, text), findings);

    assertThat(sentences())
        .containsExactly(
            "hours.csv:2: day: Open: expected hours that begin before they end, but 19:00-08:00 goes on"
                + " for 13 hours into the next day (did you mean 08:00-19:00?)");
  }

  @Test
  void readsHoursWithTheDaysTheyDoNotCount() {
    String text =
        "Name,Open,Closed\nshop,Mon-Fri 09:00-17:00,\"2026-12-25, 2026-12-28\"\nnight,22:00-06:00\n";

    NamedHours hours = ListReaders.hours(sheet(SheetKind.HOURS, text), findings);

    assertThat(sentences()).isEmpty();
    assertThat(hours.named("shop").orElseThrow().covers(LocalDateTime.parse("2026-03-02T10:00")))
        .isTrue();
    assertThat(hours.named("shop").orElseThrow().covers(LocalDateTime.parse("2026-12-25T10:00")))
        .isFalse();
    assertThat(hours.named("Night").orElseThrow().covers(LocalDateTime.parse("2026-12-25T03:00")))
        .isTrue();
  }

  @Test
  void tellsWhatIsWrongWithHours() {
    ListReaders.hours(
        sheet(
            SheetKind.HOURS, "Name,Open,Closed\na,9 to 5,\nb,,\nc,Mon 09:00-10:00,25/12\nC,Sat,\n"),
        findings);

    assertThat(sentences())
        .containsExactly(
            "hours.csv:5: C: Name: expected each name once, but C stands at hours.csv:4 already",
            "hours.csv:2: a: Open: expected a time such as 09:00, but was \"9\"",
            "hours.csv:3: b: Open: expected times such as Mon-Fri 09:00-17:00, but the cell is empty",
            "hours.csv:4: c: Closed: expected dates such as 2026-12-25, separated by commas, but was \"25/12\"");
  }

  @Test
  void readsTextsByLanguage() {
    Texts texts = TextsReader.read(
        sheet(
            SheetKind.TEXTS,
            "Key,NL,fr\nwelcome.hello,\"Hoi {contact.name|daar}, welkom\",\nwelcome.bye,Dag,Salut\n"),
        List.of("en", "nl"),
        findings);

    assertThat(texts.text("nl-BE", "welcome.hello")).contains("Hoi {contact.name|daar}, welkom");
    assertThat(texts.text("fr", "welcome.hello")).isEmpty();
    assertThat(sentences())
        .containsExactly("texts.csv:1: fr: expected a language of bot.yaml, but was \"fr\"");
  }

  @Test
  void tellsOfEachColumnOfTextsThatIsNoLanguageOfTheBot() {
    TextsReader.read(
        sheet(SheetKind.TEXTS, "Key,nl,Opmerkingen,my notes\na.b,x,y,z\na.c,#REF!,,\n"),
        List.of("en", "nl"),
        findings);

    assertThat(sentences())
        .containsExactly(
            "texts.csv:1: Opmerkingen: expected a language of bot.yaml, but was \"Opmerkingen\"",
            "texts.csv:1: my notes: expected a language of bot.yaml, but was \"my notes\"",
            "texts.csv:3: a.c: nl: expected a text, but was \"#REF!\", an error of the spreadsheet");
  }

  @Test
  void tellsWhatIsWrongWithTexts() {
    TextsReader.read(
        sheet(SheetKind.TEXTS, "Key,nl,NL\na.b,{x,\na.b,y,\n,z,\n"), List.of("en", "nl"), findings);

    assertThat(sentences())
        .containsExactly(
            "texts.csv:1: NL: expected each language once, but \"NL\" stands here again",
            "texts.csv:2: a.b: nl: expected a } for each { (write {{ for a brace itself), but was \"{x\"",
            "texts.csv:3: a.b: Key: expected each key once, but a.b stands at texts.csv:2 already",
            "texts.csv:4: Key: expected a key such as welcome.hello, but the cell is empty");
  }

  @Test
  void tellsOfASecondColumnOfKeys() {
    TextsReader.read(
        sheet(SheetKind.TEXTS, "Key,key,nl\na.b,c.d,Hallo\n"), List.of("en", "nl"), findings);

    assertThat(sentences())
        .containsExactly(
            "texts.csv:1: key: expected each column once, but \"key\" stands here again");
  }

  @Test
  void refusesCellsThatNoColumnWouldRead() {
    ListReaders.hours(
        sheet(SheetKind.HOURS, "Name,Open,\nshop,Mon-Fri 09:00-17:00,2026-12-25\n"), findings);
    ListReaders.words(sheet(SheetKind.WORDS, "List,Words,Words\nSTOP,stop,end\n"), findings);

    assertThat(sentences())
        .containsExactly(
            "hours.csv:2: expected a header above every cell, but cell C2 has none",
            "words.csv:1: Words: expected each column once, but \"Words\" stands here again");
  }

  @Test
  void separatesWordsByTheCommasOfOtherKeyboardsAndWarnsOfWhatSeparatesNothing() {
    WordLists lists = ListReaders.words(
        sheet(
            SheetKind.WORDS, "List\tWords\nA\tx，y、z\nB\tx،y；z\nC\tx; y\nD\tx or y, z\nE\t“x, y”\n"),
        findings);

    assertThat(lists.named("A")).contains(List.of("x", "y", "z"));
    assertThat(lists.named("B")).contains(List.of("x", "y", "z"));
    assertThat(sentences())
        .containsExactly(
            "words.csv:4: C: Words: \"x; y\" is one text with a semicolon in it; put commas between texts, or double quotes around it if it is meant so",
            "words.csv:5: D: Words: \"x or y\" is one text with a word for \"or\" in it; put commas between texts, or double quotes around it if it is meant so",
            "words.csv:6: E: Words: “x, y” is one text with a comma in it; take the quotes off if these are several, or write straight double quotes if it is meant so");
  }
}
