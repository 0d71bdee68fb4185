package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Flows as text with their picture, and scenarios with what playing them came to. */
@Tag("browser")
class PageFlowsTest {
  private static final String HOSTILE = "<img src=x onerror=window.hacked=1>";
  private static final String FLOW = "flow: tour\n"
      + "steps:\n"
      + "  - id: begin\n"
      + "    say: \"" + HOSTILE + "\"\n"
      + "    next: finish\n"
      + "  - id: finish\n"
      + "    say: Bye\n";

  private static Site site() {
    return Site.withFiles(Map.of("flows/tour.yaml", FLOW));
  }

  private static void go(Chrome chrome, String file) {
    chrome.script("location.hash = '#' + encodeURIComponent(arguments[0])", file);
    chrome.until(file + " is shown", () -> chrome.text(".tools").contains(file));
    chrome.shown("[data-part=yaml]");
  }

  private static void caret(Chrome chrome, String before) {
    chrome.script(
        "const area = document.querySelector('[data-part=yaml]'); area.focus();"
            + "const at = area.value.indexOf(arguments[0]); area.setSelectionRange(at, at);",
        before);
    chrome.press(Keys.ARROW_RIGHT);
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "800, light", "320, light", "1300, dark", "800, dark", "320, dark"})
  void showsTextPictureAndFindingWithoutABarrier(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.open(site.address(), width, scheme).table();

      // When
      go(chrome, "flows/tour.yaml");
      chrome.shown(".picture .step");

      // Then
      assertThat(chrome.axe()).as("a flow").isEmpty();
      caret(chrome, "finish");
      chrome.press("n");
      chrome.until("it is saved", () -> site.file("flows/tour.yaml").contains("next: fninish"));
      chrome.shown("[data-part=at-line]");
      assertThat(chrome.axe()).as("a finding").isEmpty();
      go(chrome, "scenarios/first.yaml");
      assertThat(chrome.axe()).as("scenarios").isEmpty();
      assertThat(chrome.script("return window.hacked ?? null")).isNull();
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void takesTheSuggestionAtALineAndItsOwnUndoTakesItBack() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.openTable(site.address());
      go(chrome, "flows/tour.yaml");
      caret(chrome, "finish");
      chrome.press("n").shown("[data-part=at-line]");
      chrome.until("it is saved", () -> site.file("flows/tour.yaml").contains("next: fninish"));

      // When
      chrome.until(
          "a suggestion", () -> chrome.text("[data-part=at-line]").contains("Change to finish"));
      chrome.chord(Keys.ALT, Keys.ENTER);

      // Then
      chrome.until("it is mended", () -> site.file("flows/tour.yaml").equals(FLOW));
      chrome.chord(Keys.CONTROL, "z");
      chrome.until("it is back", () -> site.file("flows/tour.yaml").contains("next: fninish"));
    }
  }

  @Test
  void showsInThePictureWhereTheCaretIsAndGoesToTheTextOfABox() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.openTable(site.address());
      go(chrome, "flows/tour.yaml");

      // When
      caret(chrome, "id: begin");

      // Then
      chrome.until("begin is marked", () -> marked(chrome).startsWith("begin"));
      chrome.script("document.querySelectorAll('.picture .step')[1].focus()");
      chrome.press(Keys.ENTER);
      chrome.until("finish is marked", () -> marked(chrome).startsWith("finish"));
      assertThat(
              chrome.script(
                  "const area = document.querySelector('[data-part=yaml]');"
                      + "return document.activeElement === area && area.value.slice(area.selectionStart).startsWith('  - id: finish')"))
          .isEqualTo(true);
    }
  }

  private static String marked(Chrome chrome) {
    return String.valueOf(chrome.script(
        "return document.querySelector('.picture .here')?.getAttribute('aria-label') ?? ''"));
  }

  @Test
  void letsOneChooseWhenAnotherProgramWroteTheFileMeanwhile() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.openTable(site.address());
      go(chrome, "flows/tour.yaml");
      chrome.until("the text is there", () -> text(chrome).equals(FLOW));

      // When
      site.write("flows/tour.yaml", FLOW + "# outside\n");
      caret(chrome, "flow: tour");
      chrome.script("document.querySelector('[data-part=yaml]').setSelectionRange(0, 0)");
      chrome.press("#");

      // Then
      chrome.until(
          "a choice, or both texts",
          () -> !chrome.text("[data-state=text-differs]").isEmpty()
              || site.file("flows/tour.yaml").equals("#" + FLOW + "# outside\n"));
      if (!chrome.text("[data-state=text-differs]").isEmpty()) {
        assertThat(chrome.axe()).isEmpty();
        chrome.click("[data-state=text-differs] [data-do=theirs]");
        chrome.until("theirs", () -> text(chrome).equals(FLOW + "# outside\n"));
        assertThat(site.file("flows/tour.yaml")).isEqualTo(FLOW + "# outside\n");
      }
    }
  }

  private static String text(Chrome chrome) {
    return String.valueOf(
        chrome.script("return document.querySelector('[data-part=yaml]')?.value ?? ''"));
  }

  @Test
  void renamesARowAStepAndAFlowEverywhere() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.openTable(site.address()).goTo("R12", "Why");

      // When
      chrome.click(".reads [data-do=rename]").shown("dialog[data-part=rename]");
      assertThat(chrome.axe()).isEmpty();
      chrome.press("R77", Keys.ENTER);

      // Then
      chrome.shown("[data-state=renamed]");
      chrome.until("it is in the file", () -> site.table().contains("\nR77,"));
      assertThat(chrome.axe()).isEmpty();

      // When
      go(chrome, "flows/tour.yaml");
      caret(chrome, "id: begin");
      chrome.click(".tools [data-do=rename]").shown("dialog[data-part=rename]");
      chrome.press("start", Keys.ENTER);

      // Then
      chrome.until(
          "the step has its new name", () -> site.file("flows/tour.yaml").contains("id: start"));
      chrome.until("it is shown", () -> text(chrome).contains("id: start"));
    }
  }

  @Test
  void makesANewFlow() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = site()) {
      chrome.openTable(site.address());
      go(chrome, "flows/tour.yaml");

      // When
      chrome.click("[data-do=new-flow]").shown("dialog[data-part=flow]");
      assertThat(chrome.axe()).isEmpty();
      chrome.press("hello", Keys.ENTER);

      // Then
      chrome.until("the flow is shown", () -> chrome.text(".tools").contains("flows/hello.yaml"));
      chrome.shown(".picture .step");
      assertThat(site.file("flows/hello.yaml")).startsWith("flow: hello\n");
    }
  }

  @Test
  void marksScenariosByWhatPlayingThemCameTo() {
    // Given
    Chrome chrome = Chrome.chrome();
    String table =
        "Scenario,Channel,User does,Expect flow\ngood,SMS,says hi,\nbad,SMS,says hi,tea\n";
    try (Site site = Site.withFiles(Map.of("scenarios/second.csv", table))) {
      chrome.openTable(site.address());
      chrome.script("location.hash = '#scenarios%2Fsecond.csv'");

      // Then
      chrome.until("results", () -> chrome.text(".grid").contains("✓ 1 of 1 pass"));
      chrome.until("a failure", () -> chrome.text(".grid").contains("× "));
      chrome.goTo("bad", "User does");
      chrome.until("why", () -> chrome.text("[data-part=results]").contains("expected flow tea"));
      assertThat(chrome.axe()).isEmpty();

      // When
      chrome.goTo("bad", "Expect flow").press(Keys.DELETE);
      chrome.until("it passes", () -> !chrome.text(".grid").contains("× "));
      chrome.click("[data-do=run-one]");
      chrome.until("it was played", () -> chrome.text("[data-part=results]").contains("✓ 1 of 1"));
    }
  }
}
