package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.Content;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept sessions and skipped stages are short cuts only. Replay with {@code -Dbotflow.seed=…}. */
class RouterModesTest {
  private static final int EVENTS = 3_000;
  private static final String OWN = """
      rule "spend makes tags"
      when $f : Facts( stage == Stage.DERIVE, number("spend") > 50 )
      then $f.derive("tags", "rich"); end
      rule "the rich skip the queue"
      when $f : Facts( stage == Stage.INTERRUPT, number("spend") > 90, message )
      then $f.offer(Candidate.of("skip").startFlow("welcome")); end
      """;

  @TempDir
  Path folder;

  private final long seed = Seed.of(RouterModesTest.class);

  /** A happening and its event, which every router gets facts of its own for. */
  private record Case(Happening happening, InboundEvent event) {
    Facts facts(BotVersion bot) {
      return happening.facts(bot, event);
    }
  }

  private static List<Case> cases(Random random) {
    List<Case> cases = new ArrayList<>();
    List<String> texts = List.of(
        "hi", "stop", "Menu", "where is my parcel", "parcel", "LC-123456", "1", "start", "no");
    for (int i = 0; i < EVENTS; i++) {
      Happening one = new Happening()
          .of("c" + random.nextInt(20))
          .on(Channel.known().get(random.nextInt(Channel.known().size())))
          .at("2026-03-0" + (1 + random.nextInt(9)) + "T" + (10 + random.nextInt(14)) + ":00:00Z")
          .given("spend", random.nextInt(100));
      if (random.nextInt(3) == 0) {
        one.asked(List.of("topic", "number", "anything").get(random.nextInt(3)));
      }
      if (random.nextInt(3) == 0) {
        one.returning();
      }
      if (random.nextInt(10) == 0) {
        one.agentActive();
      }
      if (random.nextInt(10) == 0) {
        one.optedOut();
      }
      one.offered("p1", random.nextBoolean() ? "r1" : "r0", "topic", "track");
      cases.add(new Case(one, event(random, one, texts)));
    }
    return cases;
  }

  private static InboundEvent event(Random random, Happening one, List<String> texts) {
    switch (random.nextInt(8)) {
      case 0:
        return one.tap(random.nextBoolean() ? "p1" : "forged");
      case 1:
        return one.deliveryFailed();
      case 2:
        return one.optIn();
      case 3:
        return one.message(new Content.Media("https://leaf.example/a.png", null, null, null));
      default:
        return one.text(texts.get(random.nextInt(texts.size())));
    }
  }

  private void decideAlike(BotVersion bot, RuleBase rules) {
    Router fast = bot.router();
    Router plain = new DroolsRouter(rules, ((DroolsRouter) fast).table(), DroolsRouter.Mode.PLAIN);

    Map<String, Integer> decided = new TreeMap<>();
    for (Case one : cases(new Random(seed))) {
      Decision decision = fast.route(one.facts(bot));
      assertThat(decision).as("seed %s, %s", seed, one).isEqualTo(plain.route(one.facts(bot)));
      decided.merge(decision.word(), 1, Integer::sum);
    }
    System.out.println("RouterModesTest: " + decided);
    assertThat(decided)
        .as("seed %s", seed)
        .containsKeys("start", "interrupt", "answer", "miss", "silent", "ignore", "suppressed");
  }

  @Test
  void keptSessionsAndSkippedStagesDecideAsNewSessionsAndAllStagesDo() {
    decideAlike(new LeafShop(folder).load(), RuleBase.base());
  }

  @Test
  void theSameHoldsWithRulesOfTheBotsOwn() {
    BotVersion bot = new LeafShop(folder).with("rules/own.drl", OWN).load();
    RuleBase rules =
        RuleBase.with(List.of(new RuleFile("own.drl", OWN)), new Findings()).orElseThrow();

    decideAlike(bot, rules);
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    BotVersion bot = new LeafShop(folder).load();
    List<Case> cases = cases(new Random(seed));
    List<Decision> expected =
        cases.stream().map(one -> bot.router().route(one.facts(bot))).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);

    try {
      List<Future<List<Decision>>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit(
            () -> cases.stream().map(one -> bot.router().route(one.facts(bot))).toList()));
      }
      for (Future<List<Decision>> one : running) {
        assertThat(one.get()).as("seed %s", seed).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }
}
