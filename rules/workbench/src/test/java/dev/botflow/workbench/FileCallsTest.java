package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls about files that are edited as text; each answer is held against openapi.yaml. */
class FileCallsTest {
  private static final String TRACK = Bench.MAIN + "/files/flows/track.yaml";

  @TempDir
  Path folder;

  private static String body(String text, String hash) {
    return Bench.object().put("text", text).put("hash", hash).toString();
  }

  @Test
  void givesAFlowWithItsPictureAsData() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // When
      JsonNode track = Bench.json(bench.get(TRACK));
      JsonNode files = Bench.json(bench.get(Bench.MAIN + "/files"));

      // Then
      assertThat(track.path("flow").asText()).isEqualTo("track");
      assertThat(track.path("text").asText()).contains("- id: number");
      assertThat(track.path("picture").path(0).asText()).isEqualTo("svg");
      assertThat(track.path("picture").toString()).contains("\"data-step\":\"lookup\"");
      assertThat(Bench.all(files.path("files"), "file"))
          .contains("flows/track.yaml", "scenarios/advice.yaml", "bot.yaml")
          .doesNotContain("scenarios/returning.csv");
    }
  }

  @Test
  void savesOverTheTextThatWasSeenAndShowsTheOther() throws Exception {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      // Given
      JsonNode track = Bench.json(bench.get(TRACK));
      String mine = track.path("text").asText().replace("id: sorry", "id: sorrow");
      String theirs = Files.readString(folder.resolve("flows/track.yaml")) + "# theirs\n";

      // When
      Response saved = bench.post(TRACK, body(mine, track.path("hash").asText()));
      Files.writeString(folder.resolve("flows/track.yaml"), theirs);
      Response stale =
          bench.post(TRACK, body(mine, Bench.json(saved).path("hash").asText()));

      // Then
      assertThat(saved.status()).isEqualTo(200);
      assertThat(Bench.json(saved).path("revision").asLong())
          .isGreaterThan(track.path("revision").asLong());
      assertThat(stale.status()).isEqualTo(412);
      assertThat(Bench.json(stale).path("theirs").asText()).isEqualTo(theirs);
      assertThat(Files.readString(folder.resolve("flows/track.yaml"))).isEqualTo(theirs);
    }
  }

  @Test
  void answersNoOtherFile() {
    try (Bench bench = Bench.ofLeafShop(folder)) {
      for (String path : new String[] {
        "/files/routing.csv",
        "/files/flows/..%2f..%2fx.yaml",
        "/files/flows/none.yaml",
        "/files/..%2fbot.yaml"
      }) {
        assertThat(bench.get(Bench.MAIN + path).status()).as(path).isEqualTo(404);
      }
      assertThat(bench.post(Bench.MAIN + "/files/x.yaml", body("x", "")).status())
          .isEqualTo(422);
    }
  }
}
