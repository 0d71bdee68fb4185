package dev.botflow.session;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * Something to do at a moment.
 *
 * @param id unique in its session
 * @param key its session
 * @param context who it concerns, for the event it becomes
 * @param dueAt when
 */
public record Timer(String id, SessionKey key, ChannelContext context, Instant dueAt) {
  private static final String FIRING = "timer:";

  /** The dedupe key of the event it becomes. */
  public String firing() {
    return firing(key, id, dueAt);
  }

  /** The dedupe key of the event that a timer becomes. */
  public static String firing(SessionKey key, String id, Instant dueAt) {
    // A digest, since the key of a session may be a phone number, and the journal outlives an
    // erasure.
    String text = String.join("\n", key.value(), id, dueAt.toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return FIRING + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** True for the dedupe key of an event that a timer became. */
  public static boolean isFiring(String dedupeKey) {
    return dedupeKey.startsWith(FIRING);
  }

  /** The app whose timer it is; empty if it has none. */
  public String appId() {
    return context.appId() == null ? "" : context.appId();
  }
}
