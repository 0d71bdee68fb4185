package dev.botflow.samples.leafshop;

import java.time.Instant;

/** A kind of work that can be under way when a shop ends, and the rows of its store that show it. */
enum Work {
  ACCEPTED("accepted, not applied", "SELECT COUNT(*) FROM inbox"),
  UNSENT("applied, not sent", "SELECT COUNT(*) FROM outbox WHERE attempting = 0"),
  ATTEMPTING("attempting", "SELECT COUNT(*) FROM outbox WHERE attempting = 1"),
  CALLED("called", "SELECT COUNT(*) FROM calls"),
  /** Of flows: every open conversation has the timer of its session too, which is due in a day. */
  TIMER_SET("timer set", "SELECT COUNT(*) FROM timers WHERE id <> 'session'"),
  TIMER_DUE("timer due", "SELECT COUNT(*) FROM timers WHERE due_at <= %d");

  private static final long NANOS = 1_000_000_000L;

  private final String words;
  private final String rows;

  Work(String words, String rows) {
    this.words = words;
    this.rows = rows;
  }

  /** The query that counts it. */
  String count(Instant now) {
    return String.format(rows, now.getEpochSecond() * NANOS + now.getNano());
  }

  @Override
  public String toString() {
    return words;
  }
}
