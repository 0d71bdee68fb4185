package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bots to copy are right, and so are the scenarios that say so. */
class GalleryTest {
  private static final Path GALLERY = Path.of("../../samples/gallery");

  private static List<Path> bots() throws IOException {
    try (Stream<Path> bots = Files.list(GALLERY)) {
      return bots.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("bots")
  void nothingIsWrongWithABotToCopy(Path bot) {
    // When
    Run run = Run.botflow("check", bot.toString(), "--strict");

    // Then
    assertThat(run.out()).isEqualTo(bot.getFileName() + ": 0 errors, 0 warnings\n");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("bots")
  void itsScenariosCoverAllRowsAndNoticeNineInTenChanges(Path bot) {
    // When
    Run run = Run.botflow(
        "test", bot.toString(), "--mutate", "--min-rows", "100", "--min-mutation", "90");

    // Then
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
  }

  @Test
  void eachStandsInTheListOfTheGallery() throws IOException {
    // Given
    String list = Files.readString(GALLERY.resolve("README.md"));

    // Then
    assertThat(bots()).hasSize(3).allSatisfy(bot -> {
      String name = bot.getFileName().toString();
      assertThat(list).contains("| [" + name + "](" + name + ") |");
    });
  }
}
