package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample event of the repository, asserted from a table, as somebody without Java would. */
class SampleEventsTest {
  private static final Path EVENTS = Path.of("../../samples/leaf-shop/events");
  private static final Path TABLE = Path.of("src/test/resources/sample-events.csv");

  @TempDir
  Path folder;

  @Test
  void eachGoesWhereTheTableSaysOnItsOwnChannelAndAtItsOwnTime() throws IOException {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    List<String> names = new ArrayList<>();
    Files.createDirectories(bot.resolve("events"));
    try (Stream<Path> files = Files.list(EVENTS)) {
      for (Path file : files.sorted().toList()) {
        names.add(file.getFileName().toString());
        Files.copy(file, bot.resolve("events").resolve(file.getFileName()));
      }
    }
    try (Stream<Path> others = Files.list(bot.resolve("scenarios"))) {
      for (Path file : others.toList()) {
        Files.delete(file);
      }
    }
    String table = Files.readString(TABLE);
    TeaHouse.write(bot.resolve("scenarios/sample-events.csv"), table);

    Run run = Run.botflow("test", bot.toString());

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains(names.size() + " of " + names.size() + " passed");
    assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(table).contains("/" + name + ","));
  }
}
