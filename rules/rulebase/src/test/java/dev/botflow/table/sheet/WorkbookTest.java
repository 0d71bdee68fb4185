package dev.botflow.table.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.sheet.Sheet;
import dev.botflow.table.TableRow;
import dev.botflow.table.Tables;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.index.RoutingTableTest;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.read.ListReaders;
import dev.botflow.table.read.TableExport;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.read.TextsReader;
import dev.botflow.text.WordLists;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class WorkbookTest {
  private final Findings findings = new Findings();

  private static byte[] excel(Consumer<org.dhatim.fastexcel.Workbook> sheets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (org.dhatim.fastexcel.Workbook workbook =
        new org.dhatim.fastexcel.Workbook(bytes, "t", "1.0")) {
      sheets.accept(workbook);
      workbook.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] routing(Consumer<Worksheet> cells) {
    return excel(workbook -> cells.accept(workbook.newWorksheet("Routing")));
  }

  private static void line(Worksheet sheet, int row, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        sheet.value(row, i, cells[i]);
      }
    }
  }

  /** The file with its parts changed; null takes a part away. */
  private static byte[] changed(byte[] file, BiFunction<String, byte[], byte[]> change)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile in = ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
            .get();
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipArchiveEntry entry : java.util.Collections.list(in.getEntries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(change.apply(entry.getName(), in.getInputStream(entry).readAllBytes()));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] with(byte[] file, String part, byte[] content) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    changed(file, (name, bytes) -> {
      parts.put(name, bytes);
      return bytes;
    });
    parts.put(part, content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : parts.entrySet()) {
        out.putNextEntry(new ZipEntry(one.getKey()));
        out.write(one.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] replaced(byte[] file, String part, String from, String to)
      throws IOException {
    return changed(file, (name, bytes) -> {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return name.equals(part) ? text.replace(from, to).getBytes(StandardCharsets.UTF_8) : bytes;
    });
  }

  private List<TableRow> rows(byte[] content) {
    TableReader reader = new TableReader(Tables.words(), findings);
    Workbook.read("bot.xlsx", content, findings)
        .sheet(SheetKind.ROUTING, findings)
        .ifPresent(reader::read);
    return reader.rows();
  }

  private List<String> sentences() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  @Test
  void readsTheRoutingSheetBelowItsTitleAndWithoutHelperColumns() {
    byte[] file = routing(sheet -> {
      sheet.value(0, 0, "All our rules, see the wiki");
      sheet.range(0, 0, 0, 6).merge();
      line(sheet, 1, "Rule", "_sort", "Channel", "Misses", "Valid from", "Share %", "Go to flow");
      line(sheet, 2, "R1", "x", "SMS", "", "", "", "welcome");
      sheet.value(2, 3, 2);
      sheet.value(2, 4, LocalDate.parse("2026-03-31"));
      sheet.style(2, 4).format("yyyy-mm-dd").set();
      sheet.value(2, 5, 1.0);
      sheet.style(2, 5).format("0%").set();
      sheet.value(2, 1, "=1+1");
    });

    List<TableRow> rows = rows(file);

    assertThat(sentences()).isEmpty();
    assertThat(rows).singleElement().satisfies(row -> {
      assertThat(row.place()).hasToString("bot.xlsx sheet Routing line 3: R1");
      assertThat(row.source().cells())
          .containsExactly("R1", "SMS", "2", "2026-03-31", "100", "welcome");
    });
  }

  @Test
  void leavesARowOutWhoseCellIsRefusedInsteadOfTakingTheCellForEmpty() {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "Says", "Go to flow");
      line(sheet, 1, "R1", "", "welcome");
      sheet.formula(1, 1, "1+1");
      line(sheet, 2, "R2", "", "");
      sheet.formula(2, 2, "1+1");
      line(sheet, 3, "R3", "hi", "welcome");
    });

    assertThat(rows(file)).extracting(TableRow::id).containsExactly("R3");
    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 2: R1: Says: cell B2: expected plain text, but was a formula, which is never evaluated",
            "bot.xlsx sheet Routing line 3: R2: Go to flow: cell C3: expected plain text, but was a formula, which is never evaluated");
  }

  @Test
  void refusesMergedCellsBelowTheHeaderSinceTheOthersWouldMeanAny() {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "_team", "Channel", "Says", "Go to flow", "Why");
      line(sheet, 1, "R1", "shop", "SMS", "", "welcome");
      line(sheet, 2, "R2", "", "", "hi", "welcome");
      line(sheet, 3, "# the rest");
      line(sheet, 4, "R3", "", "", "hi", "welcome");
      sheet.range(1, 1, 2, 1).merge();
      sheet.range(1, 2, 2, 2).merge();
      sheet.range(3, 0, 3, 5).merge();
    });

    assertThat(rows(file)).extracting(TableRow::id).containsExactly("R3");
    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 2: R1: Channel: expected a cell of its own in each row and column, but cells C2:C3 are merged, and only the first of them holds the text");
  }

  @Test
  void survivesRangesOfMergedCellsThatAreNone() throws IOException {
    byte[] fine = routing(sheet -> {
      line(sheet, 0, "Rule", "Go to flow");
      line(sheet, 1, "R1", "welcome");
    });
    String hostile =
        "<mergeCells><mergeCell ref=\":\"/><mergeCell ref=\"9:A99999999999\"/><mergeCell ref=\"A1:zz\"/><mergeCell /></mergeCells>";

    List<TableRow> rows =
        rows(replaced(fine, "xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData>" + hostile));

    assertThat(rows).extracting(TableRow::id).containsExactly("R1");
    assertThat(sentences()).isEmpty();
  }

  @Test
  void refusesWhatASpreadsheetMadeOfATextWithSheetAndCell() {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "Says", "At", "Misses", "Country", "Go to flow");
      line(sheet, 1, "R1", "", "", "", "", "welcome");
      sheet.formula(1, 1, "1+1");
      sheet.value(1, 2, 0.375);
      sheet.style(1, 2).format("hh:mm").set();
      sheet.value(1, 3, LocalDate.parse("2026-01-05"));
      sheet.style(1, 3).format("d-mmm").set();
      sheet.value(1, 4, 0.5);
      sheet.style(1, 4).format("0%").set();
      line(sheet, 2, "R2", "3.2E+10", "", "", "", "welcome");
      line(sheet, 3, "R3", "", "", "", "", "welcome");
      sheet.value(3, 1, new java.math.BigDecimal("12345678901234567"));
    });

    rows(file);

    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 2: R1: Says: cell B2: expected plain text, but was a formula, which is never evaluated",
            "bot.xlsx sheet Routing line 2: R1: At: cell C2: expected the text as it was meant, but was a date or time that the spreadsheet made of it; format the cell as text",
            "bot.xlsx sheet Routing line 2: R1: Misses: cell D2: expected the text as it was meant, but was a date or time that the spreadsheet made of it; format the cell as text",
            "bot.xlsx sheet Routing line 2: R1: Country: cell E2: expected a text, but was a per cent; format the cell as text",
            "bot.xlsx sheet Routing line 4: R3: Says: cell B4: expected the whole number, but was one of more digits than a spreadsheet keeps; format the cell as text",
            "bot.xlsx sheet Routing line 3: R2: Says: expected the whole number, but a spreadsheet shortened it to \"3.2E+10\"; format the cell as text");
  }

  @Test
  void refusesLinksMacrosEntitiesAndWhatIsNoWorkbook() throws IOException {
    byte[] fine = routing(sheet -> {
      line(sheet, 0, "Rule", "Go to flow");
      line(sheet, 1, "R1", "welcome");
    });
    String sheet = "xl/worksheets/sheet1.xml";

    Workbook.read("macro.xlsx", with(fine, "xl/vbaProject.bin", new byte[] {1}), findings);
    Workbook.read(
        "extern.xlsx", with(fine, "xl/externalLinks/externalLink1.xml", new byte[9]), findings);
    Workbook.read(
        "link.xlsx",
        replaced(
            fine,
            sheet,
            "</sheetData>",
            "</sheetData><hyperlinks><hyperlink ref=\"B2\" location=\"x\"/></hyperlinks>"),
        findings);
    Workbook.read(
        "entity.xlsx",
        changed(
            fine,
            (name, bytes) -> name.equals(sheet)
                ? ("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")
                    .getBytes(StandardCharsets.UTF_8)
                : bytes),
        findings);
    Workbook.read("text.xlsx", "Rule,Go to flow".getBytes(StandardCharsets.UTF_8), findings);
    Workbook.read("cut.xlsx", java.util.Arrays.copyOf(fine, fine.length / 3), findings);
    Workbook.read("torn.xlsx", replaced(fine, sheet, "<sheetData>", "<sheetData><row"), findings);

    assertThat(sentences())
        .containsExactly(
            "macro.xlsx: expected a workbook without macros, but found xl/vbaProject.bin",
            "extern.xlsx: expected a workbook without links to other files, but found xl/externalLinks/externalLink1.xml",
            "link.xlsx sheet Routing: expected plain text, but cell B2 is a link",
            "entity.xlsx: expected plain XML in UTF-8 without entities, but found others in "
                + sheet,
            "text.xlsx: expected an XLSX file, but its packing is broken",
            sentences().get(5),
            sentences().get(6));
    assertThat(sentences().get(5)).startsWith("cut.xlsx: expected an XLSX file, but ");
    assertThat(sentences().get(6)).startsWith("torn.xlsx").endsWith("but it could not be read");
  }

  @Test
  void refusesEntitiesAndLinksUnderOtherNamesAndSpellings() throws IOException {
    byte[] fine = routing(sheet -> {
      line(sheet, 0, "Rule", "Go to flow");
      line(sheet, 1, "R1", "welcome");
    });
    String entity = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>";

    Workbook.read(
        "dat.xlsx",
        with(fine, "xl/worksheets/sheet1.dat", entity.getBytes(StandardCharsets.UTF_8)),
        findings);
    Workbook.read(
        "wide.xlsx",
        with(fine, "xl/worksheets/sheet1.dat", entity.getBytes(StandardCharsets.UTF_16LE)),
        findings);
    Workbook.read(
        "printer.xlsx",
        with(
            fine,
            "xl/printerSettings/printerSettings1.bin",
            "Printer".getBytes(StandardCharsets.UTF_16LE)),
        findings);
    Workbook.read(
        "link.xlsx",
        replaced(
            fine,
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            "</sheetData><hyperlinks><hyperlink\nref=\"B2\" location=\"x\"/></hyperlinks>"),
        findings);

    assertThat(sentences())
        .containsExactly(
            "dat.xlsx: expected plain XML in UTF-8 without entities, but found others in xl/worksheets/sheet1.dat",
            "wide.xlsx: expected plain XML in UTF-8 without entities, but found others in xl/worksheets/sheet1.dat",
            "link.xlsx sheet Routing: expected plain text, but cell B2 is a link");
  }

  @Test
  void refusesBombsBeforeAnyReaderSeesThem() throws IOException {
    byte[] fine = routing(sheet -> line(sheet, 0, "Rule", "Go to flow"));
    byte[] bomb = with(fine, "xl/media/bomb.bin", new byte[ZipParts.MAX_BYTES]);
    byte[] many = fine;
    Map<String, byte[]> parts = new LinkedHashMap<>();
    for (int i = 0; i <= ZipParts.MAX_ENTRIES; i++) {
      parts.put("x" + i, new byte[0]);
    }
    ByteArrayOutputStream crowd = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(crowd)) {
      for (String name : parts.keySet()) {
        out.putNextEntry(new ZipEntry(name));
      }
    }
    byte[] noise = new byte[ZipParts.MAX_BYTES / 64];
    new Random(1).nextBytes(noise);
    byte[] large = with(many, "xl/media/noise.bin", noise);
    for (int i = 0; i < 1; i++) {
      large = with(large, "xl/media/zeros.bin", new byte[ZipParts.MAX_BYTES]);
    }

    Workbook.read("bomb.xlsx", bomb, findings);
    Workbook.read("crowd.xlsx", crowd.toByteArray(), findings);
    Workbook.read("large.xlsx", large, findings);

    assertThat(sentences())
        .containsExactly(
            "bomb.xlsx: expected a file that unpacks to at most 200 times its size, but found more",
            "crowd.xlsx: expected at most 200 parts in the file, but found more",
            "large.xlsx: expected at most 64 MB once it is unpacked, but found more");
  }

  @Test
  void refusesSmallFilesThatAskForMoreThanThereIs() throws IOException {
    byte[] fine = routing(sheet -> {
      line(sheet, 0, "Rule", "Says", "Go to flow");
      line(sheet, 1, "R1", "", "welcome");
      sheet.value(1, 1, 7);
    });
    String part = "xl/worksheets/sheet1.xml";
    String formula = "<f t=\"shared\" si=\"0\" ref=\"B2\">";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "a number as spreadsheets keep it, but found one of more digits or a larger exponent",
        replaced(fine, part, "<v>7</v>", "<v>1e999999999</v>"));
    files.put(
        "a number as", replaced(fine, part, "<v>7</v>", "<v>" + "7".repeat(1_000_000) + "</v>"));
    files.put("a number as s", replaced(fine, part, "<v>7</v>", "<v>1E-2000000000</v>"));
    files.put("a number as sp", replaced(fine, part, "<v>7</v>", "<v>1e99999999999999999999</v>"));
    files.put(
        "the address of a cell such as C8, but was cell \"ZZZZZZ2\"",
        replaced(fine, part, "r=\"B2\"", "r=\"ZZZZZZ2\""));
    files.put("the address", replaced(fine, part, "r=\"B2\"", "r='ZZZZZZ2'"));
    files.put("a row up to 1048576", replaced(fine, part, "<row r=\"2\"", "<row r=\"2000000000\""));
    files.put(
        "a text that is in the file, but it names one that is not there",
        replaced(fine, part, "<v>0</v>", "<v>999</v>"));
    files.put("a text that is in", replaced(fine, part, "<v>0</v>", "<v>99999999999</v>"));
    files.put(
        "a text, but found a formula of more than 8192 characters",
        replaced(fine, part, "<v>7</v>", formula + "1+".repeat(5_000) + "1</f><v>7</v>"));
    files.put(
        "a text of at most 32767 characters, but found a longer one",
        replaced(fine, part, "<v>7</v>", "<is><t>" + "x".repeat(100_000) + "</t></is>"));
    files.put(
        "texts of at most 32767 characters in cells, but found a longer one",
        replaced(fine, "xl/sharedStrings.xml", "welcome", "x".repeat(100_000)));

    files.forEach((expected, file) -> {
      Findings told = new Findings();
      Workbook read = Workbook.read("bot.xlsx", file, told);

      assertThat(told.all())
          .as(expected)
          .singleElement()
          .satisfies(finding -> assertThat(finding.sentence())
              .startsWith("bot.xlsx: ")
              .contains("expected " + expected));
      assertThat(read.has(SheetKind.ROUTING)).isFalse();
    });
    assertThat(rows(fine)).extracting(TableRow::id).containsExactly("R1");
  }

  @Test
  void refusesCellsThatComeToMoreTextThanTheFileHas() throws IOException {
    byte[] fine = routing(sheet -> {
      line(sheet, 0, "Rule", "Says", "Go to flow");
      line(sheet, 1, "R1", "hi", "welcome");
    });
    StringBuilder rows = new StringBuilder();
    for (int i = 3; i < 3_000; i++) {
      rows.append("<row r=\"")
          .append(i)
          .append("\"><c r=\"A")
          .append(i)
          .append("\" t=\"s\"><v>0</v></c></row>");
    }
    byte[] long1 = replaced(fine, "xl/sharedStrings.xml", "Rule", "x".repeat(32_000));

    Workbook.read(
        "bot.xlsx",
        replaced(long1, "xl/worksheets/sheet1.xml", "</sheetData>", rows + "</sheetData>"),
        findings);

    assertThat(sentences())
        .containsExactly("bot.xlsx: expected at most 64 MB of text in all cells, but found more");
  }

  @Test
  void refusesADayThatNoCalendarHasAtItsCell() {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "Valid from", "Go to flow");
      line(sheet, 1, "R1", "", "welcome");
      sheet.value(1, 1, 1e300);
      sheet.style(1, 1).format("yyyy-mm-dd").set();
    });

    rows(file);

    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 2: R1: Valid from: cell B2: expected a date, but was a number of days that no calendar has");
  }

  @Test
  void warnsOfRowsThatAreHiddenOrStruckThroughSinceTheyCountLikeOthers() throws IOException {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "Says", "Go to flow");
      for (int i = 1; i < 5; i++) {
        line(sheet, i, "R" + i, "hi " + i, "welcome");
      }
      sheet.hideRow(2);
      sheet.hideRow(4);
      sheet.style(3, 1).bold().set();
    });
    byte[] struck = replaced(file, "xl/styles.xml", "<b/>", "<strike/>");

    assertThat(rows(struck)).hasSize(4);
    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 4: R3: cell B4 is struck through, but the row counts like any other; delete it, or write no in a column Active",
            "bot.xlsx sheet Routing line 3: rows 3, 5 are hidden, by a filter perhaps, but count like any other");
  }

  @Test
  void namesTheAddressOfACellThatStandsBesideTheTable() {
    byte[] file = routing(sheet -> {
      line(sheet, 0, "Rule", "Go to flow");
      line(sheet, 1, "R1", "welcome");
      sheet.value(1, 10, "call Ana");
      sheet.value(2, 0, "R2");
      sheet.value(2, 1, "welcome");
    });

    rows(file);

    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Routing line 2: R1: expected a header above every cell, but cell K2 has none");
  }

  @Test
  void readsWordsHoursTextsAndDecisionsToo() {
    byte[] file = excel(workbook -> {
      Worksheet words = workbook.newWorksheet("words");
      line(words, 0, "List", "Words");
      line(words, 1, "STOP_WORDS", "stop, \"no, thanks\"");
      Worksheet hours = workbook.newWorksheet("Hours");
      line(hours, 0, "Name", "Open");
      line(hours, 1, "shop", "Mon-Fri 09:00-17:00");
      Worksheet texts = workbook.newWorksheet("Texts");
      line(texts, 0, "Key", "nl");
      line(texts, 1, "welcome.hello", "Hallo");
      Worksheet decisions = workbook.newWorksheet("Decisions");
      line(decisions, 0, "Table", "Rule", "status", "tier", "Exit");
      line(decisions, 1, "desk", "D1", "lost", "", "lost");
      line(decisions, 2, "tiers", "D1", "", "gold", "vip");
      line(decisions, 3, "tiers", "D2", "", "", "plain");
    });
    BotSheets sheets = new BotSheets(Map.of("bot.xlsx", file), findings);

    List<DecisionTable> tables = new DecisionReader(WordLists.none(), findings)
        .readAll(sheets.read("bot.xlsx", SheetKind.DECISIONS).orElseThrow());

    Sheet words = sheets.only(SheetKind.WORDS).orElseThrow();
    Sheet hours = sheets.only(SheetKind.HOURS).orElseThrow();
    Sheet texts = sheets.only(SheetKind.TEXTS).orElseThrow();
    assertThat(ListReaders.words(words, findings).named("STOP_WORDS"))
        .contains(List.of("stop", "no, thanks"));
    assertThat(ListReaders.hours(hours, findings).named("shop")).isPresent();
    assertThat(tables).extracting(DecisionTable::name).containsExactly("desk", "tiers");
    assertThat(tables.get(1).exits()).containsExactly("vip", "plain");
    assertThat(tables.get(1).hasElse()).isTrue();
    assertThat(TextsReader.read(texts, List.of("en", "nl"), findings)).isNotNull();
    assertThat(sentences()).isEmpty();
  }

  private static List<Object> meaning(List<TableRow> rows) {
    List<Object> meaning = new ArrayList<>();
    rows.forEach(row -> meaning.add(List.of(
        row.id(),
        row.flow(),
        row.with().toString(),
        row.during(),
        String.valueOf(row.share()),
        row.cells())));
    return meaning;
  }

  @Test
  void exportAndImportChangeNothing() {
    long seed = Seed.of(WorkbookTest.class);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<TableRow> rows =
          new Tables().read(RoutingTableTest.table(random, 30)).rows();

      List<TableRow> byCsv =
          new Tables().read("routing.csv", TableExport.csv(rows)).rows();
      List<TableRow> byExcel =
          rows(TableExport.xlsx(rows, Tables.words().words(), List.of("a", "b", "c")));

      assertThat(meaning(byCsv)).as("seed %s", seed).isEqualTo(meaning(rows));
      assertThat(meaning(byExcel)).as("seed %s", seed).isEqualTo(meaning(rows));
    }
  }

  @Test
  void offersFlowsChannelsAndListsInDropDowns() throws IOException {
    List<TableRow> rows =
        new Tables().read("Rule,Channel,Says,Go to flow\nR1,SMS,hi,welcome\n").rows();

    byte[] file = TableExport.xlsx(rows, Tables.words().words(), List.of("welcome", "track"));

    List<String> validations = new ArrayList<>();
    changed(file, (name, bytes) -> {
      if (name.equals("xl/worksheets/sheet1.xml")) {
        validations.add(new String(bytes, StandardCharsets.UTF_8));
      }
      return bytes;
    });
    assertThat(validations.get(0))
        .contains("sqref=\"D2:D502\"", "sqref=\"B2:B502\"", "sqref=\"C2:C502\"", "Lists");
  }

  @Test
  void noCellOfAnExportedFileIsAFormulaAndAllComeBack() {
    long seed = Seed.of(WorkbookTest.class);
    Random random = new Random(seed);
    String letters = "=+-@'\"a,;1 \t\r\u00e9";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder cell = new StringBuilder();
      for (int j = random.nextInt(6); j >= 0; j--) {
        cell.append(letters.charAt(random.nextInt(letters.length())));
      }
      String text = cell.toString();

      String escaped = FormulaEscape.escaped(text);

      assertThat("=+-@\t\r".indexOf(escaped.charAt(0))).as(text).isNegative();
      assertThat(FormulaEscape.unescaped(escaped)).isEqualTo(text);
    }
    String row = "Rule,Says,Go to flow\nR1,\"\"\"=cmd|' /C calc'!A0\"\"\",a\n+R2,hi,-b\n";
    List<TableRow> rows = new Tables().read(row).rows();
    String csv = new String(TableExport.csv(rows), StandardCharsets.UTF_8);
    assertThat(csv).contains("'+R2,hi,'-b");
    assertThat(meaning(new Tables().read(csv).rows())).isEqualTo(meaning(rows));
  }

  @Test
  void readsTheSheetScenariosWithItsDatesAndLeavesTheOthersAlone() {
    // Given
    byte[] file = excel(workbook -> {
      line(workbook.newWorksheet("Routing"), 0, "no table at all");
      Worksheet sheet = workbook.newWorksheet("scenarios");
      line(sheet, 0, "Scenario", "At", "Channel", "User does", "Expect says");
      line(sheet, 1, "one", "", "SMS", "says hi", "=1+1");
      sheet.value(1, 1, java.time.LocalDateTime.parse("2026-03-07T12:30:00"));
      sheet.style(1, 1).format("yyyy-MM-dd HH:mm").set();
      sheet.formula(3, 4, "1+1");
      sheet.value(3, 3, LocalDate.parse("2026-03-07"));
      sheet.style(3, 3).format("yyyy-MM-dd").set();
    });

    // When
    Optional<Sheet> sheet = BotSheets.scenarios("bot.xlsx", file, findings);

    // Then
    assertThat(sheet)
        .contains(new Sheet(
            "bot.xlsx#Scenarios",
            1,
            List.of("Scenario", "At", "Channel", "User does", "Expect says"),
            List.of(
                new Sheet.Row(2, List.of("one", "2026-03-07T12:30", "SMS", "says hi", "=1+1")))));
    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Scenarios line 4: User does: cell D4: expected the text as it was meant, but was a date or time that the spreadsheet made of it; format the cell as text",
            "bot.xlsx sheet Scenarios line 4: Expect says: cell E4: expected plain text, but was a formula, which is never evaluated");
  }

  @Test
  void takesMergedNamesOfScenariosForOneNameAndRefusesOtherMergedCells() {
    // Given
    byte[] file = excel(workbook -> {
      Worksheet sheet = workbook.newWorksheet("Scenarios");
      line(sheet, 0, "Scenario", "Channel", "User does", "Expect rule");
      line(sheet, 1, "one", "SMS", "says hi", "R1");
      line(sheet, 2, "", "", "says bye");
      sheet.range(1, 0, 2, 0).merge();
      sheet.range(1, 3, 2, 3).merge();
    });

    // When
    BotSheets.scenarios("bot.xlsx", file, findings);

    // Then
    assertThat(sentences())
        .containsExactly(
            "bot.xlsx sheet Scenarios line 2: Expect rule: expected a cell of its own in each row and column, but cells D2:D3 are merged, and only the first of them holds the text");
  }
}
