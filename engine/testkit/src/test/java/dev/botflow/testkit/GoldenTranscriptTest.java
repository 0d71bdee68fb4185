package dev.botflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

@BotTest("tea-bar")
class GoldenTranscriptTest {
  @TempDir
  private Path folder;

  @AfterEach
  void comparesAgain() {
    System.clearProperty(GoldenTranscript.SWITCH);
  }

  @Test
  void isWrittenOnceAndComparedFromThenOn(BotHarness bot) throws IOException {
    // Given
    Path file = folder.resolve("golden/hi.txt");
    System.setProperty(GoldenTranscript.SWITCH, "update");
    assertThat(bot).receiving("hi").talkedAsIn(file.toString());
    System.clearProperty(GoldenTranscript.SWITCH);

    // When
    assertThat(bot).talkedAsIn(file.toString());

    // Then
    assertThat(Files.readString(file)).isEqualTo("""
        2026-03-02 10:00:00 user: hi
          bot: Hi there!
          bot: Which tea? [Green tea] [Black tea]
          (handled, decision start, rule T10, flow welcome, waiting welcome.tea)
        """);
  }

  @Test
  void namesTheLineThatDiffers(BotHarness bot) throws IOException {
    // Given
    Path file = Files.writeString(
        folder.resolve("hi.txt"), "2026-03-02 10:00:00 user: hi\n  bot: Hello there!\n");
    bot.receiving("hi");

    // Then
    assertThatThrownBy(() -> assertThat(bot).talkedAsIn(file.toString()))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith(file + ":2: expected what was said before, but now it is\n")
        .hasMessageEndingWith("(-Dbotflow.golden=update takes it over)");
  }

  @Test
  void saysHowToWriteAFileThatIsMissing(BotHarness bot) {
    // Given
    Path file = folder.resolve("none.txt");
    bot.receiving("hi");

    // Then
    assertThatThrownBy(() -> assertThat(bot).talkedAsIn(file.toString()))
        .hasMessage(
            file
                + ": expected a transcript to compare with, but there is none; -Dbotflow.golden=update writes it");
  }
}
