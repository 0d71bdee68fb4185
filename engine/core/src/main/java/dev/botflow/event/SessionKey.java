package dev.botflow.event;

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
      return new SessionKey(
          app + "/" + part(context.channelIdentifier().name()) + "/" + part(bare));
    }
    return new SessionKey(app + "/app");
  }

  /** The lane of what concerns an app and no contact. */
  public static SessionKey ofApp(String appId) {
    return SessionKey.of(new ChannelContext(null, null, null, appId, null, null));
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
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(SessionKey other) {
    return value.compareTo(other.value);
  }
}
