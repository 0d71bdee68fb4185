package dev.botflow.testkit.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports from what was seen whether the promises were kept: what was acknowledged at the door, what the store says was
 * applied, what the other side got. It believes nothing the engine says of itself beyond that, and knows only ids: of
 * events (any, as long as they are the same on both sides), sessions and messages.
 *
 * <pre>{@code
 * HistoryChecker history = new HistoryChecker();
 * history.acknowledged("contact 1", "event 1");
 * history.applied("contact 1", 1, "event 1");
 * history.planned("contact 1", "message 1");
 * history.sent("message 1");
 *
 * history.check().assertSound();
 * System.out.println(history.check().summary());
 * }</pre>
 *
 * <p>Safe for use by many threads; what is reported of one session is reported in order.
 */
public final class HistoryChecker {
  private final Map<String, List<String>> acknowledged = new LinkedHashMap<>();
  private final Set<String> unordered = new LinkedHashSet<>();
  private final Map<String, List<Applied>> applied = new LinkedHashMap<>();
  private final Set<String> own = new LinkedHashSet<>();
  private final Map<String, Integer> scheduled = new LinkedHashMap<>();
  private final Set<String> pending = new LinkedHashSet<>();
  private final Set<String> ignored = new LinkedHashSet<>();
  private final Set<String> dead = new LinkedHashSet<>();
  private final Map<String, List<String>> planned = new LinkedHashMap<>();
  private final List<String> sent = new ArrayList<>();
  private final Map<String, Integer> unknown = new LinkedHashMap<>();
  private final Set<String> recorded = new LinkedHashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> deadLetters = new LinkedHashSet<>();
  private final Map<String, Integer> met = new LinkedHashMap<>();
  private int crashes;

  /** A turn as stored: the session's version it made, and the event it handled; null for one of another session. */
  private record Applied(long version, @Nullable String event) {}

  /** An event of a session was answered 2xx; of one session in the order of acceptance. */
  public synchronized void acknowledged(String session, String event) {
    acknowledged.computeIfAbsent(session, none -> new ArrayList<>()).add(event);
  }

  /** An event was answered 2xx, in no known order with others of its session. */
  public synchronized void acknowledged(String event) {
    unordered.add(event);
  }

  /** The store has a turn of this event, which made this version of the session. */
  public synchronized void applied(String session, long version, String event) {
    applied.computeIfAbsent(session, none -> new ArrayList<>()).add(new Applied(version, event));
  }

  /**
   * A turn of another session made this version as well, as where two contacts become one; reported in order among the turns of
   * its own.
   */
  public synchronized void absorbed(String session, long version) {
    applied.computeIfAbsent(session, none -> new ArrayList<>()).add(new Applied(version, null));
  }

  /** An event of the engine's own that is applied without anybody having sent it, such as a timer or a result. */
  public synchronized void own(String event) {
    own.add(event);
  }

  /**
   * A turn that was stored set a timer or made a call that becomes this event of the engine's own; called once for each
   * time. Once one is reported, all are: no other may be applied, and none oftener.
   */
  public synchronized void scheduled(String event) {
    scheduled.merge(event, 1, Integer::sum);
  }

  /** The store has this event waiting. */
  public synchronized void pending(String event) {
    pending.add(event);
  }

  /** The store says this event was deliberately not handled. */
  public synchronized void ignored(String event) {
    ignored.add(event);
  }

  /** The store keeps this event as one that cannot be handled. */
  public synchronized void buried(String event) {
    dead.add(event);
  }

  /** A turn that was stored said this message; of one session in order. */
  public synchronized void planned(String session, String message) {
    planned.computeIfAbsent(session, none -> new ArrayList<>()).add(message);
  }

  /** The other side took this message; called once for each time, in order. */
  public synchronized void sent(String message) {
    sent.add(message);
  }

  /** The sender learned that the outcome of an attempt at this message is not known; once for each. */
  public synchronized void unknown(String message) {
    unknown.merge(message, 1, Integer::sum);
  }

  /** The store has on record that the outcome of an attempt at this message was not known at some time. */
  public synchronized void recorded(String message) {
    recorded.add(message);
  }

  /** The engine crashed while it was sending these messages: of each of these attempts it cannot know the outcome. */
  public synchronized void crashed(Collection<String> underWay) {
    crashed(underWay, Map.of());
  }

  /**
   * The same with how much else was under way, so that {@link HistoryReport#met} can tell what the crashes fell on.
   *
   * @param work how much, by a name for each kind of work, such as {@code accepted}
   */
  public synchronized void crashed(Collection<String> underWay, Map<String, Integer> work) {
    crashes++;
    work.forEach((kind, much) -> met.merge(kind, much > 0 ? 1 : 0, Integer::sum));
    underWay.forEach(message -> unknown.merge(message, 1, Integer::sum));
  }

  /** The store has this message waiting to be sent. */
  public synchronized void waiting(String message) {
    waiting.add(message);
  }

  /** The store keeps this message as given up. */
  public synchronized void deadLetter(String message) {
    deadLetters.add(message);
  }

  /** Compares everything that was reported. */
  public synchronized HistoryReport check() {
    List<String> violations = new ArrayList<>();
    Map<String, Integer> turns = turns(violations);
    int accepted = events(turns, violations);
    order(violations);
    int duplicates = messages(violations);
    String summary = String.format(
        "%d accepted = %d pending + %d applied + %d dead + %d ignored; %d own; %d sessions; %d messages, %d sent,"
            + " %d duplicates of %d unknown outcomes, %d dead letters, %d waiting; %d crashes; %d violations",
        accepted,
        pending.size(),
        turns.keySet().stream().filter(event -> !own.contains(event)).count(),
        dead.size(),
        ignored.size(),
        own.size(),
        applied.size(),
        planned.values().stream().mapToInt(List::size).sum(),
        sent.size(),
        duplicates,
        unknown.values().stream().mapToInt(Integer::intValue).sum(),
        deadLetters.size(),
        waiting.size(),
        crashes,
        violations.size());
    return new HistoryReport(summary, violations, met);
  }

  /** How often each event was applied. */
  private Map<String, Integer> turns(List<String> violations) {
    Map<String, Integer> turns = new LinkedHashMap<>();
    applied.forEach((session, all) -> {
      long expected = 1;
      for (Applied one : all) {
        if (one.version() != expected) {
          violations.add("session " + session + ": expected version " + expected + ", but was "
              + one.version()
              + (one.event() == null ? " of another session" : " of event " + one.event()));
        }
        expected = one.version() + 1;
        if (one.event() != null) {
          turns.merge(one.event(), 1, Integer::sum);
        }
      }
    });
    turns.forEach((event, times) -> {
      boolean counted = own.contains(event) && !scheduled.isEmpty();
      int most = counted ? scheduled.getOrDefault(event, 0) : 1;
      if (times > most) {
        violations.add("event " + event + ": expected to be applied "
            + (most == 1 ? "once" : most + " times") + ", but was " + times);
      }
    });
    return turns;
  }

  /** Each event is in one place; gives how many the store accepted. */
  private int events(Map<String, Integer> turns, List<String> violations) {
    Map<String, List<String>> places = new LinkedHashMap<>();
    turns.keySet().stream()
        .filter(event -> !own.contains(event))
        .forEach(event -> place(places, event, "applied"));
    pending.forEach(event -> place(places, event, "pending"));
    ignored.forEach(event -> place(places, event, "ignored"));
    dead.forEach(event -> place(places, event, "dead"));
    places.forEach((event, all) -> {
      if (all.size() > 1) {
        violations.add(
            "event " + event + ": expected in one place, but was " + String.join(" and ", all));
      }
    });
    Set<String> promised = new LinkedHashSet<>(unordered);
    acknowledged.values().forEach(promised::addAll);
    promised.stream()
        .filter(event -> !places.containsKey(event) && !turns.containsKey(event))
        .forEach(event -> violations.add("event " + event + ": acknowledged, but lost"));
    return places.size();
  }

  private static void place(Map<String, List<String>> places, String event, String where) {
    places.computeIfAbsent(event, none -> new ArrayList<>()).add(where);
  }

  /** What was acknowledged of a session was applied in that order. */
  private void order(List<String> violations) {
    acknowledged.forEach((session, expected) -> {
      Set<String> asked = new LinkedHashSet<>(expected);
      List<String> found = applied.getOrDefault(session, List.of()).stream()
          .map(Applied::event)
          .filter(event -> event != null && asked.contains(event))
          .toList();
      Set<String> foundOnce = new LinkedHashSet<>(found);
      List<String> there = asked.stream().filter(foundOnce::contains).toList();
      if (!found.equals(there)) {
        violations.add(
            "session " + session + ": expected the order " + there + ", but was " + found);
      }
    });
  }

  /** Gives how many sends were one too many. */
  private int messages(List<String> violations) {
    Map<String, Integer> times = new LinkedHashMap<>();
    sent.forEach(message -> times.merge(message, 1, Integer::sum));
    Set<String> known = new LinkedHashSet<>();
    planned.forEach((session, messages) -> {
      for (String message : messages) {
        if (!known.add(message)) {
          violations.add("message " + message + ": expected one turn that says it, but were more");
        }
        if (!times.containsKey(message)
            && !waiting.contains(message)
            && !deadLetters.contains(message)) {
          violations.add("message " + message + ": said by a stored turn, but never sent");
        }
      }
      sendOrder(session, messages, violations);
    });
    int duplicates = 0;
    for (Map.Entry<String, Integer> one : times.entrySet()) {
      String message = one.getKey();
      int extra = one.getValue() - 1;
      duplicates += extra;
      if (!known.contains(message)) {
        violations.add("message " + message + ": sent, but no stored turn said it");
      }
      if (extra > unknown.getOrDefault(message, 0)) {
        violations.add("message " + message + ": sent " + one.getValue()
            + " times, but its outcome was unknown " + unknown.getOrDefault(message, 0) + " times");
      }
      if (extra > 0 && !recorded.contains(message)) {
        violations.add("message " + message + ": sent " + one.getValue()
            + " times, but no doubt of its outcome is on record");
      }
    }
    return duplicates;
  }

  private void sendOrder(String session, List<String> messages, List<String> violations) {
    Set<String> ofSession = new LinkedHashSet<>(messages);
    Set<String> firsts =
        new LinkedHashSet<>(sent.stream().filter(ofSession::contains).toList());
    List<String> expected = ofSession.stream().filter(firsts::contains).toList();
    List<String> found = List.copyOf(firsts);
    if (!found.equals(expected)) {
      violations.add("session " + session + ": expected its messages in the order " + expected
          + ", but were sent as " + found);
    }
  }
}
