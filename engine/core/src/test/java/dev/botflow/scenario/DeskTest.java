package dev.botflow.scenario;

import static dev.botflow.scenario.Wire.accepting;
import static dev.botflow.scenario.Wire.give;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.runtime.AgentDesk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A conversation goes to the host's desk of people, and comes back. */
class DeskTest {
  private static final String PERSON = """
      flow: f
      on_error: sorry
      steps:
      - { id: desk, handover: { queue: people, open: "A colleague is here.", then: bye } }
      - { id: bye, say: "That was a colleague.", next: end }
      - { id: sorry, say: "Nobody is here." }
      """;

  private final Wire wire = accepting();

  private BotFlow engine(AgentDesk desk) {
    BotFlow engine = Wire.engine(PERSON).desk(desk).build();
    engine.connect("APP", wire);
    return engine;
  }

  /** A desk tells when it took a conversation; what else it gives, such as a ticket, is the host's own. */
  @Test
  void aDeskThatGivesATicketOfItsOwnTookTheConversation() {
    Object ticket = new Object();
    try (BotFlow engine = engine(request -> CompletableFuture.completedFuture(ticket))) {
      give(engine, "e1", "C1", "hello");

      await().until(() -> wire.taken().equals(List.of("C1 A colleague is here.")));
    }
  }

  @Test
  void theBotIsSilentUntilTheAgentLeft() {
    try (BotFlow engine = engine(request -> CompletableFuture.completedFuture(null))) {
      give(engine, "e1", "C1", "hello");
      await().until(() -> wire.taken().size() == 1);
      give(engine, "e2", "C1", "hello?");
      await().until(() -> engine.waiting() == 0);
      assertThat(wire.taken()).hasSize(1);

      engine.agentLeft(Wire.context("APP", "C1"));

      await().until(() -> wire.taken().size() == 2);
      assertThat(wire.taken())
          .containsExactly("C1 A colleague is here.", "C1 That was a colleague.");
    }
  }

  @Test
  void aDeskThatFailsLeadsToTheErrorExit() {
    try (BotFlow engine =
        engine(request -> CompletableFuture.failedFuture(new IllegalStateException("closed")))) {
      give(engine, "e1", "C1", "hello");

      await().until(() -> wire.taken().equals(List.of("C1 Nobody is here.")));
    }
  }
}
