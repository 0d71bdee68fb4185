package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir
  private Path folder;

  @Test
  void writesOnePageThatNeedsNothingBesideIt() throws IOException {
    // When
    Run run = Run.botflow(
        "report", LeafShop.BOT.toString(), "-o", folder.resolve("one.html").toString());
    Run again = Run.botflow(
        "report", LeafShop.BOT.toString(), "-o", folder.resolve("two.html").toString());

    // Then
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(again.exit()).isZero();
    String html = Files.readString(folder.resolve("one.html"));
    assertThat(html)
        .isEqualTo(Files.readString(folder.resolve("two.html")))
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("<script", "<link", "src=", "url(", "@import")
        .contains("<tr class=\"ran\"><td>R01</td>")
        .contains("<figcaption>welcome</figcaption><svg class=\"flow\"")
        .contains("<title>welcome.topic: covered</title>")
        .contains("<h3 class=\"\">WHATSAPP</h3>");
  }

  @Test
  void showsWhatIsNotCoveredAndEscapesWhatAuthorsWrote() throws IOException {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("tea-house"));
    TeaHouse.write(bot.resolve("scenarios/odd.yaml"), """
        scenario: "<script>alert(1)</script>"
        on: [SMS]
        turns:
        - { user: "<b>", expect: { rule: T12 } }
        """);
    Path page = folder.resolve("page.html");

    // When
    Run.botflow("report", bot.toString(), "-o", page.toString());

    // Then
    assertThat(Files.readString(page))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("<tr class=\"missed\"><td>T01</td>")
        .contains("no scenario comes here");
  }

  @Test
  void showsEachScenarioOnEveryChannelOfTheBotAndMarksThoseItIsNotWrittenFor() throws IOException {
    // Given
    Path bot = TeaHouse.copy(folder.resolve("tea-house"));
    TeaHouse.write(bot.resolve("scenarios/one.yaml"), """
        scenario: a cup
        at: 2026-03-02T10:00:00+01:00
        on: [WHATSAPP]
        turns:
        - { user: hi, expect: { rule: T10 } }
        - { after: 90m, tap: green }
        """);
    Path page = folder.resolve("page.html");

    // When
    Run.botflow("report", bot.toString(), "-o", page.toString());

    // Then
    assertThat(Files.readString(page))
        .contains("<div class=\"phone\"><h3 class=\"\">WHATSAPP</h3><div class=\"user\">hi</div>")
        .contains(
            "<div class=\"phone unchecked\"><h3 class=\"\">SMS</h3><small class=\"not\">not in this scenario</small>")
        .contains("<div class=\"time\">1 hour 30 minutes later</div>");
  }

  @Test
  void showsFindingsOfRowsAndOfNoCellAtAll() throws IOException {
    // Given: a row nothing can reach, one below another that is the same, and a row that is left
    // out for a gap
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(
        bot,
        "routing.csv",
        "R90,message,",
        "R89,message,SMS,,new,,welcome,,wait,\nR90,message,WhatsApp");
    Path page = folder.resolve("page.html");

    // When
    Run check = Run.botflow("check", bot.toString());
    Run.botflow("report", bot.toString(), "-o", page.toString());

    // Then
    String html = Files.readString(page);
    assertThat(check.out()).contains("R89").contains("not every message finds a row");
    assertThat(html)
        .contains(
            "<small class=\"finding\">this row never wins: every event that fits it is taken by R12</small>")
        .contains("<section id=\"findings\"><h2>Findings</h2>\n<ul><li class=\"\">routing.csv");
  }

  @Test
  void showsWhatRecordedEventsDidAndTheRowsNoneOfThemNeeded() throws IOException {
    // Given
    Path page = folder.resolve("page.html");

    // When
    Run run = Run.botflow(
        "report",
        LeafShop.BOT.toString(),
        "-o",
        page.toString(),
        "--events",
        "../../samples/leaf-shop/events");

    // Then
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(Files.readString(page))
        .containsPattern(
            "<small class=\"recorded\" title=\"[^\"]+/whatsapp-delivery-failed.json\">1 recorded event, last: 2026-03-02 10:01"
                + " WHATSAPP</small>")
        .containsPattern(
            "<sup class=\"recorded\" title=\"\\d+ recorded events? failed here\">\\d+</sup>")
        .containsPattern("<small class=\"finding\">none of \\d+ recorded events</small>");
  }
}
