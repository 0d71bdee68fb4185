package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotFlowCommandTest {

  @Test
  void tellsItsCommandsWithoutAny() {
    // When
    Run run = Run.botflow();

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("Usage: botflow [-hV] COMMAND\n")
        .contains("facts", "decide", "play", "check", "chat");
  }

  @Test
  void tellsItsCommandsWhenAsked() {
    // When
    Run run = Run.botflow("--help");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("Usage: botflow [-hV] COMMAND\n")
        .contains("2   wrong usage, or unreadable input");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"facts", "decide", "play", "check", "chat", "outbox", "traces", "contact"})
  void tellsHowToUseEachCommand(String command) {
    // When
    Run run = Run.botflow(command, "--help");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Usage: botflow " + command + " [-h]").contains("--json");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    // When
    Run run = Run.botflow("--version");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("botflow \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
  }

  @Test
  void refusesACommandThereIsNot() {
    // When
    Run run = Run.botflow("plai", "bot");

    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "botflow: expected one of new, facts, decide, play, check, schema, diff, upgrade, test, record, report, export, chat, workbench, publish, versions, rollback, review, store, outbox, traces, contact, audit, connect, but was \"plai\" (see botflow --help)\n"));
  }

  @Test
  void refusesAnOptionThereIsNot() {
    // When
    Run run = Run.botflow("facts", "--jason", "body.json");

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2, "", "botflow facts: Unknown option: '--jason' (see botflow facts --help)\n"));
  }

  @Test
  void asksForWhatIsMissing() {
    // When
    Run run = Run.botflow("play", TeaHouse.BOT);

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2, "", "botflow play: Missing required parameter: 'FILE' (see botflow play --help)\n"));
  }

  @Test
  void refusesAMomentItCannotRead() {
    // When
    Run run = Run.botflow("play", TeaHouse.BOT, "body.json", "--at", "yesterday");

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2,
            "",
            "botflow play: Invalid value for option '--at': expected a moment such as"
                + " 2026-03-02T10:00:00+01:00, but was \"yesterday\" (see botflow play --help)\n"));
  }

  @Test
  void takesAFileThatBeginsWithAtForAFile() {
    // When
    Run run = Run.botflow("facts", "@body.json");

    // Then
    assertThat(run)
        .isEqualTo(new Run(
            2, "", "@body.json: expected a file that can be read, but there is no such file\n"));
  }
}
