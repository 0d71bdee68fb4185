package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {
  @TempDir
  Path folder;

  @Test
  void servesThePageFromTheClassPath() {
    // Given
    try (Workbench workbench = Workbench.open(folder)) {

      // When
      Response response = workbench.handle(new Request("GET", "/", null, Map.of(), new byte[0]));

      // Then
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    }
  }
}
