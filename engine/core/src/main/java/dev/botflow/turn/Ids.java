package dev.botflow.turn;

import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ids nobody can guess that are yet equal in two plays of the same events: keyed hashes (HMAC-SHA256, the first 18
 * bytes as URL-safe Base64, 24 characters) of what they name. Safe for use by many threads.
 */
public final class Ids {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 18;

  // Looking an algorithm up takes a lock of the JDK's that all threads share; a copy takes none.
  private final Mac keyed;

  /** @param key any bytes, at least one; who has them can make ids up */
  public Ids(byte[] key) {
    try {
      this.keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }

  /** The stable id of a message: of session, event, turn and its place among the turn's messages. */
  String message(SessionKey session, InboundEvent event, long turn, int index) {
    return numbered("m", session, event, turn, index);
  }

  /**
   * The id of a message that a host asks for: of its contact and the host's key, and of nothing else, so that it is the
   * same after a restart, whatever the key of these ids.
   */
  public static String ofHost(SessionKey session, String key) {
    return new Ids("host message".getBytes(StandardCharsets.US_ASCII))
        .hash("h", session.value(), key);
  }

  /** The stable id of a call: of session, event, turn and its place among the turn's calls. */
  String call(SessionKey session, InboundEvent event, long turn, int index) {
    return numbered("c", session, event, turn, index);
  }

  // Turns are counted anew once a contact was erased; without the event a host would take the next
  // order for one it has answered.
  private String numbered(
      String kind, SessionKey session, InboundEvent event, long turn, int index) {
    return hash(
        kind,
        session.value(),
        event.header().dedupeKey(),
        Long.toString(turn),
        Integer.toString(index));
  }

  /** What comes back with a button: of session, run, flow, step and choice. */
  String postback(SessionKey session, String run, String flow, String step, String choice) {
    return hash("p", session.value(), run, flow, step, choice);
  }

  private String hash(String... parts) {
    Mac mac = copy();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length goes first, so that no two lists of parts look the same.
      mac.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) ':');
      mac.update(bytes);
    }
    byte[] short18 = java.util.Arrays.copyOf(mac.doFinal(), BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(short18);
  }

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }
}
