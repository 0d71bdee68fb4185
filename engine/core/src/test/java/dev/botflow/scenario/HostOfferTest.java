package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.BotFlow;
import dev.botflow.error.BotBrokenException;
import dev.botflow.flow.Texts;
import dev.botflow.routing.BotVersion;
import dev.botflow.store.memory.MemoryStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A bot that names what its host does not have would fail in front of a contact: the engine does not start with it. */
class HostOfferTest {
  private static final BotVersion BOT = Talk.bot(
      new PlainRouter("f"), Texts.none(), "facts: { Plan: plan, City: address.city }\n", """
      flow: f
      steps:
      - { id: find, do: shop.findOder, save: order }
      - { id: pay, do: pay }
      - { id: desk, handover: { queue: q } }
      """);

  private static BotFlow.Builder engine() {
    return BotFlow.builder()
        .bot(BOT)
        .action("shop.findOrder", request -> CompletableFuture.completedFuture(null));
  }

  @Test
  void namesEachStepAndEachFactAtItsPlace() {
    assertThatThrownBy(() ->
            engine().facts(Set.of("plans"), event -> new LinkedHashMap<>()).build())
        .isInstanceOf(BotBrokenException.class)
        .hasMessage(
            "test was refused:\n"
                + "  flows/test.yaml:3: f.find: expected an action that the host has (shop.findOrder), but was"
                + " \"shop.findOder\" (did you mean \"shop.findOrder\"?)\n"
                + "  flows/test.yaml:4: f.pay: expected an action that the host has (shop.findOrder), but was \"pay\"\n"
                + "  flows/test.yaml:5: f.desk: expected a host with an agent desk, but it has none\n"
                + "  bot.yaml: facts: Plan: expected a fact that the host gives (plans), but was \"plan\" (did you mean"
                + " \"plans\"?)\n"
                + "  bot.yaml: facts: City: expected a fact that the host gives (plans), but was \"address.city\"");
  }

  @Test
  void startsWithWhatIsThereOrMissingOnPurpose() {
    engine()
        .absent("shop.findOder", "pay", "handover", "plan")
        .facts(Set.of("address"), event -> new LinkedHashMap<>())
        .build()
        .close();
    engine()
        .absent("shop.findOder", "pay")
        .desk(request -> CompletableFuture.completedFuture(null))
        .facts(event -> new LinkedHashMap<>())
        .build()
        .close();
  }

  @Test
  void leavesTheStoreToOthersWhenItRefuses() {
    MemoryStore store = new MemoryStore(Clock.systemUTC());
    assertThatThrownBy(() -> engine().store(store).build()).isInstanceOf(BotBrokenException.class);

    try (BotFlow next =
        engine().store(store).absent("shop.findOder", "pay", "handover").build()) {
      assertThat(next.waiting()).isZero();
    }
  }
}
