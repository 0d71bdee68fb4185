package dev.botflow.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compare plays both versions: recorded events by channel, conversations side by side, scenarios. */
@Tag("browser")
class PagePlayedTest {
  private static final String HOSTILE = "<img src=x onerror=window.hacked=1>";
  private static final String BOT = Site.sampleFile("bot.yaml");

  @TempDir
  Path folder;

  private static String event(int number, String channel, String text) {
    return "{\"app_id\":\"a\",\"accepted_time\":\"2026-03-02T09:00:0" + number
        + "Z\",\"project_id\":\"p\",\"message\":{\"id\":\"m" + number
        + "\",\"direction\":\"TO_APP\",\"contact_message\":{\"text_message\":{\"text\":\"" + text
        + "\"}},\"channel_identity\":{\"channel\":\"" + channel
        + "\",\"identity\":\"i\",\"app_id\":\"\"},\"conversation_id\":\"v\",\"contact_id\":\"c"
        + channel + "\",\"metadata\":\"\"}}\n";
  }

  /** A site whose version 1 is the sample; in the draft MMS is answered by another row, and tea says something else. */
  private static Site changed() {
    Site site = Site.publishing(Map.of());
    site.publishedByOthers("Ben", "the beginning", "bot.yaml", BOT);
    site.table(Site.sampleTable()
        .replaceFirst("(?m)^R11,message,\"WhatsApp, RCS\"", "R11,message,\"WhatsApp, RCS, MMS\""));
    site.write(
        "flows/tea.yaml",
        "flow: tea\nsteps:\n- { id: said, say: \"" + HOSTILE + "\", next: end }\n");
    return site;
  }

  private Chrome played(Site site, Chrome chrome) throws IOException {
    Path events = Files.writeString(
        folder.resolve("monday.jsonl"),
        event(1, "MMS", HOSTILE) + event(2, "SMS", "hi") + "{" + HOSTILE + "\n"
            + event(3, "SMS", "a cup"));
    chrome.click("[data-do=compare]").shown("[data-part=played] input[type=file]");
    chrome.shown("[data-part=played] input[type=file]").sendKeys(events.toString());
    chrome.click("[data-do=play]").shown("[data-part=shifts]");
    return chrome;
  }

  @Test
  void playsRecordedEventsOnBothAndShowsConversationsSideBySide() throws IOException {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = changed()) {
      chrome.openTable(site.address());

      // When
      played(site, chrome);

      // Then
      assertThat(chrome.text("[data-part=played] h2")).contains("2 of 3 events change");
      assertThat(chrome.text("[data-part=channels]").replaceAll("\\s+", " "))
          .contains("MMS 1 1 0", "SMS 2 0 1");
      assertThat(chrome.text("[data-shift=shift0]").replaceAll("\\s+", " "))
          .contains("1 MMS R12 → welcome R11 → closed R11 stands above R12");
      assertThat(chrome.text("[data-part=words]"))
          .contains("R11 now also covers MMS in Channel", "1 event");
      assertThat(chrome.text(".steps")).contains("2 of 3 events change");
      assertThat(chrome.text("[data-part=left-out]"))
          .contains("1 body could not be read", "monday.jsonl:3");

      // When
      chrome.click("[data-shift=said0] [data-do=beside]").shown("[data-part=beside]");

      // Then: two turns, of which the last one is answered otherwise
      assertThat(chrome.text("[data-side=before]"))
          .contains("hi", "a cup", "Green, black or mint.");
      assertThat(chrome.text("[data-side=now]")).contains("hi", "a cup", HOSTILE);
      chrome.click("[data-shift=shift0] [data-do=beside]");
      chrome.until(
          "the other one",
          () -> chrome.text("[data-side=now]").contains("The garden is closed now."));
      assertThat(chrome.text("[data-side=before]")).contains(HOSTILE, "Order tea");
      assertThat(chrome.script("return window.hacked ?? null")).isNull();
      assertThat(chrome.script("return document.querySelectorAll('.live img').length"))
          .isEqualTo(0L);
      assertThat(chrome.log()).isEmpty();
    }
  }

  @Test
  void playsOnlyScenariosWithoutAFileAndForgetsThemWithTheDraft() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = changed()) {
      chrome.openTable(site.address());
      chrome.click("[data-do=compare]");

      // When
      chrome.click("[data-do=play]").shown("[data-part=left-out]");

      // Then
      assertThat(chrome.text("[data-part=played]"))
          .contains("Scenarios of draft: 2 of 2 pass on version 1, 2 on draft.")
          .contains("Both have the same files of scenarios.")
          .contains("No recorded events were chosen: only scenarios were played.");

      // When
      site.write("flows/tea.yaml", Site.sampleFile("flows/tea.yaml"));
      chrome.shown("[data-state=stale]");
      chrome.click("[data-do=look-again]");

      // Then
      chrome.gone("[data-part=left-out]");
      assertThat(chrome.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "800, dark", "320, light"})
  void showsWhatWasPlayedWithoutABarrier(int width, String scheme) throws IOException {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = changed()) {
      chrome.open(site.address(), width, scheme).table();

      // When
      played(site, chrome)
          .click("[data-shift=shift0] [data-do=beside]")
          .shown("[data-part=beside]");

      // Then
      assertThat(chrome.axe()).isEmpty();
      assertThat(
              chrome.script(
                  "return [document.documentElement, document.querySelector('.live')].some(one => one.scrollWidth > one.clientWidth)"))
          .as("reflows")
          .isEqualTo(false);
      assertThat(chrome.log()).isEmpty();
    }
  }

  /** A site whose version 2 changed a row and a text of version 1. */
  private static Site published() {
    Site site = Site.publishing(Map.of());
    site.publishedByOthers("Ben", "the beginning", "bot.yaml", BOT);
    site.publishedByOthers(
        "Eve",
        HOSTILE,
        "routing.csv",
        Site.sampleTable().replace("SMS, MMS", "SMS").replace("catch-all", HOSTILE));
    return site;
  }

  @Test
  void opensTheFilesOfAVersionAndSaysWhatEachChanged() {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = published()) {
      chrome.openTable(site.address());

      // When
      chrome.click("[data-kind=history]").click("[data-version='2'] [data-do=files]");

      // Then: the first file that changed
      chrome.shown("[data-part=version-table]");
      assertThat(chrome.text("h1")).isEqualTo("Version 2");
      assertThat(chrome.text("[data-part=version-changed]"))
          .contains("routing.csv against version 1", "R12 no longer covers MMS in Channel");
      assertThat(chrome.text("[data-part=version-table]")).contains("Newcomers", "R90", HOSTILE);
      chrome.gone(
          "[data-part=version-table] [contenteditable], [data-part=version-table] textarea");

      // When
      chrome.click("[data-file='flows/tea.yaml']").shown("[data-part=version-text]");

      // Then
      assertThat(chrome.text("[data-part=version-text]"))
          .contains("flow: tea", "Green, black or mint.");
      assertThat(chrome.text("[data-part=version-changed]")).contains("Nothing in it is different");
      assertThat(chrome.script("return window.hacked ?? null")).isNull();
      assertThat(chrome.log()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1300, light", "800, dark", "320, light"})
  void showsTheFilesOfAVersionWithoutABarrier(int width, String scheme) {
    // Given
    Chrome chrome = Chrome.chrome();
    try (Site site = published()) {
      chrome.open(site.address(), width, scheme).table();

      // When
      chrome.click("[data-kind=history]").click("[data-version='2'] [data-do=files]");
      chrome.shown("[data-part=version-table]");

      // Then
      assertThat(chrome.axe()).as("table").isEmpty();
      chrome.click("[data-file='flows/welcome.yaml']").shown("[data-part=version-text]");
      assertThat(chrome.axe()).as("text").isEmpty();
      assertThat(
              chrome.script(
                  "return [document.documentElement, document.querySelector('.live')].some(one => one.scrollWidth > one.clientWidth)"))
          .as("reflows")
          .isEqualTo(false);
      assertThat(chrome.log()).isEmpty();
    }
  }
}
