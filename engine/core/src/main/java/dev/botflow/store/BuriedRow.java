package dev.botflow.store;

import dev.botflow.event.SessionKey;
import java.time.Instant;

/**
 * A stored row that could not be read or handled and was put aside, so that it does not stop the others.
 *
 * @param kind what it was: timer or call
 * @param key its session
 * @param id its id
 * @param reason what is wrong with it, without personal data
 * @param since when it was put aside
 */
public record BuriedRow(String kind, SessionKey key, String id, String reason, Instant since) {

  /** Ids only. */
  @Override
  public String toString() {
    return "BuriedRow[" + kind + " " + id + ", " + reason + ", since " + since + "]";
  }
}
