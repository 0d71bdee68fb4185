package dev.botflow.store;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that was given up and is kept for people to look at. What a message says stays in the store.
 *
 * @param number its place among the dead letters; of two of one kind the later one has the greater
 * @param id a message's id, an event's dedupe key, a timer's or a call's id
 * @param key its session
 * @param attempts attempts made to send a message; 0 for anything else
 * @param reason why it was given up, without personal data
 * @param unknown true for a message that may have been sent
 * @param since when it was given up
 * @param event the event with its bytes; null for anything else
 * @param channel the channel of a message, timer or call; null where nobody knows it, as of most events
 */
public record DeadLetter(
    long number,
    Kind kind,
    String id,
    SessionKey key,
    int attempts,
    String reason,
    boolean unknown,
    Instant since,
    @Nullable InboxEntry event,
    @Nullable Channel channel) {
  private static final int PAGE = 200;

  /** One of which nobody knows the channel. */
  public DeadLetter(
      long number,
      Kind kind,
      String id,
      SessionKey key,
      int attempts,
      String reason,
      boolean unknown,
      Instant since,
      @Nullable InboxEntry event) {
    this(number, kind, id, key, attempts, reason, unknown, since, event, null);
  }

  /** What was given up. */
  public enum Kind {
    MESSAGE,
    EVENT,
    TIMER,
    CALL;

    public static final Set<Kind> ALL = Collections.unmodifiableSet(EnumSet.allOf(Kind.class));
  }

  /** All of some kinds, read from a store page by page. */
  public static Stream<DeadLetter> all(Upkeep store, Set<Kind> kinds) {
    return Stream.iterate(
            store.deadLetters(kinds, 0, PAGE),
            page -> !page.isEmpty(),
            page -> store.deadLetters(kinds, page.get(page.size() - 1).number(), PAGE))
        .flatMap(List::stream);
  }

  /** The app's id; empty where nobody knows it. */
  public String appId() {
    return event == null ? key.appId() : event.appId();
  }

  /**
   * A page of those that somebody means, in the order of {@link #number}.
   *
   * @param after only those of a greater number; 0 for the first page
   */
  public static List<DeadLetter> page(
      Upkeep store, DeadLetterFilter filter, long after, int limit) {
    List<DeadLetter> found = new ArrayList<>();
    long from = after;
    List<DeadLetter> page;
    do {
      page = store.deadLetters(filter.kinds(), from, PAGE);
      for (DeadLetter letter : page) {
        from = letter.number();
        if (found.size() < limit && filter.takes(letter)) {
          found.add(letter);
        }
      }
    } while (!page.isEmpty() && found.size() < limit);
    return found;
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "DeadLetter[" + kind + " " + id + ", " + attempts + " attempts, " + reason + ", since "
        + since + "]";
  }
}
