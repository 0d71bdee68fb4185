package dev.botflow.store;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Trace;
import java.time.Instant;

/**
 * A turn as its trace tells of it.
 *
 * @param number its place among all turns; of two the later one has the greater
 * @param key whose it was
 * @param version the session's version it made
 * @param event the dedupe key of the event it handled
 * @param at when it ran
 * @param trace what it did; with what was said where that is kept
 */
public record StoredTurn(
    long number, SessionKey key, long version, String event, Instant at, Trace trace) {

  /** Ids only. */
  @Override
  public String toString() {
    return "StoredTurn[" + number + ", version " + version + ", " + at + "]";
  }
}
