package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CellSuspicionsTest {

  @Test
  @Timeout(60)
  void goesOverALongTextOnce() {
    // Given: with a step for each pair of letters this takes hours
    String letters = "x".repeat(500_000);

    // When
    List<Optional<String>> found = List.of(
        CellSuspicions.of(letters),
        CellSuspicions.of(letters + " ".repeat(100_000) + "y"),
        CellSuspicions.ofWords(letters + "/y"));

    // Then
    assertThat(found).containsOnly(Optional.empty());
  }

  @Test
  void findsASlashBetweenWords() {
    // When
    Optional<String> found = CellSuspicions.of("red / blue");

    // Then
    assertThat(found)
        .contains(
            "\"red / blue\" is one text with a slash in it; put commas between texts, or double quotes"
                + " around it if it is meant so");
    assertThat(CellSuspicions.of("a/c")).isEmpty();
  }
}
