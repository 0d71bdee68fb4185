package dev.botflow.runtime;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.session.SentMessage;
import dev.botflow.store.OutboxRow;
import dev.botflow.turn.Turn;
import java.time.Duration;
import java.util.List;
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

  Turn handle(InboundEvent event) {
    long start = System.nanoTime();
    long[] decision = new long[1];
    Turn turn = turns.handle(event, nanos -> decision[0] = nanos);
    ChannelContext about = event.context();
    telemetry.turned(new Telemetry.Measured(
        about.appId() == null ? "" : about.appId(),
        about.channelIdentifier() == null ? null : about.channelIdentifier().name(),
        event.header().trigger(),
        turn.rule(),
        turn.flow(),
        turn.outcome().word(),
        steps(turn),
        Duration.ofNanos(decision[0]),
        Duration.ofNanos(System.nanoTime() - start)));
    return turn;
  }

  private static List<String> steps(Turn turn) {
    Set<String> ids =
        turn.commit().outbox().stream().map(OutboxRow::id).collect(Collectors.toSet());
    return turn.commit().session().sent().stream()
        .filter(sent -> ids.contains(sent.id()))
        .map((SentMessage sent) -> sent.flow() + "." + sent.step())
        .toList();
  }
}
