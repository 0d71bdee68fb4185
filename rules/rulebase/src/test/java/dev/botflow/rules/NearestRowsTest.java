package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Why;
import dev.botflow.table.Tables;
import dev.botflow.table.index.NearRows;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.index.RoutingTableTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for a few reasons gets the first of all of them, without that all rows are looked at. */
class NearestRowsTest {
  private static final List<String> TEXTS = List.of("hi", "hey", "stop", "order", "12", "no word");

  @TempDir
  Path folder;

  @Test
  void theNearestAreTheFirstOfAll() {
    long seed = Seed.of(NearestRowsTest.class);
    Random random = new Random(seed);
    BotVersion bot = new LeafShop(folder).load();
    int told = 0;
    for (int round = 0; round < 12; round++) {
      RoutingTable table =
          RoutingTable.of(new Tables().read(RoutingTableTest.table(random, 60)).rows());
      DroolsRouter router = new DroolsRouter(RuleBase.base(), table);
      for (int i = 0; i < 20; i++) {
        Facts facts = facts(random, bot);
        router.route(facts);
        List<Why> all = router.why(facts, Integer.MAX_VALUE);
        for (int limit : new int[] {0, 1, 3, 10, table.rows().size() - 1}) {
          assertThat(router.why(facts, limit))
              .as("seed %s, round %s, limit %s", seed, round, limit)
              .isEqualTo(all.subList(0, Math.min(limit, all.size())));
        }
        told += all.size();
      }
    }
    assertThat(told).isGreaterThan(3_000);
  }

  private static Facts facts(Random random, BotVersion bot) {
    Happening one = new Happening()
        .on(Channel.known().get(random.nextInt(Channel.known().size())))
        .at("2026-03-0" + (1 + random.nextInt(9)) + "T" + (10 + random.nextInt(14)) + ":00:00Z");
    if (random.nextInt(3) == 0) {
      one.asked("topic");
    }
    if (random.nextInt(3) == 0) {
      one.returning();
    }
    if (random.nextInt(3) == 0) {
      one.given("plan", random.nextBoolean() ? "gold" : 12);
    }
    return one.facts(
        bot,
        random.nextInt(8) == 0
            ? one.deliveryFailed()
            : one.text(TEXTS.get(random.nextInt(TEXTS.size()))));
  }

  private Facts routed(RoutingTable table, String text) {
    BotVersion bot = new LeafShop(folder).load();
    Happening fresh = new Happening();
    Facts facts = fresh.facts(bot, fresh.text(text));
    new DroolsRouter(RuleBase.base(), table).route(facts);
    return facts;
  }

  @Test
  void looksAtTheRowsAroundTheWinnerWhereEachHasAWordOfItsOwn() {
    StringBuilder rows = new StringBuilder("Rule;What happened;Says;Go to flow\n");
    for (int i = 0; i < 9_600; i++) {
      rows.append("R").append(i).append(";text;word").append(i).append(";a\n");
    }
    RoutingTable table = new Tables().read(rows.toString()).table();
    LosingRows losing = new LosingRows(table, routed(table, "word5000"));

    List<Why> nearest = losing.nearest(10, () -> new NearRows(table.rows()));

    assertThat(nearest)
        .extracting(Why::rule)
        .startsWith("R4999", "R5001", "R4998")
        .hasSize(10);
    assertThat(losing.visited()).isEqualTo(10);
  }

  @Test
  void looksAtTheRowsThatShareTheirRarestCellsWithTheEvent() {
    StringBuilder rows = new StringBuilder("Rule;What happened;Says;Plan;App;Go to flow\n");
    for (int i = 0; i < 9_600; i++) {
      rows.append("R")
          .append(i)
          .append(";text;word")
          .append(i % 40)
          .append(";plan")
          .append(i / 40)
          .append(";app-")
          .append(i % 3)
          .append(";a\n");
    }
    RoutingTable table = new Tables().read(rows.toString()).table();
    LosingRows losing = new LosingRows(table, routed(table, "word7"));

    List<Why> nearest = losing.nearest(10, () -> new NearRows(table.rows()));

    assertThat(nearest)
        .hasSize(10)
        .isEqualTo(losing.nearest(9_600, () -> new NearRows(List.of())).subList(0, 10));
    assertThat(losing.visited() - 9_600).isBetween(10, 700);
  }
}
