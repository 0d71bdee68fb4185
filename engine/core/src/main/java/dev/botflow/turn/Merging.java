package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two contacts become one: the loser's record goes under the survivor's. What the survivor knows wins, what only the
 * loser knows is added, and who opted out anywhere stays so. Of two open runs the later active one stays.
 *
 * @param session the survivor's, of its stored version
 * @param absorbed the loser's next version: nothing is left but what it opted out of,
 *     and its identities
 * @param ended the survivor's runs that gave way
 * @param left the loser's runs that gave way
 * @param moved the loser's runs that go on under the survivor; their timers are set anew
 */
record Merging(
    Session session, Session absorbed, List<Run> ended, List<Run> left, List<Run> moved) {

  /** @param contactId the survivor's id, which messages go to from now on */
  static Merging of(Session survivor, Session loser, @Nullable String contactId) {
    // A call's result comes back to the lane it was made on, so a run that waits for one cannot
    // move.
    List<Run> movable = loser.runs().stream()
        .filter(run -> !(run.waiting() instanceof Wait.ForResult))
        .toList();
    boolean movesIn = !movable.isEmpty()
        && (survivor.runs().isEmpty() || lastActive(loser).isAfter(lastActive(survivor)));
    Session active = movesIn ? loser : survivor;
    Session other = movesIn ? survivor : loser;
    List<Run> left = new ArrayList<>(loser.runs());
    if (movesIn) {
      left.removeAll(movable);
    }
    Address replyTo = active.replyTo() != null ? active.replyTo() : other.replyTo();
    Session merged = survivor.toBuilder()
        .contact(joined(survivor.contact(), loser.contact()))
        .variables(joined(survivor.variables(), loser.variables()))
        .runs(movesIn ? movable : survivor.runs())
        .runCount(Math.max(survivor.runCount(), loser.runCount()))
        .misses(active.misses())
        .lastFlow(active.lastFlow() != null ? active.lastFlow() : other.lastFlow())
        .known(survivor.known() || loser.known())
        .agentActive(survivor.agentActive() || loser.agentActive())
        .optedOut(union(survivor.optedOut(), loser.optedOut()))
        .optedOutOfAll(survivor.optedOutOfAll() || loser.optedOutOfAll())
        .optedBackIn(backIn(survivor, loser))
        .replyTo(
            replyTo == null || replyTo.contactId() == null
                ? replyTo
                : replyTo.withContact(contactId))
        .identities(joined(survivor.identities(), loser.identities()))
        .buttons(active.buttons())
        .sent(sent(other, active))
        .expiresAt(later(survivor.expiresAt(), loser.expiresAt()))
        .heard(heard(survivor, loser))
        .build();
    return new Merging(
        merged,
        emptied(loser),
        movesIn ? survivor.runs() : List.of(),
        left,
        movesIn ? movable : List.of());
  }

  private static Session emptied(Session loser) {
    return Session.fresh(loser.key()).toBuilder()
        .version(loser.version() + 1)
        .runCount(loser.runCount())
        .known(loser.known())
        .optOutsOf(loser)
        // An erasure of the survivor has to find what was kept under them.
        .identities(loser.identities())
        .build();
  }

  private static Instant lastActive(Session session) {
    Stream<Instant> waits = session.runs().stream()
        .map(run -> run.waiting() == null ? run.startedAt() : run.waiting().since());
    return Stream.concat(waits, session.heard().values().stream())
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static <K, V> Map<K, V> joined(Map<K, V> wins, Map<K, V> adds) {
    Map<K, V> joined = new LinkedHashMap<>(wins);
    adds.forEach(joined::putIfAbsent);
    return joined;
  }

  private static Set<Channel> union(Set<Channel> one, Set<Channel> other) {
    Set<Channel> union = new LinkedHashSet<>(one);
    union.addAll(other);
    return union;
  }

  /** A channel counts as opted in again only if neither contact is opted out on it. */
  private static Set<Channel> backIn(Session survivor, Session loser) {
    Set<Channel> backIn = union(survivor.optedBackIn(), loser.optedBackIn());
    backIn.removeIf(channel -> survivor.optedOutOn(channel) || loser.optedOutOn(channel));
    return backIn;
  }

  private static Map<Channel, Instant> heard(Session survivor, Session loser) {
    Map<Channel, Instant> heard = new LinkedHashMap<>(survivor.heard());
    loser
        .heard()
        .forEach(
            (channel, at) -> heard.merge(channel, at, (one, two) -> one.isAfter(two) ? one : two));
    return heard;
  }

  private static List<SentMessage> sent(Session older, Session newer) {
    List<SentMessage> sent = new ArrayList<>(older.sent());
    sent.addAll(newer.sent());
    return sent.size() <= Session.MAX_SENT
        ? sent
        : sent.subList(sent.size() - Session.MAX_SENT, sent.size());
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
