package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Decision tables, words, hours, texts and scenarios in the grid of the routing table. */
@Tag("browser")
class PageTablesTest {
  private static final String HOSTILE = "<img src=x onerror=window.hacked=1>";
  private static final List<String> TABLES =
      List.of("decisions/desk.csv", "words.csv", "hours.csv", "texts.csv", "scenarios/second.csv");

  private static Map<String, String> files(String hostile) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("bot.yaml", Site.sampleFile("bot.yaml").replace("[en]", "[en, nl]"));
    files.put("decisions/desk.csv", "Rule,plan,Exit\nD1,gold " + hostile + ",ok\nD2,,else\n");
    files.put("words.csv", Site.sampleFile("words.csv") + "EXTRA,\"" + hostile + "\"\n");
    files.put(
        "hours.csv",
        "Name,Open,Closed\nshop,Mon-Fri 09:00-17:00,2026-12-25\nlate,Fri 22:00-02:00,\n");
    files.put("texts.csv", "Key,nl\nwelcome.hello,\"Hallo " + hostile + "\"\nbye.say,\n");
    files.put(
        "scenarios/second.csv",
        "Scenario,Channel,User does,Expect says\n" + hostile + ",SMS,says hi," + hostile + "\n");
    return files;
  }

  private static void go(Chrome chrome, String file) {
    chrome.script("location.hash = '#' + encodeURIComponent(arguments[0])", file);
    chrome.until(file + " is shown", () -> chrome.text(".status").contains(file + ","));
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "800, light", "320, light", "1300, dark", "800, dark", "320, dark"})
  void showsEachTableWithoutABarrierAndItsTextsAsTexts(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withFiles(files(HOSTILE))) {
      chrome.open(site.address(), width, scheme).table();

      for (String file : TABLES) {
        // When
        go(chrome, file);
        chrome.press(Keys.ARROW_RIGHT).shown(".reads");

        // Then
        assertThat(chrome.axe()).as(file).isEmpty();
      }
      go(chrome, "hours.csv");
      chrome.shown("[data-part=week]");
      assertThat(chrome.axe()).as("a week").isEmpty();
      go(chrome, "texts.csv");
      chrome.until("lengths", () -> chrome.text("[data-part=lengths]").contains("characters"));
      assertThat(chrome.axe()).as("lengths").isEmpty();
      assertThat(chrome.script("return window.hacked ?? null")).isNull();
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void takesBackInEachTableWhatWasDoneThere() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withFiles(files("x"))) {
      chrome.openTable(site.address()).goTo("R12", "Why").press("first", Keys.ENTER);

      // When
      go(chrome, "words.csv");
      chrome.goTo("EXTRA", "Words").press("one, two", Keys.ENTER);
      go(chrome, "routing.csv");
      chrome.chord(Keys.CONTROL, "z");
      chrome.until("the routing table is as it was", () -> site.table().equals(Site.sampleTable()));
      chrome.until("words are saved", () -> site.file("words.csv").contains("EXTRA,\"one, two\""));
      go(chrome, "words.csv");
      chrome.chord(Keys.CONTROL, "z");

      // Then
      chrome.until(
          "words are as they were",
          () -> site.file("words.csv").equals(files("x").get("words.csv")));
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void marksAWrongCellOfEachTableAndTakesTheSuggestion() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withFiles(files("x"))) {
      chrome.openTable(site.address());
      go(chrome, "hours.csv");

      // When
      chrome.goTo("shop", "Open").press("Satt 09:00-12:00", Keys.ENTER, Keys.ARROW_UP);

      // Then
      chrome.shown(".grid .cell.error");
      chrome.until("what is wrong", () -> chrome.text("[data-part=at-cell]").contains("Error"));
      go(chrome, "scenarios/second.csv");
      chrome.goTo("x", "User does").press("sais hi", Keys.ENTER, Keys.ARROW_UP);
      chrome.until(
          "what was expected",
          () -> chrome.text("[data-part=at-cell]").contains("expected says TEXT"));
    }
  }

  @Test
  void drawsTheWeekWhileHoursAreTyped() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withFiles(files("x"))) {
      chrome.openTable(site.address());
      go(chrome, "hours.csv");
      chrome.goTo("shop", "Open");
      chrome.until("a week", () -> week(chrome).contains("Mon 09:00–17:00"));

      // When
      chrome.press("Sun 10:00-12:00");

      // Then
      chrome.until("another week", () -> week(chrome).contains("Sun 10:00–12:00"));
      assertThat(week(chrome)).contains("Mon closed");
      assertThat(site.file("hours.csv")).contains("Mon-Fri");
    }
  }

  private static String week(Chrome chrome) {
    return String.valueOf(chrome.script(
        "return document.querySelector('[data-part=week]')?.getAttribute('aria-label') ?? ''"));
  }

  @Test
  void showsWhichTextsAreMissingAndAddsThoseWithoutARow() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withFiles(files("x"))) {
      chrome.openTable(site.address());
      go(chrome, "texts.csv");
      int before = chrome.rows().size();

      // When
      chrome.click("[data-do=add-missing]");

      // Then
      chrome.until("more rows", () -> chrome.rows().size() > before);
      chrome.until("they are saved", () -> site.file("texts.csv").contains("tea."));
      chrome.until("nothing is left to add", () -> !chrome.text(".tools").contains("Add "));
      chrome.shown(".grid .cell.absent");
      chrome.chord(Keys.CONTROL, "z");
      chrome.until("they are gone", () -> chrome.rows().size() == before);
    }
  }

  @Test
  void makesATableThatTheBotLacks() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address());

      // When
      chrome.click("[data-kind=decisions]").shown("[data-state=lacking]");
      assertThat(chrome.axe()).isEmpty();
      chrome.click("[data-state=lacking] input").press("limits", Keys.ENTER);

      // Then
      chrome.shown("[data-state=empty]");
      assertThat(site.file("decisions/limits.csv")).isEqualTo("Rule,Exit\n");
      chrome.click("[data-do=column]").shown("dialog[data-part=column]");
      assertThat(chrome.axe()).isEmpty();
      chrome.press("order.total", Keys.ENTER).gone("dialog");
      chrome.until(
          "a column more",
          () -> site.file("decisions/limits.csv").equals("Rule,Exit,order.total\n"));
      assertThat(chrome.log()).isEmpty();
    }
  }
}
