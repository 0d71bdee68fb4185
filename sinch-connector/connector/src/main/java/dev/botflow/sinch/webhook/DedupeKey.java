package dev.botflow.sinch.webhook;

import dev.botflow.sinch.config.Trigger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key two deliveries of one event share : app, trigger and id; where one id has several reports,
 * also status and channel; without an id the SHA-256 of the body. A request id names the question, not the answer, and
 * one request may ask for several channels, so the channel counts there too.
 */
final class DedupeKey {
  private DedupeKey() {}

  static String of(Trigger trigger, @Nullable String appId, RawEvent draft, byte[] body) {
    String id = draft.id;
    if (id == null) {
      return ofBody(appId, trigger.name(), body);
    }
    StringBuilder key = new StringBuilder(96);
    part(key, appId).append('/').append(trigger.name()).append('/');
    part(key, id);
    String channel = draft.channel != null ? draft.channel : draft.siblingChannel;
    switch (trigger) {
      case MESSAGE_DELIVERY, EVENT_DELIVERY, OPT_IN, OPT_OUT, CAPABILITY -> {
        part(key.append('/'), draft.status);
        part(key.append('/'), channel);
      }
      case BATCH_STATUS_UPDATE -> part(key.append('/'), draft.status);
      case MESSAGE_SUBMIT -> part(key.append('/'), channel);
      default -> {
        // The id alone.
      }
    }
    return key.toString();
  }

  static String ofBody(@Nullable String appId, String trigger, byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      StringBuilder key = new StringBuilder(128);
      return part(key, appId)
          .append('/')
          .append(trigger)
          .append("/sha256:")
          .append(HexFormat.of().formatHex(hash))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Slashes part the key, so those inside a part are escaped. */
  private static StringBuilder part(StringBuilder key, @Nullable String text) {
    if (text != null) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '/' || c == '%') {
          key.append('%').append(c == '/' ? "2F" : "25");
        } else if (Character.isSurrogate(c) && !isPaired(text, i)) {
          // Half of a pair is no UTF-8: a store would keep all of them as one question mark.
          key.append("%u").append(Integer.toHexString(c));
        } else {
          key.append(c);
        }
      }
    }
    return key;
  }

  private static boolean isPaired(String text, int at) {
    int first = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    return first >= 0
        && first + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(first), text.charAt(first + 1));
  }
}
