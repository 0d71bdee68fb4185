package dev.botflow.store;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.store.DeadLetter.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a store gave up, for assertions. */
public final class DeadLetters {
  private DeadLetters() {}

  public static List<DeadLetter> messages(Upkeep store) {
    return of(store, Kind.MESSAGE);
  }

  public static List<DeadLetter> events(Upkeep store) {
    return of(store, Kind.EVENT);
  }

  public static List<DeadLetter> timersAndCalls(Upkeep store) {
    return of(store, Kind.TIMER, Kind.CALL);
  }

  private static List<DeadLetter> of(Upkeep store, Kind... kinds) {
    return DeadLetter.all(store, Set.of(kinds)).toList();
  }

  /** A message that was given up as the first of its store. */
  public static DeadLetter message(
      String id, SessionKey key, int attempts, String reason, boolean unknown, Instant since) {
    return new DeadLetter(
        1, Kind.MESSAGE, id, key, attempts, reason, unknown, since, null, Channel.SMS);
  }
}
