package dev.botflow.session;

import dev.botflow.event.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A text a contact wrote lately and what came of it, both as digests: enough to know the same again, and no text.
 *
 * @param said the digest of what was written
 * @param answered the digest of all that answered it; empty for nothing
 * @param at when it was written, by the event's own time
 * @param handled when it was answered
 */
public record Lately(Channel channel, String said, String answered, Instant at, Instant handled) {
  private static final int KEPT_CHARS = 24;

  /** The digest of a text. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEPT_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
