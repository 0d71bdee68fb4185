package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyScenariosTest {
  @TempDir
  private Path folder;

  @Test
  void playsAThousandScenariosOfFiveTurns() {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      yaml.append("""
          - scenario: many %d
            on: [WHATSAPP]
            stub: { shop.findOrder: { ok: { status: lost } } }
            turns:
            - { user: hi, expect: { rule: R10, waiting: welcome.topic } }
            - { tap: track, expect: { waiting: welcome.number } }
            - { user: "12", expect: { attempt: 1 } }
            - { user: LC-004217, expect: { handover: orders } }
            - { event: agent_left, expect: { says: ["Thanks for*"] } }
          """.formatted(i));
    }
    TeaHouse.write(bot.resolve("scenarios/many.yaml"), yaml.toString());

    // When
    Run run = Run.botflow("test", bot.toString(), "--json");

    // Then: what it takes tells .ci/thousand.
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.lines().stream().filter(line -> line.contains("\"many "))).hasSize(1000);
  }
}
