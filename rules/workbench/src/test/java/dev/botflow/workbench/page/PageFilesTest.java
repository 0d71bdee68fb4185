package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Path PAGE = Path.of("src/main/resources/dev/botflow/workbench/page");
  private static final int FIRST_LOAD = 60 * 1024;
  private static final Pattern USED =
      Pattern.compile("(?:from|src=|href=)\\s*[\"']\\.?/?([a-z./]+)[\"']");

  @Test
  void firstLoadIsSixtyKilobytesAtMost() throws IOException {
    // Given
    Set<String> loaded = firstLoaded();

    // When
    int bytes = 0;
    for (String file : loaded) {
      bytes += zipped(Files.readAllBytes(PAGE.resolve(file)));
    }

    // Then
    assertThat(loaded)
        .contains("index.html", "app.js", "grid.js", "vendor/preact.js")
        .doesNotContain("try.js");
    assertThat(bytes).isPositive().isLessThanOrEqualTo(FIRST_LOAD);
  }

  @Test
  void namesNoOtherOriginAndMakesNoMarkupOfTexts() throws IOException {
    // When
    List<Path> own;
    try (Stream<Path> files = Files.list(PAGE)) {
      own = files.filter(file -> file.toString().endsWith(".js")).toList();
    }

    // Then
    assertThat(own)
        .hasSizeGreaterThan(5)
        .allSatisfy(file -> assertThat(Files.readString(file))
            .doesNotContain(
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function")
            .doesNotContain("https://", "http://", " style="));
    assertThat(Files.readString(PAGE.resolve("index.html")))
        .doesNotContain("http", "style=", "<style");
    assertThat(Files.readString(PAGE.resolve("page.css"))).doesNotContain("url(", "@import");
  }

  @Test
  void carriesTheLicencesOfWhatOthersWrote() throws IOException {
    // When
    String preact = Files.readString(PAGE.resolve("vendor/preact.license.txt"));
    String htm = Files.readString(PAGE.resolve("vendor/htm.license.txt"));

    // Then
    assertThat(preact).contains("The MIT License", "Jason Miller");
    assertThat(htm).contains("Apache License", "Version 2.0");
  }

  /** What index.html names and what that imports, but not what is imported later on demand. */
  private static Set<String> firstLoaded() throws IOException {
    Set<String> loaded = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of("index.html"));
    while (!open.isEmpty()) {
      String file = open.pop();
      if (!loaded.add(file)) {
        continue;
      }
      Matcher used = USED.matcher(Files.readString(PAGE.resolve(file)));
      while (used.find()) {
        open.add(used.group(1));
      }
    }
    return loaded;
  }

  private static int zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.size();
  }
}
