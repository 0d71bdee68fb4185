package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds {@code engine/GUARANTEES.md} true: its rows have tests, and its tests are there and run. */
class GuaranteesIndexTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern ANNOTATED =
      Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|FuzzTest|ArchTest)\\b");
  private static final Pattern NAMED = Pattern.compile("^- `(\\w+\\.\\w+)`$");

  /** A method of a test class, or of one nested in it; what stands further in is no test. */
  private static final Pattern METHOD =
      Pattern.compile("^ {2,4}(?:public )?void (\\w+)\\(", Pattern.MULTILINE);

  /** The beginning of a name such as {@code g07g11_aBacklog}, {@code g9TheSameHistory} or {@code s12_aTalk}. */
  private static final Pattern NUMBERED = Pattern.compile("^(?:[gst]\\d+)+(?:_|[A-Z]).*");

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"G(\\d+)\"\\)");

  /** The names of tests, by the heading they stand under. */
  private static Map<String, List<String>> tests() throws IOException {
    Map<String, List<String>> tests = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : page()) {
      Matcher named = NAMED.matcher(line);
      if (line.startsWith("### ")) {
        current = new ArrayList<>();
        tests.put(line.substring(4), current);
      } else if (named.matches()) {
        current.add(named.group(1));
      }
    }
    return tests;
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(ROOT.resolve("engine/GUARANTEES.md"));
  }

  /** The first cells of all rows of all tables, headers apart. */
  private static List<String> rows(List<String> page) {
    return page.stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[1].strip())
        .filter(cell -> !cell.equals("#") && !cell.equals("Threat"))
        .toList();
  }

  @Test
  void everyRowHasItsTests() throws IOException {
    Map<String, List<String>> tests = tests();

    assertThat(tests.keySet()).containsExactlyElementsOf(rows(page()));
    assertThat(tests).allSatisfy((row, named) -> assertThat(named).as(row).isNotEmpty());
  }

  @Test
  void everyRowSaysWhatIsTrueForEachStore() throws IOException {
    List<String> rows = page().stream().filter(line -> line.startsWith("| ")).toList();

    assertThat(rows).allSatisfy(row -> {
      assertThat(row.split("\\|")).as(row).hasSize(6);
      assertThat(row).doesNotContain("|  |");
    });
  }

  @Test
  void everyTestOfThePageIsThereAndRuns() throws IOException {
    Map<String, String> sources = testSources();

    List<String> missing = tests().values().stream()
        .flatMap(List::stream)
        .filter(test -> !isThere(test, sources))
        .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestWithANumberStandsUnderIt() throws IOException {
    Map<String, List<String>> tests = tests();
    Set<String> missing = new TreeSet<>();

    testSources().forEach((name, source) -> {
      Matcher method = METHOD.matcher(source);
      while (method.find()) {
        String test = name + "." + method.group(1);
        for (String number : numbers(annotations(source, method.start()))) {
          if (!tests.getOrDefault(number, List.of()).contains(test)) {
            missing.add(number + " " + test);
          }
        }
      }
    });

    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestUnderANumberCarriesIt() throws IOException {
    Map<String, String> sources = testSources();
    List<String> without = new ArrayList<>();

    tests().forEach((row, tests) -> {
      if (row.matches("G\\d+")) {
        tests.stream().filter(test -> !carries(test, row, sources)).forEach(without::add);
      }
    });

    assertThat(without).isEmpty();
  }

  private static boolean carries(String test, String number, Map<String, String> sources) {
    String source = sources.getOrDefault(className(test), "");
    String method = test.substring(test.indexOf('.') + 1);
    String annotations = annotations(source, source.indexOf("void " + method + "("));
    return numbers(annotations).contains(number);
  }

  /** The guarantees a test holds, by its tags. */
  private static Set<String> numbers(String annotations) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher tag = TAG.matcher(annotations);
    while (tag.find()) {
      numbers.add("G" + tag.group(1));
    }
    return numbers;
  }

  /** True for a method that runs as a test: nothing of its class is switched off. */
  private static boolean isThere(String test, Map<String, String> sources) {
    String source = sources.getOrDefault(className(test), "");
    int method = source.indexOf("void " + test.substring(test.indexOf('.') + 1) + "(");
    return method >= 0
        && !source.contains("@Disabled")
        && ANNOTATED.matcher(annotations(source, method)).find();
  }

  private static String className(String test) {
    return test.substring(0, test.indexOf('.'));
  }

  /** What stands between a method and the blank line before it. */
  private static String annotations(String source, int method) {
    return method < 0 ? "" : source.substring(source.lastIndexOf("\n\n", method) + 1, method);
  }

  @Test
  void aTestThatDoesNotRunIsNone() {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("Some", "class Some {\n\n  @Test\n  void runs() {}\n\n  void helps() {}\n}\n");
    sources.put("Off", "class Off {\n\n  @Test\n  @Disabled\n  void runs() {}\n}\n");

    assertThat(isThere("Some.runs", sources)).isTrue();
    assertThat(isThere("Some.helps", sources)).isFalse();
    assertThat(isThere("Some.walks", sources)).isFalse();
    assertThat(isThere("Off.runs", sources)).isFalse();
    assertThat(isThere("None.runs", sources)).isFalse();
  }

  @Test
  void aTestNamesItsGuaranteesByTags() {
    assertThat(numbers("@Test\n@Tag(\"G7\")\n@Tag(\"G11\")")).containsExactly("G7", "G11");
    assertThat(numbers("@Test\n@Tag(\"crash\")")).isEmpty();
  }

  @Test
  void aTestsNameIsASentenceWithoutANumberInFront() throws IOException {
    Set<String> numbered = new TreeSet<>();

    testSources().forEach((name, source) -> {
      Matcher method = METHOD.matcher(source);
      while (method.find()) {
        if (NUMBERED.matcher(method.group(1)).matches()) {
          numbered.add(name + "." + method.group(1));
        }
      }
    });

    assertThat(numbered).isEmpty();
    assertThat("g07g11_aBacklog").matches(NUMBERED);
    assertThat("s12_aTalk").matches(NUMBERED);
    assertThat("takes4Rows").doesNotMatch(NUMBERED);
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file ->
              // Two modules may have a test of one name.
              sources.merge(
                  file.getFileName().toString().replace(".java", ""), text(file), String::concat));
    }
    return sources;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tables that the promises were agreed in, beside the checkout: none of their rows is left out. */
  @Test
  @Tag("shared")
  void noAgreedRowIsMissing() throws IOException {
    List<String> agreed = rows(Files.readAllLines(ROOT.resolve("../shared/GUARANTEES.md")));

    assertThat(rows(page())).containsAll(agreed);
  }
}
