package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.TraceEntry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerNearMissesTest {
  @TempDir
  Path folder;

  @Test
  void aPlayWithoutNearMissesIsTheSameButForThem() {
    BotVersion bot = new LeafShop(folder).load();
    Happening saturday = new Happening().at("2026-03-07T11:00:00Z");

    PlayResult with = last(new Player(BotVersions.of(bot), Stubs.none(), null, HostFacts.none())
        .play(saturday.text("hi")));
    PlayResult without =
        last(Player.withoutNearMisses(BotVersions.of(bot), Stubs.none(), HostFacts.none())
            .play(saturday.text("hi")));

    assertThat(nearMisses(with)).isNotEmpty();
    assertThat(nearMisses(without)).isEmpty();
    assertThat(without.rule()).isEqualTo(with.rule()).isEqualTo("R11");
    assertThat(without.messages()).isEqualTo(with.messages());
  }

  private static PlayResult last(List<PlayResult> lines) {
    return lines.get(lines.size() - 1);
  }

  private static List<TraceEntry.NearMiss> nearMisses(PlayResult played) {
    return played.trace().stream()
        .filter(TraceEntry.Routed.class::isInstance)
        .flatMap(entry -> ((TraceEntry.Routed) entry).why().stream())
        .toList();
  }
}
