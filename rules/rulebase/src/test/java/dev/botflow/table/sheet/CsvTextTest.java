package dev.botflow.table.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
  private static final String TABLE =
      "# Leaf shop\nRule,Channel,Says,Go to flow,_ours\n# Orders\nR1,WhatsApp,in ORDER,order,x\n"
          + "\nR2,SMS,\"hello, you\",order,\n# Rest\nR3,,,welcome,\"a \"\"b\"\"\"\n";

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("comma", TABLE, StandardCharsets.UTF_8),
        Arguments.of("semicolon", TABLE.replace(',', ';'), StandardCharsets.UTF_8),
        Arguments.of("tab", TABLE.replace(',', '\t'), StandardCharsets.UTF_8),
        Arguments.of("CRLF", TABLE.replace("\n", "\r\n"), StandardCharsets.UTF_8),
        Arguments.of("CR", TABLE.replace('\n', '\r'), StandardCharsets.UTF_8),
        Arguments.of("byte order mark", "\uFEFF" + TABLE, StandardCharsets.UTF_8),
        Arguments.of("UTF-16 LE", "\uFEFF" + TABLE, StandardCharsets.UTF_16LE),
        Arguments.of("UTF-16 BE", "\uFEFF" + TABLE, StandardCharsets.UTF_16BE),
        Arguments.of("no last line end", TABLE.strip(), StandardCharsets.UTF_8),
        Arguments.of(
            "all quoted",
            "\"Rule\";\"Says\";\"Go to flow\"\n\"R1\";\"a;b\";\"order\"\n\"R2\";\"\";\"order\"\n\"R3\";\"x\ny\";\"z\"",
            StandardCharsets.UTF_8),
        Arguments.of(
            "ragged rows",
            "Rule,Channel,Go to flow\nR1,SMS,order,,,\nR2\n  R3  , SMS ,order\n,,,\n",
            StandardCharsets.UTF_8),
        Arguments.of(
            "comments as cells",
            "Title,,\nRule,Says,Go to flow\n# Orders,,\nR1,a,b\n # Rest,,\n\"# Qu,oted\",,\nR2,a,b\nR3,,c\n,,\n\n",
            StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void readingChangesNothing(String name, String text, Charset charset) {
    byte[] file = text.getBytes(charset);

    assertThat(read(file).bytes()).isEqualTo(file);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void oneCellEditedChangesOneLine(String name, String text, Charset charset) {
    // Given
    byte[] file = text.getBytes(charset);
    CsvText read = read(file);
    int at = index(read, "R2");

    // When
    CsvText edited = set(read, at, 1, "news, \"and\" more; it");

    // Then
    String[] before = text.split("\r\n|\n|\r", -1);
    String[] after = new String(edited.bytes(), charset).split("\r\n|\n|\r", -1);
    assertThat(after).hasSameSizeAs(before);
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < after.length; i++) {
      if (!after[i].equals(before[i])) {
        changed.add(i + 1);
      }
    }
    assertThat(changed).containsExactly(read.lineNumbers()[at]);
    assertThat(read(edited.bytes()).lines().get(at).cell(1)).isEqualTo("news, \"and\" more; it");
    assertThat(set(edited, at, 1, read.lines().get(at).cell(1)).bytes()).isEqualTo(file);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void anotherTextOfACommentChangesItsLineOnly(String name, String text, Charset charset) {
    // Given
    byte[] file = text.getBytes(charset);
    CsvText read = read(file);
    List<CsvLine> lines = new ArrayList<>(read.lines());
    lines.replaceAll(line -> line.isComment() ? line.withComment("New") : line);

    // When
    CsvText edited = read.with(lines);

    // Then
    assertThat(read(edited.bytes()).lines())
        .extracting(CsvLine::comment)
        .containsExactlyElementsOf(
            read.lines().stream().map(line -> line.isComment() ? "New" : "").toList());
    assertThat(cells(read(edited.bytes()))).isEqualTo(cells(read));
  }

  @Test
  void quotesStayWhereTheyWereAndNewRowsAreWrittenAsTheHeader() {
    // Given
    CsvText read = read("\"Rule\";\"Go to flow\"\nR1;\"order\"\n".getBytes(StandardCharsets.UTF_8));
    List<CsvLine> lines = new ArrayList<>(read.lines());

    // When
    lines.set(0, lines.get(0).with(0, "R9").with(1, "news"));
    lines.add(read.dialect().row(List.of("R2", "")));
    lines.add(read.dialect().comment("Rest\nof it"));

    // Then
    assertThat(read.with(lines).bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("\"Rule\";\"Go to flow\"\nR9;\"news\"\n\"R2\";\"\"\n# Rest of it\n");
  }

  @Test
  void aFileThatEndsWithoutALineEndStillDoesWhenRowsAreAdded() {
    // Given
    CsvText read = read("Rule,Go to flow\r\nR1,order".getBytes(StandardCharsets.UTF_8));
    List<CsvLine> lines = new ArrayList<>(read.lines());

    // When
    lines.add(read.dialect().row(List.of("R2", "news")));

    // Then
    assertThat(read.with(lines).bytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("Rule,Go to flow\r\nR1,order\r\nR2,news");
  }

  @Test
  void theLinesOfRowsAreThoseTheTableReaderTells() {
    // Given
    byte[] file = "\n# a\n\nRule,Says,Go to flow\n\n\nR1,\"x\ny\",b\n# c\n,,\nR2,,b\n"
        .getBytes(StandardCharsets.UTF_8);

    // Then
    assertThat(read(file).lineNumbers()).containsExactly(7, 9, 11);
    assertThat(CsvSheet.read("a.csv", file, SheetKind.ROUTING, new Findings())
            .orElseThrow()
            .rows())
        .extracting(row -> row.line())
        .containsExactly(7, 11);
  }

  @Test
  void whatTheTableReaderCannotReadIsToldInItsWords() {
    // Given
    byte[] file = "Rule,Go to flow\nR1,\"order\nR2,news\n".getBytes(StandardCharsets.UTF_8);
    Findings one = new Findings();
    Findings other = new Findings();

    // When
    Optional<CsvText> read = CsvText.read("routing.csv", file, SheetKind.ROUTING, one);

    // Then
    assertThat(read).isEmpty();
    CsvSheet.read("routing.csv", file, SheetKind.ROUTING, other);
    assertThat(one.all()).isEqualTo(other.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyTextReadIsTheSameBytesAndTheSameCellsAsTheTableReaderReads(long seed) {
    Random random = new Random(seed);
    String signs = "ab#\",;\t \n\n\r'=\u00e9\uD83D\uDE00";
    for (int i = 0; i < 800; i++) {
      StringBuilder text = new StringBuilder("Rule,Go to flow\n");
      for (int j = random.nextInt(40); j > 0; j--) {
        int at = random.nextInt(signs.codePointCount(0, signs.length()));
        text.appendCodePoint(signs.codePointAt(signs.offsetByCodePoints(0, at)));
      }
      byte[] file = text.toString().getBytes(StandardCharsets.UTF_8);
      Findings findings = new Findings();

      Optional<CsvText> read = CsvText.read("a.csv", file, SheetKind.ROUTING, findings);

      Findings others = new Findings();
      Optional<dev.botflow.sheet.Sheet> sheet =
          CsvSheet.read("a.csv", file, SheetKind.ROUTING, others);
      assertThat(read.isPresent()).as("%s", text).isEqualTo(sheet.isPresent());
      if (read.isPresent()) {
        assertThat(read.get().bytes()).isEqualTo(file);
        int[] lines = read.get().lineNumbers();
        List<Integer> rows = new ArrayList<>();
        for (int j = 0; j < lines.length; j++) {
          if (!read.get().lines().get(j).isComment()) {
            rows.add(lines[j]);
          }
        }
        assertThat(rows)
            .as("%s", text)
            .isEqualTo(sheet.get().rows().stream().map(row -> row.line()).toList());
        // Every row written anew is read as the same cells.
        List<CsvLine> anew = new ArrayList<>();
        for (CsvLine line : read.get().lines()) {
          anew.add(
              line.isComment()
                  ? read.get().dialect().comment(line.comment())
                  : read.get().dialect().row(line.cells()));
        }
        assertThat(cells(read(read.get().with(anew).bytes())))
            .as("%s", text)
            .isEqualTo(cells(read.get()));
      }
    }
  }

  private static CsvText read(byte[] file) {
    Findings findings = new Findings();
    return CsvText.read("routing.csv", file, SheetKind.ROUTING, findings)
        .orElseThrow(() -> new AssertionError(findings.all().toString()));
  }

  private static int index(CsvText text, String rule) {
    for (int i = 0; i < text.lines().size(); i++) {
      if (text.lines().get(i).cell(0).equals(rule)) {
        return i;
      }
    }
    throw new AssertionError(rule + ": expected it in " + text.lines());
  }

  private static CsvText set(CsvText text, int at, int column, String cell) {
    List<CsvLine> lines = new ArrayList<>(text.lines());
    lines.set(at, lines.get(at).with(column, cell));
    return text.with(lines);
  }

  private static List<List<String>> cells(CsvText text) {
    return text.lines().stream()
        .filter(line -> !line.isComment())
        .map(CsvLine::cells)
        .toList();
  }
}
