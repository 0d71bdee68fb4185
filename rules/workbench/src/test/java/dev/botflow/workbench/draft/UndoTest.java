package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was done, undone in the reverse order it is the same bytes; and every state is saved as what it shows. */
class UndoTest {
  private static final List<String> TEXTS = List.of(
      "",
      "order",
      "a, b",
      "say \"hi\"",
      "two\nlines",
      " blank ",
      "=1+1",
      "'",
      "\u00e9\uD83D\uDE00",
      "a;b\tc",
      "no");

  @TempDir
  Path folder;

  static Stream<Arguments> tables() {
    String plain = DraftFolder.TABLE;
    List<String> texts = List.of(
        plain,
        plain.replace(',', ';').replace("a; b", "a, b"),
        plain.replace(',', '\t'),
        plain.replace("\n", "\r\n"),
        "\uFEFF" + plain,
        plain.strip(),
        plain + "\n,,,,,\n\n",
        "Rule,Go to flow,_x\nR1\nR2,order,a,,\n  R3 , hello\n# end,,",
        "\"Rule\",\"Says\",\"Go to flow\"\r\n\"R1\",\"a\r\nb\",\"order\"\r\n\n\"# c\",,\n\"R2\",\"\",\"x\"",
        "Rule,Go to flow");
    return IntStream.range(0, 50).mapToObj(seed -> {
      Charset charset = seed % 7 == 6 && texts.get(seed % texts.size()).startsWith("\uFEFF")
          ? StandardCharsets.UTF_16LE
          : StandardCharsets.UTF_8;
      return Arguments.of(seed, texts.get(seed % texts.size()), charset);
    });
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("tables")
  void aHundredRandomCommandsUndoneAreTheSameBytes(int seed, String text, Charset charset) {
    // Given
    byte[] file = text.getBytes(charset);
    Random random = new Random(seed);
    try (DraftFolder bot = DraftFolder.open(folder, file)) {
      List<List<Op>> back = new ArrayList<>();
      List<byte[]> states = new ArrayList<>();

      // When
      for (int i = 0; i < 100; i++) {
        states.add(bot.draft.files().get("routing.csv"));
        OpResult result = bot.does(any(bot.table(), random, i));
        assertThat(result.status()).as("%s", result).isEqualTo(OpResult.Status.DONE);
        back.add(result.inverse());
      }

      // Then
      for (int i = back.size() - 1; i >= 0; i--) {
        assertThat(bot.does(back.get(i), bot.draft.revision(), "Ada"))
            .allMatch(result -> result.status() == OpResult.Status.DONE);
        assertThat(bot.draft.files().get("routing.csv"))
            .as("before %s", i)
            .isEqualTo(states.get(i));
      }
      assertThat(states.get(0)).isEqualTo(file);
    }
  }

  private static Op any(TableView table, Random random, int number) {
    List<RowView> rows = table.rows();
    String after = rows.isEmpty() || random.nextInt(6) == 0
        ? null
        : rows.get(random.nextInt(rows.size())).key();
    int kind = rows.isEmpty() ? 4 + random.nextInt(2) : random.nextInt(6);
    if (kind == 5) {
      return new Op.InsertSection("s-" + number, after, "Part " + number);
    }
    if (kind == 4) {
      List<String> cells = new ArrayList<>();
      table.columns().forEach(column -> cells.add(TEXTS.get(random.nextInt(TEXTS.size()))));
      return new Op.InsertRow("n-" + number, after, cells);
    }
    List<String> some = new ArrayList<>();
    rows.stream().filter(row -> random.nextInt(3) == 0).map(RowView::key).forEach(some::add);
    RowView row = rows.get(random.nextInt(rows.size()));
    if (kind == 3) {
      return new Op.MoveRows(some.isEmpty() ? List.of(row.key()) : some, after);
    }
    if (kind == 2 && random.nextInt(2) == 0) {
      return new Op.RemoveRows(some.isEmpty() ? List.of(row.key()) : some);
    }
    if (row.kind() == RowView.Kind.SECTION) {
      return new Op.SetSection(row.key(), row.cells().get(0), "Named " + random.nextInt(3));
    }
    List<CellChange> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      if (random.nextInt(2) == 0) {
        cells.add(new CellChange(i, row.cells().get(i), TEXTS.get(random.nextInt(TEXTS.size()))));
      }
    }
    return new Op.SetCells(row.key(), cells);
  }
}
