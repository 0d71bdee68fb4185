package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.workbench.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The screens that put a draft live: compared, reviewed, published, rolled back, and what was. */
@Tag("browser")
class PageLiveTest {
  private static final Set<Role> ALL = EnumSet.allOf(Role.class);
  private static final String TEA = Site.sampleFile("flows/tea.yaml");
  private static final String BOT = Site.sampleFile("bot.yaml");

  private static String tea(String text) {
    return "flow: tea\nsteps:\n  - id: tea\n    say: " + text + "\n";
  }

  private static Chrome compare(Chrome chrome) {
    return chrome
        .click("[data-do=compare]")
        .until("the comparison", () -> !chrome.text("[data-part=words]").isEmpty());
  }

  private static Chrome publish(Chrome chrome, String note) {
    chrome.click("[data-do=publish]").shown("dialog[data-part=confirm]");
    return chrome.press(note).click("[data-do=confirm]").gone("dialog");
  }

  @Test
  void publishesAnEditAfterTheComparisonAndRollsItBackWithAReason() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of("flows/tea.yaml", tea("Tea?")))) {
      chrome.openTable(site.address());

      // When: the first version
      compare(chrome);
      assertThat(chrome.text("[data-part=words]")).contains("Nothing was published yet");
      publish(chrome, "the beginning").shown("[data-state=done]");

      // Then
      assertThat(chrome.text("[data-state=done]")).startsWith("Version 1 is live.");
      assertThat(chrome.text("[data-part=words]")).contains("Nothing is different.");
      assertThat(chrome.shown("[data-do=publish]").isEnabled()).isFalse();

      // When: an edit, still typed when Compare is opened
      chrome.click("[data-kind=routing]").table().goTo("R12", "Channel").press("SMS", Keys.ENTER);
      compare(chrome);

      // Then
      assertThat(chrome.text("[data-part=words]"))
          .contains("1 change in 1 file", "routing.csv", "R12 no longer covers MMS in Channel");
      publish(chrome, "no pictures").shown("[data-state=done]");
      assertThat(chrome.text("[data-state=done]"))
          .startsWith("Version 2 is live, in the place of 1.");
      assertThat(site.versions().live()).isEqualTo(2);
      assertThat(site.versions().versions().get(1).author()).isEqualTo("Ana");

      // When
      chrome.click("[data-kind=history]").shown("[data-version='1']");
      assertThat(chrome.text("[data-version='2']")).contains("live", "Ana", "no pictures");
      assertThat(chrome.text("[data-kind=history]")).contains("v2");
      chrome.click("[data-version='2'] [data-do=what]").shown("[data-part=words] .changes");
      assertThat(chrome.text("h1")).isEqualTo("What version 2 changed");
      chrome.click("[data-kind=history]").click("[data-version='1'] [data-do=with-live]");
      chrome.shown("[data-do=roll-back]");
      assertThat(chrome.text("[data-part=words]")).contains("R12 now also covers MMS in Channel");
      chrome.click("[data-do=roll-back]").shown("dialog textarea[name=reason]");
      chrome.press("pictures were missed").click("[data-do=confirm]").shown("[data-state=done]");

      // Then
      assertThat(chrome.text("[data-state=done]")).startsWith("Version 1 is live again");
      assertThat(site.versions().live()).isEqualTo(1);
      chrome.click("[data-kind=history]").shown("[data-part=moves]");
      assertThat(chrome.text("[data-part=moves]"))
          .contains("from 2 to 1, Ana: pictures were missed");
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void tellsWhoPublishedMeanwhile() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of("flows/tea.yaml", tea("Tea?")))) {
      chrome.openTable(site.address());
      compare(chrome);
      chrome.click("[data-do=publish]").shown("dialog");
      site.publishedByOthers("Ben", "another tea", "flows/tea.yaml", tea("Coffee?"));

      // When
      chrome.press("mine").click("[data-do=confirm]").shown("[data-state=refused]");

      // Then
      assertThat(chrome.text("[data-state=refused]"))
          .contains("expected version 0 to be live, but it is 1, published by Ben at ")
          .contains(": another tea");
      assertThat(site.versions().versions()).hasSize(1);
      chrome.click("[data-state=refused] button").gone("[data-state=refused]");
      assertThat(chrome.text("h1")).isEqualTo("Compare with version 1");
      assertThat(chrome.text("[data-part=words]"))
          .contains("flow tea: tea Tea? instead of Coffee?");
    }
  }

  @Test
  void saysWhatHindersIt() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site =
        Site.publishing(Map.of("flows/tea.yaml", "flow: tea\nsteps:\n  - id: tea\n"))) {
      chrome.openTable(site.address());

      // When
      chrome.press(Keys.TAB);
      compare(chrome);

      // Then
      assertThat(chrome.text("[data-part=hindrances]")).contains("flows/tea.yaml");
      assertThat(chrome.shown("[data-do=publish]").isEnabled()).isFalse();
      assertThat(chrome.axe()).isEmpty();
    }
  }

  @Test
  void publishesAReviewedBotAfterSomebodyElseApprovedExactlyThis() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of("bot.yaml", BOT + "review: four_eyes\n"))) {
      chrome.openTable(site.address());
      compare(chrome);
      publish(chrome, "").shown("[data-state=done]");
      chrome.click("[data-kind=routing]").table().goTo("R12", "Channel").press("SMS", Keys.ENTER);

      // When: Ana asks
      compare(chrome);
      assertThat(chrome.text("[data-part=publish]"))
          .contains("Somebody other than Ana has to approve it first.");
      assertThat(chrome.shown("[data-do=publish]").isEnabled()).isFalse();
      chrome.click("[data-part=review] textarea").press("no pictures");
      chrome.click("[data-do=ask]").shown("[data-state=done]");

      // Then: she cannot approve it
      assertThat(chrome.text("[data-part=review]"))
          .contains("Asked by", "Ana", "no pictures", "Ana changed it and cannot approve it.")
          .doesNotContain("Approve this content");
      assertThat(chrome.axe()).isEmpty();

      // When: Ben approves, then somebody edits
      site.reopen("Ben", ALL);
      chrome.openTable(site.address());
      compare(chrome).click("[data-do=approve]").shown("[data-state=done]");
      assertThat(chrome.text("[data-part=review]")).contains("Approved by", "Ben");
      assertThat(chrome.shown("[data-do=publish]").isEnabled()).isTrue();
      site.write("flows/tea.yaml", tea("Coffee?"));
      chrome.shown("[data-state=stale]");
      chrome.click("[data-do=look-again]").shown("[data-state=withdrawn]");

      // Then
      assertThat(chrome.text("[data-state=withdrawn]"))
          .contains("The draft was changed since: that approval counts no more, ask again.");
      assertThat(chrome.shown("[data-do=publish]").isEnabled()).isFalse();

      // When: it is what was approved again
      site.write("flows/tea.yaml", TEA);
      chrome.shown("[data-state=stale]");
      chrome.click("[data-do=look-again]").gone("[data-state=withdrawn]");
      publish(chrome, "approved").shown("[data-state=done]");

      // Then
      assertThat(site.versions().versions().get(1).approvedBy()).isEqualTo("Ben");
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void letsWhoMayOnlyLookLook() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of())) {
      site.reopen("Carla", EnumSet.of(Role.VIEW));
      chrome.openTable(site.address());

      // When
      compare(chrome);

      // Then
      assertThat(chrome.text("[data-part=publish]"))
          .contains("Somebody with the role “publish” can do that.");
      chrome.gone("[data-do=publish]");
    }
  }

  @Test
  void isReachedAndLeftByKeysAlone() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of())) {
      chrome.openTable(site.address());

      // When
      chrome.press(Keys.F6, "c").shown("[data-part=words]");

      // Then
      chrome.until(
          "its title has the focus",
          () -> "title".equals(chrome.script("return document.activeElement.dataset.part ?? ''")));
      chrome.script("document.querySelector('[data-do=publish]').focus()");
      chrome.press(Keys.ENTER).shown("dialog");
      chrome.press(Keys.ESCAPE).gone("dialog");
      assertThat(chrome.script("return document.activeElement.dataset.do")).isEqualTo("publish");
      assertThat(site.versions().live()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "800, dark", "320, light"})
  void showsComparisonAndHistoryWithoutABarrier(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = Site.publishing(Map.of("bot.yaml", BOT + "review: four_eyes\n"))) {
      site.publishedByOthers("Ben", "four eyes", "bot.yaml", BOT + "review: four_eyes\n");
      site.table(Site.sampleTable().replace("SMS, MMS", "SMS"));
      chrome.open(site.address(), width, scheme).table();

      // When
      compare(chrome);

      // Then
      assertThat(chrome.axe()).as("compare").isEmpty();
      chrome.click("[data-kind=history]").shown("[data-part=versions]");
      assertThat(chrome.axe()).as("history").isEmpty();
      assertThat(chrome.script(
              "return document.documentElement.scrollWidth > document.documentElement.clientWidth"))
          .as("reflows")
          .isEqualTo(false);
      assertThat(chrome.log()).isEmpty();
    }
  }
}
