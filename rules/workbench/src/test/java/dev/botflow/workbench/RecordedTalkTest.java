package dev.botflow.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks that become scenarios: {@code /save} in a chat, and {@code record} of webhook bodies. */
class RecordedTalkTest {
  @TempDir
  private Path folder;

  private Run chat(Path bot, String typed) {
    String stub =
        TeaHouse.write(folder.resolve("stub.yaml"), "{ shop.findOrder: { ok: { status: lost } } }");
    return Run.typing(
        typed, "chat", bot.toString(), "--at", "2026-03-02T10:00:00+01:00", "--stub", stub);
  }

  @Test
  void savesAChatAsAScenarioThatPasses() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));

    // When
    Run run =
        chat(bot, "hi\n/time +30m\n/tap track\nLC-004217\n/event agent_left\n/save lost-again\n");

    // Then
    assertThat(run.out()).endsWith("  · saved scenarios/lost-again.yaml: 5 turns, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/lost-again.yaml")))
        .startsWith("""
            scenario: lost-again
            at: 2026-03-02T10:00:00+01:00
            on: [WHATSAPP]
            contact: { new: true }
            stub: { shop.findOrder: { ok: { status: lost } } }
            turns:
            - { user: hi, expect: { rule: R10, flow: welcome, says: [""")
        .contains(
            "- { after: 30m, expect: { says: [\"Still there? Reply any time.\"], waiting: welcome.topic } }\n")
        .contains("- { tap: track, expect: { rule: none, flow: welcome, ")
        .contains("called: [shop.findOrder], handover: orders");
    assertThat(Run.botflow("test", bot.toString()).exit()).isZero();
  }

  @Test
  void replacesWhatSensitiveVariablesHeld() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, "bot.yaml", "sensitive: [contact.card]", "sensitive: [order.number]");

    // When
    Run run = chat(bot, "hi\n/tap track\nLC-904217\n/save lost-again\n");

    // Then
    assertThat(run.out()).endsWith("saved scenarios/lost-again.yaml: 3 turns, which pass\n");
    assertThat(Files.readString(bot.resolve("scenarios/lost-again.yaml")))
        .contains("user: LC-123456")
        .doesNotContain("904217");
  }

  @Test
  void refusesToSaveOverAScenarioOrNothing() {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));

    // When
    Run run = chat(bot, "/save stop\nhi\n/save stop\n/save ../stop\n");

    // Then
    assertThat(run.err()).isEqualTo("""
        /save: expected something to save, but nothing happened yet
        /save: expected a name that is not taken, but scenarios/stop.yaml is there already
        /save: expected a name of letters, digits, - and _, but was "../stop"
        """);
  }

  @Test
  void recordsWebhookBodiesAsAScenario() throws IOException {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    String events = "../../samples/leaf-shop/events/";

    // When
    Run run = Run.botflow(
        "record",
        bot.toString(),
        events + "whatsapp-text.json",
        events + "whatsapp-choice.json",
        "--name",
        "from production");
    TeaHouse.write(bot.resolve("scenarios/recorded.yaml"), run.out());

    // Then
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("scenario: from production\nat: 2026-")
        .contains("tap: track, expect: { rule: none, flow: welcome");
    assertThat(Run.botflow("test", bot.toString()).out())
        .contains("passed  from production [WHATSAPP]");
  }
}
