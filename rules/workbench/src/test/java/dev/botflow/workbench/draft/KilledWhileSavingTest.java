package dev.botflow.workbench.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it saves leaves the old table or the new one, whole. */
@Tag("crash")
class KilledWhileSavingTest {
  private static final int ROUNDS = Integer.getInteger("botflow.kills", 8);
  private static final int ROWS = 5_000;
  private static final Pattern STATE = Pattern.compile("R0,order,state (\\d+),\n");

  @TempDir
  Path folder;

  @Test
  void theTableIsTheLastOneSavedOrTheNextNeverHalf() throws Exception {
    // Given
    StringBuilder rest = new StringBuilder();
    for (int i = 1; i < ROWS; i++) {
      rest.append("R").append(i).append(",order,,a text that takes its place in the file\n");
    }
    Random random = new Random(7);

    for (int round = 0; round < ROUNDS; round++) {
      DraftFolder.bot(
          folder,
          ("Rule,Go to flow,Why,Owner\nR0,order,,\n" + rest).getBytes(StandardCharsets.UTF_8));

      // When
      int saved = killedAfter(1 + random.nextInt(12), random.nextInt(20));

      // Then
      String left = Files.readString(folder.resolve("routing.csv"));
      Matcher state = STATE.matcher(left);
      assertThat(state.find())
          .as("round %d: %s", round, left.lines().limit(3).toList())
          .isTrue();
      assertThat(Integer.parseInt(state.group(1))).isBetween(saved, saved + 1);
      assertThat(left.substring(state.end())).isEqualTo(rest.toString());
      try (DraftFolder again = DraftFolder.of(folder)) {
        assertThat(again.table().rows()).hasSize(ROWS);
      }
      assertThat(folder.resolve(".routing.csv.botflow-new")).doesNotExist();
    }
  }

  /** Kills the child some time after it told so many states, and says which was the last it told. */
  private int killedAfter(int states, int millis) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SavingChild.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    int last = -1;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        last = Integer.parseInt(line.substring("state ".length()));
        if (last == states) {
          child.waitFor(millis, TimeUnit.MILLISECONDS);
          // By its handle, since Process would close the stream that still holds what it told.
          child.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    } finally {
      child.destroyForcibly();
    }
    child.waitFor();
    assertThat(last).as("states the child saved").isGreaterThanOrEqualTo(states);
    return last;
  }
}
