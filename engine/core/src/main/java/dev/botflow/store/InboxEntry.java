package dev.botflow.store;

import dev.botflow.event.SessionKey;
import java.time.Instant;

/**
 * An event as it is kept: raw, so that a later version reads it better.
 *
 * @param dedupeKey equal for two deliveries of the same event
 * @param key the session it belongs to
 * @param appId the app whose transport reads it again
 * @param raw the bytes as they came
 * @param receivedAt when
 */
public record InboxEntry(
    String dedupeKey, SessionKey key, String appId, byte[] raw, Instant receivedAt) {

  /** The same entry with bytes of its own. */
  public InboxEntry copy() {
    return new InboxEntry(dedupeKey, key, appId, raw.clone(), receivedAt);
  }

  @Override
  public String toString() {
    return "InboxEntry[app " + appId + ", " + raw.length + " bytes]";
  }
}
