package dev.botflow.store;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.TurnTexts;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What anybody may ask of a store or do to it, beside whoever owns its sessions: lists, counts, dead letters and erasure.
 * What an erasure leaves is the journal: dedupe keys, ids of messages, states and times, without which a repeated event
 * would act again. Safe for use by many threads.
 */
public interface Upkeep {

  /** How the store stands; counts events that wait, so not for every event. */
  StoreCounts counts(Instant now);

  /** What the latest turns of this session did, oldest first, as far as kept; without what was said. */
  List<Trace> traces(SessionKey key);

  /** The ids of messages whose outcome was unknown at some time: of those waiting, given up, and sent within the window. */
  List<String> unknownOutcomes();

  /**
   * A page of what was given up, in the order of {@link DeadLetter#number}: of each kind the oldest first.
   *
   * @param after only those of a greater number; 0 for the first page
   */
  List<DeadLetter> deadLetters(Set<DeadLetter.Kind> kinds, long after, int limit);

  /**
   * Puts a message back at the end of its session's queue, as one that was tried once; or lets an event wait again, behind
   * all others, which {@link Shard#replayed} finds until it was handled. Timers and calls are not tried again.
   *
   * @param now when the message counts as written
   * @return false if no message or event of this id was given up
   */
  boolean replay(String id, Instant now);

  /** Forgets what was given up under this id; false if there is nothing. */
  boolean drop(String id);

  /**
   * Erases all of one session: the record itself with its opt-outs, events waiting and given up, messages waiting and
   * given up, timers, calls and traces. An event that waited counts as ignored. Safe while a turn of the session runs: that
   * turn finds its session stale.
   *
   * @return what there was, by kind
   */
  Erased erase(SessionKey key);

  /**
   * The sessions of an app whose contact has this identity, whatever they are kept under; looks at all of them. One that
   * cannot be read counts if it holds the identity as a whole.
   *
   * @param identity as channels write it; phone numbers with or without {@code +}
   */
  List<SessionKey> sessionsOf(String appId, Channel channel, String identity);

  /**
   * The sessions of contacts that were merged into that of this one ({@link Commit#absorbed}), and that of the contact into
   * which this one was merged; none that was erased since. Messages, events and traces of before the merge are still kept
   * under each contact's own.
   */
  List<SessionKey> mergedWith(SessionKey key);

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
   * before.
   *
   * @param apps of whose sessions
   * @return rows erased
   */
  int eraseOlder(AppScope apps, Instant before);

  /** The same of all apps. */
  default int eraseOlder(Instant before) {
    return eraseOlder(AppScope.all(), before);
  }

  /**
   * Erases what was said in turns, and kept with their traces, where its time is over ({@link TurnTexts#until}).
   *
   * @return turns whose texts were erased
   */
  int eraseTexts(Instant now);

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
