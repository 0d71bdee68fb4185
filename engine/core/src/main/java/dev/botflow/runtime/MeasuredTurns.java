package dev.botflow.runtime;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.session.SentMessage;
import dev.botflow.store.OutboxRow;
import dev.botflow.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns, reported to the host's telemetry once they are stored. */
final class MeasuredTurns {
  private final Turns turns;
  private final Telemetry telemetry;

  MeasuredTurns(Turns turns, Telemetry telemetry) {
    this.turns = turns;
    this.telemetry = telemetry;
  }

  /** Asks the host, which may take its time. */
  Map<String, Object> hostFacts(InboundEvent event) {
    return turns.hostFacts(event);
  }

  /** @param hosts what the host adds to the facts */
  Turn handle(InboundEvent event, Map<String, Object> hosts) {
    long start = System.nanoTime();
    long[] decision = new long[1];
    Turn turn = turns.handle(event, hosts, nanos -> decision[0] = nanos);
    tell(event, turn, start, decision[0]);
    return turn;
  }

  /** Handles an event without the host's facts if the contact opts out by it; empty if nothing happened. */
  Optional<Turn> handleOptOut(InboundEvent event) {
    long start = System.nanoTime();
    long[] decision = new long[1];
    Optional<Turn> handled = turns.handleOptOut(event, nanos -> decision[0] = nanos);
    handled.ifPresent(turn -> tell(event, turn, start, decision[0]));
    return handled;
  }

  private void tell(InboundEvent event, Turn turn, long start, long decision) {
    ChannelContext about = event.context();
    telemetry.turned(new Telemetry.Measured(
        about.appId() == null ? "" : about.appId(),
        about.channelIdentifier() == null ? null : about.channelIdentifier().name(),
        event.header().trigger(),
        turn.rule(),
        turn.flow(),
        turn.outcome().word(),
        steps(turn),
        Duration.ofNanos(decision),
        Duration.ofNanos(System.nanoTime() - start)));
  }

  private static List<String> steps(Turn turn) {
    Set<String> ids =
        turn.commit().outbox().stream().map(OutboxRow::id).collect(Collectors.toSet());
    return turn.commit().session().sent().stream()
        .filter(sent -> sent.ofFlow() && ids.contains(sent.id()))
        .map((SentMessage sent) -> sent.flow() + "." + sent.step())
        .toList();
  }
}
