package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.workbench.Role;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Every screen and state, looked at by axe-core in both schemes and three widths. */
@Tag("browser")
class PageLooksTest {
  private static final String WRONG = Site.sampleTable().replace("SMS, MMS", "SMS, Watsapp");

  @ParameterizedTest
  @CsvSource({"1300, light", "800, light", "320, light", "1300, dark", "800, dark", "320, dark"})
  void showsTableFindingTryAndKeysWithoutABarrier(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withTable(WRONG)) {

      // When
      chrome.open(site.address(), width, scheme).table();

      // Then
      assertThat(chrome.axe()).as("table").isEmpty();
      chrome.press(Keys.F8).shown("[data-part=at-cell]");
      assertThat(chrome.axe()).as("finding").isEmpty();
      chrome.press("W").shown("#choices");
      assertThat(chrome.axe()).as("editor").isEmpty();
      chrome.press(Keys.ESCAPE, Keys.ESCAPE).chord(Keys.ALT, Keys.ENTER);
      chrome.until("the suggestion is taken", () -> !chrome.text(".grid").contains("Watsapp"));
      chrome.press("?").shown("dialog[data-part=keys]");
      assertThat(chrome.axe()).as("keys").isEmpty();
      chrome.press(Keys.ESCAPE).gone("dialog");
      chrome.until("no finding", () -> chrome.text(".status").contains("No findings"));
      chrome.chord(Keys.ALT, "t").shown("[data-part=write]");
      assertThat(chrome.axe()).as("an empty try").isEmpty();
      chrome.say("hi");
      assertThat(chrome.axe()).as("a try").isEmpty();
      assertThat(chrome.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "320, dark"})
  void showsAnEmptyTableAndAnEmptyFilter(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    String head = Site.sampleTable().lines().skip(1).findFirst().orElseThrow() + "\n";
    try (Site site = Site.withTable(head)) {

      // When
      chrome.open(site.address(), width, scheme).shown("[data-state=empty]");

      // Then
      assertThat(chrome.text("[data-state=empty]")).startsWith("This table has no rows");
      assertThat(chrome.axe()).isEmpty();
      chrome.click("[data-state=empty] button").shown(".grid .cell[role=rowheader]");
      chrome.press("/").press("nowhere").shown("[data-state=none]");
      assertThat(chrome.text("[data-state=none]")).contains("Nothing has “nowhere”.");
      assertThat(chrome.axe()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "320, dark"})
  void showsABrokenFileAsTextWithItsLine(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site =
        Site.withTable("Rule,What happened,Go to flow\nR01,\"text,welcome\nR02,text,tea\n")) {

      // When
      chrome.open(site.address(), width, scheme).shown("[data-state=broken]");

      // Then
      assertThat(chrome.text("[data-state=broken]"))
          .startsWith("routing.csv cannot be read as a table");
      assertThat(chrome.text(".raw")).contains("R01,\"text,welcome");
      assertThat(chrome.axe()).isEmpty();
      site.table(Site.sampleTable());
      chrome.table();
      assertThat(chrome.rows()).contains("R12");
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, dark", "320, light"})
  void saysWhoMayOnlyReadAndOpensNoEditor(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withTable(Site.sampleTable(), Set.of(Role.VIEW))) {

      // When
      chrome.open(site.address(), width, scheme).shown("[data-state=read-only]");
      chrome.table().goTo("R12", "Channel").press("x");

      // Then
      assertThat(chrome.text(".tools")).doesNotContain("Section");
      assertThat(chrome.cell("R12", "Channel")).isEqualTo("SMS, MMS");
      assertThat(chrome.axe()).isEmpty();
    }
  }

  @Test
  void keepsWhatIsTypedWithoutAConnectionAndSendsItAfterwards() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address()).goTo("R12", "Why");

      // When
      chrome.offline(true);
      try {
        chrome.press("written without a net", Keys.ENTER).shown("[data-state=offline]");

        // Then
        assertThat(chrome.text("[data-state=offline]")).startsWith("Not saved for ");
        assertThat(chrome.axe()).isEmpty();
        assertThat(site.table()).doesNotContain("written without a net");
      } finally {
        chrome.offline(false);
      }
      chrome.until("it is in the file", () -> site.table().contains("written without a net"));
      chrome.gone("[data-state=offline]");
    }
  }

  @Test
  void saysWhenTheSessionHasEnded() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.withSample()) {
      chrome.openTable(site.address());

      // When
      chrome.driver().manage().deleteAllCookies();
      chrome.goTo("R12", "Why").press("kept", Keys.ENTER).shown("[data-state=ended]");

      // Then
      assertThat(chrome.text("[data-state=ended]")).startsWith("The session has ended.");
      assertThat(chrome.cell("R12", "Why")).isEqualTo("kept");
      assertThat(chrome.axe()).isEmpty();
    }
  }
}
