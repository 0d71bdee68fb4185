package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project's pages lead to files and headings that are there, and name classes that are there. */
class DocumentsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE =
      Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.(\\w+))?(?:\\([^`]*\\))?`");

  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- from: (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  /** Types that are not ours, and words that are no types. */
  private static final Set<String> NOT_OURS = Set.of("Duration", "Error", "Optional");

  private static List<Path> pages() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page without its fenced blocks, where brackets mean something else. */
  private static String prose(Path page) {
    return text(page).replaceAll("(?s)```.*?\n```", "");
  }

  /** What a heading is called in an address: lower case, blanks as dashes, no punctuation. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(target).contains(parts[1]);
  }

  @Test
  void everyLinkOfAPageLeadsSomewhere() {
    List<String> broken = new ArrayList<>();

    for (Path page : pages()) {
      Matcher link = LINK.matcher(prose(page));
      while (link.find()) {
        if (!link.group(1).contains("://") && !leadsSomewhere(page, link.group(1))) {
          broken.add(ROOT.relativize(page) + ": " + link.group(1));
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "engine/README.md",
        "engine/testkit/README.md",
        "sinch-connector/connector/README.md"
      })
  void everyClassAPageNamesIsThere(String page) throws IOException {
    Map<String, String> types = types();
    Set<String> missing = new TreeSet<>();

    Matcher code = CODE.matcher(prose(ROOT.resolve(page)));
    while (code.find()) {
      boolean ours = types.containsKey(code.group(1));
      boolean known = ours || NOT_OURS.contains(code.group(1));
      if (!known || ours && !hasMember(code.group(2), types)) {
        missing.add(code.group());
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyExampleOfContributingStandsInTheCode() {
    Matcher example = EXAMPLE.matcher(text(ROOT.resolve("CONTRIBUTING.md")));
    int examples = 0;

    for (; example.find(); examples++) {
      assertThat(text(ROOT.resolve(example.group(1)))).contains(example.group(2));
    }

    assertThat(examples).isEqualTo(3);
  }

  /** True if some type has it: a member may be inherited. */
  private static boolean hasMember(@Nullable String member, Map<String, String> types) {
    return member == null
        || types.values().stream().anyMatch(source -> source.contains(" " + member));
  }

  /** The sources of all types by their names. */
  private static Map<String, String> types() throws IOException {
    Map<String, String> types = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> types.merge(
              file.getFileName().toString().replace(".java", ""), text(file), String::concat));
    }
    return types;
  }
}
