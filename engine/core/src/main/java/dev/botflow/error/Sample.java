package dev.botflow.error;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that shows a finding, and the facts it has to meet; made up, of nobody. In the engine's words: who speaks a
 * platform's language makes its own event of it.
 *
 * @param at when it happens
 * @param given facts of the session and the host by name, such as {@code returning} to true
 * @param kind what happens, in the words of the column What happened
 * @param channel the channel by its name; null for none
 * @param text what the contact writes; null for no text
 * @param postback what comes with a tapped button; null for no button
 * @param reason the reason of a delivery report; null for none
 * @param app the app's id
 * @param contact the contact's id
 */
public record Sample(
    Instant at,
    Map<String, Object> given,
    String kind,
    @Nullable String channel,
    @Nullable String text,
    @Nullable String postback,
    @Nullable String reason,
    String app,
    String contact) {
  public Sample {
    given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /** The same event with other facts and another reason of a delivery report. */
  public Sample with(Map<String, Object> facts, @Nullable String otherReason) {
    return new Sample(at, facts, kind, channel, text, postback, otherReason, app, contact);
  }

  /** A text on a channel, from a new contact. */
  public static Sample text(Instant at, @Nullable String channel, String text) {
    return new Sample(
        at,
        new LinkedHashMap<>(),
        "text",
        channel,
        text,
        null,
        null,
        "sample-app",
        "sample-contact");
  }
}
