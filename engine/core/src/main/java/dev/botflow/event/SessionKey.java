package dev.botflow.event;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Whose session an event belongs to: app and contact id; without a contact id (DISPATCH mode) app, channel and
 * identity; for events of neither, the app's own lane, in which no flow starts. Lane, lock and contact record in one.
 *
 * @param value the key as text; parts are escaped, so two different keys never have the same text
 */
public record SessionKey(String value) implements Comparable<SessionKey> {

  public static SessionKey of(ChannelContext context) {
    String app = part(context.appId() == null ? "" : context.appId());
    if (context.contactId() != null) {
      return new SessionKey(app + "/contact/" + part(context.contactId()));
    }
    if (context.channelIdentifier() != null && context.channelIdentity() != null) {
      String identity = context.channelIdentity();
      // Phone identities come with and without +, even in one body (the Conversation API
      // documentation).
      String bare = identity.startsWith("+") ? identity.substring(1) : identity;
      String channel = part(context.channelIdentifier().name());
      // A channel of that name is not the contacts' place. No other name is written like this.
      return new SessionKey(
          app + "/" + (channel.equals("contact") ? "%63ontact" : channel) + "/" + part(bare));
    }
    return new SessionKey(app + "/app");
  }

  /** The lane of what concerns an app and no contact. */
  public static SessionKey ofApp(String appId) {
    return SessionKey.of(new ChannelContext(null, null, null, appId, null, null));
  }

  /** What every key of an app begins with, and no key of another. */
  public static String prefixOfApp(String appId) {
    return part(appId) + "/";
  }

  /** True if this is a session of the app. */
  public boolean isOf(String appId) {
    return value.startsWith(prefixOfApp(appId));
  }

  /** The app's part of the key: equal for two sessions of one app, and for no two of different apps. */
  public String appPart() {
    return value.substring(0, Math.max(0, value.indexOf('/')));
  }

  /** The app's id; empty for events that named none. */
  public String appId() {
    String part = appPart();
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Half of a surrogate pair, which stands as it is written.
      return part;
    }
  }

  /** True for the lane of an app's own events, which have no contact. */
  public boolean isApp() {
    return value.endsWith("/app") && value.indexOf('/') == value.length() - 4;
  }

  private static String part(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
        return escaped(text);
      }
    }
    return text; // As ids are; most keys cost nothing then.
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isHalf(text, i)) {
        // UTF-8 knows no half of a surrogate pair: all of them would become one question mark.
        escaped
            .append(URLEncoder.encode(text.substring(from, i), StandardCharsets.UTF_8))
            .append("%u")
            .append(Integer.toHexString(text.charAt(i)));
        from = i + 1;
      }
    }
    return escaped
        .append(URLEncoder.encode(text.substring(from), StandardCharsets.UTF_8))
        .toString();
  }

  private static boolean isHalf(String text, int at) {
    int first = Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    boolean paired = first >= 0
        && first + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(first), text.charAt(first + 1));
    return Character.isSurrogate(text.charAt(at)) && !paired;
  }

  @Override
  public int compareTo(SessionKey other) {
    return value.compareTo(other.value);
  }
}
