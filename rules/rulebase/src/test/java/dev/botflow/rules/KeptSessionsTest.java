package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.error.Findings;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Facts;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule sessions are kept for the next event; what a contact said, and their version, are not kept with them. */
class KeptSessionsTest {
  private static final int THREADS = 8;

  @TempDir
  Path folder;

  @Test
  void aNewVersionLetsGoOfWhatDecisionsByEarlierOnesLeft() throws Exception {
    List<WeakReference<Facts>> facts =
        decided(new LeafShop(folder).load(), (bot, one) -> bot.router().route(one));

    new LeafShop(folder).load();

    gone(facts);
  }

  @Test
  void norDoesAnExplanationLeaveAnything() throws Exception {
    List<WeakReference<Facts>> facts = decided(new LeafShop(folder).load(), (bot, one) -> {
      bot.router().route(one);
      bot.router().why(one, 3);
    });

    new LeafShop(folder).load();

    gone(facts);
  }

  @Test
  void rulesOfABotsOwnGoWithTheirVersion() throws Exception {
    LeafShop own = new LeafShop(folder)
        .with(
            "rules/own.drl",
            "package own\nimport dev.botflow.routing.Facts\nrule \"own\" when Facts(text(\"spend\") == \"\") then end\n");

    gone(decided(own.load(), (bot, one) -> bot.router().route(one)));
  }

  @Test
  void decisionsGoOnWhileVersionsCome() {
    BotVersion bot = new LeafShop(folder).load();
    Happening fresh = new Happening();
    Happening returning = new Happening().returning();

    for (int i = 0; i < 100; i++) {
      assertThat(rule(bot, fresh)).isEqualTo("R10");
      RuleBase.base().slots().forget();
      assertThat(rule(bot, returning)).isEqualTo("R20");
    }
  }

  @Test
  void aRuleThatFailsWithoutAFactCostsNoVersion() {
    Happening fine = new Happening().given("bad", "no");
    RuleBase rules = RuleBase.with(
            List.of(
                new RuleFile(
                    "own.drl",
                    "rule \"own\" when not Facts(text(\"bad\") == \"no\") eval(Integer.parseInt(\"x\") == 1) then end")),
            new Findings())
        .orElseThrow();
    BotVersion bot = new LeafShop(folder).load();
    DroolsRouter router = new DroolsRouter(rules, ((DroolsRouter) bot.router()).table());
    router.route(fine.facts(bot, fine.text("my parcel, please")));

    rules.slots().forget();

    assertThat(router.route(fine.facts(bot, fine.text("my parcel, please"))).rule())
        .isEqualTo("R10");
  }

  private static String rule(BotVersion bot, Happening someone) {
    return bot.router()
        .route(someone.facts(bot, someone.text("my parcel, please")))
        .rule();
  }

  /** Each of several threads does it, and stays: its rule session is kept for it. */
  private static List<WeakReference<Facts>> decided(
      BotVersion bot, BiConsumer<BotVersion, Facts> what) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<WeakReference<Facts>>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Happening someone = new Happening();
        done.add(threads.submit(() -> {
          Facts facts = someone.facts(bot, someone.text("hello"));
          what.accept(bot, facts);
          return new WeakReference<>(facts);
        }));
      }
      List<WeakReference<Facts>> facts = new ArrayList<>();
      for (Future<WeakReference<Facts>> one : done) {
        facts.add(one.get());
      }
      return facts;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void gone(List<WeakReference<Facts>> facts) {
    await().until(() -> {
      System.gc();
      return facts.stream().allMatch(one -> one.get() == null);
    });
  }
}
