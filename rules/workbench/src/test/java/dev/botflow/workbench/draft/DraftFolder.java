package dev.botflow.workbench.draft;

import dev.botflow.sinch.send.SinchChannelLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A small bot in a folder of a test, a draft of it, and hands that edit it. */
final class DraftFolder implements AutoCloseable {
  static final String TABLE = "# Leaf shop\n"
      + "Rule,Channel,Says,Go to flow,Active,Why\n"
      + "# Orders\n"
      + "R1,WhatsApp,in ORDER,order,,\n"
      + "R2,SMS,in ORDER,order,,\"a, b\"\n"
      + "\n"
      + "# Rest\n"
      + "R3,,,hello,no,\n"
      + "R4,,,hello,,\n";

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  final Path folder;
  final ManualTimer timer = new ManualTimer();
  private final AtomicLong ids = new AtomicLong();
  final Draft draft;

  private DraftFolder(Path folder) {
    this.folder = folder;
    this.draft = Draft.open(
        folder,
        new DraftOptions(
            "Ada",
            Clock.fixed(NOW, ZoneOffset.UTC),
            timer,
            SinchChannelLimits.all(),
            Duration.ofMillis(500),
            Duration.ofSeconds(5)));
  }

  /** Writes the bot into a folder and opens it. */
  static DraftFolder open(Path folder) {
    return open(folder, TABLE.getBytes(StandardCharsets.UTF_8));
  }

  static DraftFolder open(Path folder, byte[] table) {
    bot(folder, table);
    return new DraftFolder(folder);
  }

  /** Opens a folder as it is. */
  static DraftFolder of(Path folder) {
    return new DraftFolder(folder);
  }

  static void bot(Path folder, byte[] table) {
    try {
      Files.createDirectories(folder.resolve("flows"));
      Files.writeString(folder.resolve("bot.yaml"), "bot: leaf\nlanguages: [en]\n");
      Files.writeString(folder.resolve("words.csv"), "List,Words\nORDER,\"order, buy\"\n");
      for (String flow : List.of("order", "hello")) {
        Files.writeString(
            folder.resolve("flows").resolve(flow + ".yaml"),
            "flow: " + flow + "\nsteps:\n  - id: say\n    say: " + flow + "\n");
      }
      Files.write(folder.resolve("routing.csv"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TableView table() {
    return draft.table("routing.csv");
  }

  /** The key of the row with an id, or of the section with a text. */
  String key(String first) {
    return table().rows().stream()
        .filter(row -> row.cells().get(0).equals(first))
        .map(RowView::key)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(first + ": expected it in " + table().rows()));
  }

  OpResult does(Op op) {
    return does(op, draft.revision(), "Ada");
  }

  OpResult does(Op op, long base, String by) {
    return does(List.of(op), base, by).get(0);
  }

  List<OpResult> does(List<? extends Op> ops, long base, String by) {
    List<Edit> edits =
        ops.stream().map(op -> new Edit("op-" + ids.incrementAndGet(), op)).toList();
    return draft.apply("routing.csv", new Batch(base, edits, false, by)).results();
  }

  /** Gives a cell another text, as somebody who sees it as it is. */
  OpResult sets(String first, int column, String now) {
    String was = table().rows().stream()
        .filter(row -> row.cells().get(0).equals(first))
        .map(row -> row.cells().get(column))
        .findFirst()
        .orElseThrow();
    return does(new Op.SetCells(key(first), List.of(new CellChange(column, was, now))));
  }

  String file() {
    try {
      return Files.readString(folder.resolve("routing.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the table as another program does. */
  void outside(String text) {
    try {
      Files.writeString(folder.resolve("routing.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the draft would be saved as. */
  String printed() {
    return new String(draft.files().get("routing.csv"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    draft.close();
  }
}
