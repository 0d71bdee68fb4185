package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** What somebody does with the table, by keyboard alone. */
@Tag("browser")
class PageKeysTest {

  @Test
  void addsAChannelsRowAndTakesItBack() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).goTo("R12", "Rule");

      // When
      chrome.chord(Keys.CONTROL, Keys.ENTER);
      chrome.press("R13", Keys.TAB, "message", Keys.TAB, "Tele", Keys.ARROW_DOWN, Keys.TAB);
      chrome.goTo("R13", "Go to flow").press("tea", Keys.ENTER);

      // Then
      assertThat(chrome.cell("R13", "Channel")).isEqualTo("Telegram");
      chrome.until(
          "it is saved",
          () -> site.table()
              .contains("R12,message,\"SMS, MMS\",,new,,welcome,,wait,\n"
                  + "R13,message,Telegram,,,,tea,,,\n"));
      chrome.until(
          "nothing is wrong with it", () -> chrome.text(".status").contains("No findings"));
      for (int i = 0; i < 5; i++) {
        chrome.chord(Keys.CONTROL, "z");
      }
      chrome.until("the file is as it was", () -> site.table().equals(Site.sampleTable()));
      chrome.until("the page says it", () -> chrome.text("[data-part=saved]").startsWith("Saved"));
    }
  }

  @Test
  void movesRowsAndWholeSections() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).goTo("R12", "Rule");

      // When
      chrome.chord(Keys.ALT, Keys.ARROW_UP);
      chrome.press(Keys.ARROW_UP, Keys.ARROW_UP);
      chrome.chord(Keys.ALT, Keys.ARROW_DOWN);

      // Then
      assertThat(chrome.rows())
          .containsExactly(
              "Ways out",
              "R01",
              "R02",
              "Everybody else",
              "R20",
              "R90",
              "Newcomers",
              "R10",
              "R12",
              "R11");
      chrome.until(
          "it is saved",
          () -> site.table().endsWith("R11,message,\"WhatsApp, RCS\",,new,,closed,,wait,\n"));
      chrome.chord(Keys.CONTROL, "z").chord(Keys.CONTROL, "z");
      chrome.until("the file is as it was", () -> site.table().equals(Site.sampleTable()));
    }
  }

  @Test
  void pastesFortyRowsOfASpreadsheetAndCopiesThemBack() {
    // Given
    Chrome chrome = Chrome.chrome();
    String block = IntStream.range(0, 40)
        .mapToObj(i -> "S" + (10 + i) + "\ttext\tSMS\t\"word" + i + ", \"\"or\"\" two\"\n")
        .collect(Collectors.joining());
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).goTo("R90", "Rule");
      chrome.chord(Keys.CONTROL, Keys.ENTER);

      // When
      paste(chrome, block);

      // Then
      chrome.until(
          "40 rows are saved",
          () -> site.table().lines().filter(line -> line.startsWith("S")).count() == 40);
      assertThat(site.table()).contains("S49,text,SMS,\"word39, \"\"or\"\" two\",,,,,,\n");
      assertThat(copied(chrome))
          .isEqualTo(block.replace("\"word", "word").replace("\"\"or\"\" two\"", "\"or\" two"));
      chrome.chord(Keys.CONTROL, "z").chord(Keys.CONTROL, "z");
      chrome.until("the file is as it was", () -> site.table().equals(Site.sampleTable()));
    }
  }

  @Test
  void fixesAFindingWithOneKeyAndKeepsWhatWasTypedOnEscape() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withTable(Site.sampleTable().replace("SMS, MMS", "SMS, Watsapp"))) {
      chrome.openTable(site.address());

      // When
      chrome.press(Keys.F8).shown("[data-part=at-cell] [data-do=fix]");
      String said = chrome.text("[data-part=at-cell]");
      chrome.chord(Keys.ALT, Keys.ENTER);

      // Then
      assertThat(said).contains("\"Watsapp\"").contains("did you mean");
      chrome.untilCell("R12", "Channel", "SMS, WhatsApp").gone("[data-part=at-cell]");
      assertThat(chrome.activeRule()).isEqualTo("R12");
      chrome.press("nonsense", Keys.ESCAPE);
      assertThat(chrome.cell("R12", "Channel")).isEqualTo("SMS, WhatsApp");
      chrome.press(Keys.F2).chord(Keys.ALT, Keys.ENTER).press("more", Keys.ESCAPE);
      assertThat(chrome.activeHeader()).isEqualTo("Channel");
    }
  }

  @Test
  void saysAWrongCellWhileItIsTyped() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).goTo("R12", "Channel");

      // When
      chrome.press("Pigeon");

      // Then
      chrome.until(
          "the cell's finding", () -> chrome.text("[data-part=at-cell]").contains("\"Pigeon\""));
      chrome.press(Keys.ENTER);
      chrome.until(
          "it stands at the cell",
          () -> chrome
                  .driver()
                  .findElements(By.cssSelector(".cell.error[aria-invalid=true]"))
                  .size()
              == 1);
    }
  }

  @Test
  void readsTheActiveRowAsASentenceAndTellsItsPlace() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {

      // When
      chrome.openTable(site.address()).goTo("R10", "Channel");

      // Then
      chrome.until(
          "the sentence",
          () -> chrome
              .text("[data-part=reads]")
              .equals(
                  "When message comes on WhatsApp, RCS from a new customer at Mon-Fri 09:00-17:00, start welcome."
                      + " While a question is open it waits. The first row that fits decides."));
      assertThat(chrome.script(
              "const grid = document.querySelector('[role=grid]'), cell = document.activeElement;"
                  + "return [grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-readonly'), cell.getAttribute('role'),"
                  + " cell.parentNode.getAttribute('aria-rowindex'), cell.getAttribute('aria-colindex'),"
                  + " document.querySelectorAll('.grid [tabindex=\"0\"]').length].join(' ')"))
          .isEqualTo("11 false gridcell 6 3 1");
    }
  }

  @Test
  void filtersWithoutReorderingAndRefusesToMoveThen() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address());

      // When
      chrome.press("/").press("welcome", Keys.ENTER);

      // Then
      assertThat(chrome.rows())
          .containsExactly("Ways out", "R02", "Newcomers", "R10", "R12", "Everybody else", "R90");
      chrome.press(Keys.ARROW_DOWN).chord(Keys.ALT, Keys.ARROW_DOWN);
      chrome.until(
          "it says why",
          () -> chrome
              .text("[data-part=said]")
              .startsWith("Rows cannot be moved while a filter hides their neighbours"));
      assertThat(site.table()).isEqualTo(Site.sampleTable());
    }
  }

  @Test
  void keepsTheFocusOfARowThatScrollsAway() {
    // Given
    Chrome chrome = Chrome.chrome();
    String rows = IntStream.range(0, 500)
        .mapToObj(i -> "W" + i + ",text,,word" + i + ",,,tea,,,\n")
        .collect(Collectors.joining());
    try (Site site = Site.withTable(Site.sampleTable() + rows)) {
      chrome.openTable(site.address()).goTo("R02", "Says");

      // When
      chrome.script("document.querySelector('.scroller').scrollTop = 9000");
      chrome.until("other rows are in sight", () -> chrome.cell("W280", "Rule") != null);

      // Then
      assertThat(chrome.activeRule()).isEqualTo("R02");
      assertThat((Long) chrome.script("return document.querySelectorAll('.grid *').length"))
          .isLessThan(800L);
      chrome.press(Keys.ARROW_UP);
      assertThat(chrome.activeRule()).isEqualTo("R01");
    }
  }

  @Test
  void triesAMessageShowsWhyTakesItBackAndSavesAScenario() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address());

      // When
      chrome.chord(Keys.ALT, "t").shown("[data-part=write]");
      chrome.say("menu");

      // Then
      assertThat(chrome.text("[data-phone=WHATSAPP]"))
          .contains("menu", "Welcome to the tea garden.");
      assertThat(chrome.text(".grid .won")).startsWith("R02");
      assertThat(chrome.driver().findElements(By.cssSelector(".grid .cell.fails")))
          .isNotEmpty();
      chrome.click("[data-do=save]").shown("[data-part=scenario-name]");
      chrome.press("a-menu", Keys.ENTER).shown("[data-part=saved-scenario]");
      assertThat(site.has("scenarios/a-menu.yaml")).isTrue();
      chrome.click("[data-do=back]").gone("[data-phone] .user");
      assertThat(site.table()).isEqualTo(Site.sampleTable());
    }
  }

  @Test
  void playsAConversationAgainAfterAnEditAndMarksWhatDiffers() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).chord(Keys.ALT, "t").shown("[data-part=write]");
      chrome.say("menu");

      // When
      chrome.goTo("R02", "Says").press("restart", Keys.ENTER);

      // Then
      chrome.until("the phone differs", () -> chrome.text("[data-part=differs]").contains("R02"));
      chrome.until("another row won", () -> {
        String won = chrome.text(".grid .won");
        return !won.isEmpty() && !won.startsWith("R02");
      });
    }
  }

  @Test
  void twoTabsOnOneDraftMeetWithoutLosingAText() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address());
      String first = chrome.driver().getWindowHandle();
      chrome.driver().switchTo().newWindow(WindowType.TAB);
      String second = chrome.driver().getWindowHandle();
      chrome.openTable(site.page());

      // When
      chrome.goTo("R11", "Why").press("from the second", Keys.ENTER);
      chrome.driver().switchTo().window(first);

      // Then
      chrome.untilCell("R11", "Why", "from the second");
      chrome.offline(true);
      chrome.goTo("R12", "Why").press("mine", Keys.ENTER).shown("[data-state=offline]");
      chrome.driver().switchTo().window(second);
      chrome.goTo("R12", "Why").press("theirs", Keys.ENTER);
      chrome.until("theirs is saved", () -> site.table().contains("theirs"));
      chrome.driver().close();
      chrome.driver().switchTo().window(first);
      chrome.offline(false);
      chrome.shown("[data-state=differs]");
      chrome.goTo("R12", "Why").shown("[data-do=mine]");
      assertThat(chrome.text("[data-part=at-cell]")).contains("Mine: mine").contains("theirs");
      assertThat(chrome.axe()).isEmpty();
      chrome.click("[data-do=mine]").gone("[data-state=differs]");
      chrome.until(
          "mine is saved", () -> site.table().contains("mine") && !site.table().contains("theirs"));
    }
  }

  @Test
  void hostileCellsStayText() {
    // Given
    Chrome chrome = Chrome.chrome();
    String markup = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";
    String table = Site.sampleTable()
        + "\"" + markup + "\",text,,\"javascript:window.hacked=1\",,,\"" + markup + "\",,,"
        + "\"\u202egnp.exe\"\n"
        + "H2,text,,\"" + "x".repeat(100_000) + "\",,,tea,,,=1+1\n"
        + "H3,\"a\u0000b\",,\"{{7*7}}\",,,tea,,,\"'; drop table\"\n";
    try (Site site = Site.withTable(table)) {

      // When
      chrome.openTable(site.address());
      chrome.goTo(markup, "Go to flow");
      chrome.press(Keys.F8, Keys.F8, Keys.F8);
      chrome.press("?").shown("dialog");
      chrome.press(Keys.ESCAPE).gone("dialog");
      chrome.click("[data-do=findings]").shown("dialog[data-part=findings]");
      chrome.press(Keys.ESCAPE).gone("dialog");
      chrome.goTo("H2", "Why").press(markup, Keys.ENTER);
      assertThat(chrome.cell(markup, "Go to flow")).isEqualTo(markup);
      chrome.chord(Keys.ALT, "t").shown("[data-part=write]");
      chrome.press(markup, Keys.ENTER);
      chrome.until(
          "an answer or why not",
          () -> !chrome.text(".phones .user, .try [role=alert]").isEmpty());

      // Then
      assertThat(chrome.script(
              "return [typeof window.hacked, document.querySelectorAll('img, iframe, object').length,"
                  + " document.scripts.length].join(' ')"))
          .isEqualTo("undefined 0 1");
      assertThat(chrome.log())
          .filteredOn(line -> line.contains("Content Security Policy") || line.contains("Trusted"))
          .isEmpty();
    }
  }

  /** As a spreadsheet's copy comes: as an event with plain text. */
  private static void paste(Chrome chrome, String text) {
    chrome.script(
        "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
            + "document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
            + " {clipboardData: data, bubbles: true, cancelable: true}))",
        text);
  }

  private static String copied(Chrome chrome) {
    return String.valueOf(
        chrome.script(
            "const data = new DataTransfer();"
                + "document.activeElement.dispatchEvent(new ClipboardEvent('copy',"
                + " {clipboardData: data, bubbles: true, cancelable: true})); return data.getData('text/plain')"));
  }
}
