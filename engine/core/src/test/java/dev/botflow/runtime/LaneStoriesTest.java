package dev.botflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What contacts see of their lanes stays what it was while the code was cut anew: written down, as digests, by the code
 * before lanes were data. A change that is meant writes down others, with a reason.
 */
class LaneStoriesTest {
  private static final int STORIES = 80;

  @Test
  void contactsSeeWhatTheySawBeforeLanesWereData() throws Exception {
    List<String> before;
    try (InputStream in = LaneStoriesTest.class.getResourceAsStream("lane-stories.txt")) {
      before = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }

    List<String> now =
        IntStream.range(0, STORIES).mapToObj(LaneStoriesTest::played).toList();

    assertThat(now).isEqualTo(before);
  }

  private static String played(int seed) {
    try {
      String story = new LaneStory(seed).play();
      String to = System.getProperty("stories");
      if (to != null) {
        Files.createDirectories(Path.of(to));
        Files.writeString(Path.of(to, seed + ".txt"), story);
      }
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(story.getBytes(StandardCharsets.UTF_8));
      return seed + " " + HexFormat.of().formatHex(digest, 0, 8);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("a story could not be written down", e);
    }
  }
}
