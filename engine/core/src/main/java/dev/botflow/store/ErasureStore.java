package dev.botflow.store;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Erases what a store keeps of people. What stays is the journal: dedupe keys, ids of messages, states and times, without
 * which a repeated event would act again.
 */
public interface ErasureStore {

  /**
   * Erases all of one session: the record itself with its opt-outs, events waiting and given up, messages waiting and
   * given up, timers, calls and traces. An event that waited counts as ignored. Safe while a turn of the session runs: that turn finds its
   * session stale.
   *
   * @return rows erased
   */
  int erase(SessionKey key);

  /**
   * The sessions of an app whose contact has this identity, whatever they are kept under; looks at all of them. One that
   * cannot be read counts if it holds the identity as a whole.
   *
   * @param identity as channels write it; phone numbers with or without {@code +}
   */
  default List<SessionKey> sessionsOf(String appId, Channel channel, String identity) {
    return List.of();
  }

  /**
   * The sessions of contacts that were merged into that of this one ({@link Commit#absorbed}), and were not erased since.
   * Messages, events and traces of before are still kept under them.
   */
  List<SessionKey> mergedInto(SessionKey key);

  /** The session of the contact into which this one was merged; empty if it was not, or was erased since. */
  Optional<SessionKey> survivor(SessionKey key);

  /**
   * Erases the events of an app that were given up, belong to no session, and whose bytes hold this.
   *
   * @return events erased
   */
  int eraseUnread(String appId, PersonalDataMatcher mention);

  /**
   * Erases the sessions whose latest turn is older and for which nothing waits (no event, message, timer or call), as
   * {@link #erase} does, except that what a contact opted out of stays ({@link Session#remainder}): age makes no STOP
   * void. A session that cannot be read stays too, since nobody knows what it opted out of. Erases whatever was given up
   * before, of all sessions.
   *
   * @return rows erased
   */
  int eraseOlder(Instant before);

  /**
   * Takes the last bytes of what was erased out of the files, which takes as long as writing all that is kept once.
   *
   * @throws dev.botflow.error.BotFlowException if another process reads the store all the while; ask again later
   */
  void vacuum();

  /**
   * True if bytes may be left of what was erased since the last {@link #vacuum}.
   *
   * @param latest false if that was later
   */
  boolean vacuumPending(Instant latest);
}
