package dev.botflow.scenario;

import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Situation;
import dev.botflow.routing.Why;
import dev.botflow.session.Session;
import dev.botflow.turn.SessionUpdate;
import dev.botflow.turn.TurnRunner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rule base says to one event, without running or storing anything.
 *
 * @param facts what it was asked on
 * @param decision what it would do
 * @param why the rows that lost, the nearest first
 */
public record RoutingPreview(Facts facts, Decision decision, List<Why> why) {
  public RoutingPreview {
    why = List.copyOf(why);
  }

  /**
   * Asks.
   *
   * @param stored the contact's session before the event
   * @param hostFacts what a host would add
   * @param at the time that facts about time use
   * @param anyDelivery true to route delivery reports without asking whose message they are about
   * @param limit how many losing rows to name
   */
  public static RoutingPreview of(
      BotVersion bot,
      InboundEvent event,
      Session stored,
      Map<String, Object> hostFacts,
      Instant at,
      boolean anyDelivery,
      int limit) {
    Session session = SessionUpdate.of(stored, event, bot.bot().settings(), at).session();
    Facts facts =
        Facts.of(new Situation(event, session, BotVersions.of(bot), hostFacts, at, anyDelivery));
    // The same two ways around the rule base as in a turn.
    if (TurnRunner.continues(event, session)) {
      return new RoutingPreview(facts, new Decision.Continue(), List.of());
    }
    if (event.key().isApp()) {
      return new RoutingPreview(
          facts, new Decision.Ignore(null, "the event concerns no contact"), List.of());
    }
    Decision decision = bot.router().route(facts);
    return new RoutingPreview(facts, decision, bot.router().why(facts, limit));
  }

  /** The flow that was chosen; null if none was. */
  public @Nullable String flow() {
    if (decision instanceof Decision.Start start) {
      return start.flow();
    }
    if (decision instanceof Decision.Interrupt interrupt) {
      return interrupt.flow();
    }
    return decision instanceof Decision.Suppressed suppressed ? suppressed.flow() : null;
  }
}
