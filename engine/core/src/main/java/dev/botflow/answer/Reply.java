package dev.botflow.answer;

import dev.botflow.event.EventKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contact sent, as far as a question cares.
 *
 * @param kind the kind of message
 * @param text the text, where there is one
 * @param choiceId the choice of the open question whose button was tapped; the caller has made sure that it is ours and
 *     still stands
 * @param value of media {@code url} and {@code caption}; of a location {@code title}, {@code latitude} and {@code
 *     longitude}
 */
public record Reply(
    EventKind kind,
    @Nullable String text,
    @Nullable String choiceId,
    @Nullable Map<String, Object> value) {
  public Reply {
    value = value == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(value));
  }

  /** A written answer. */
  public static Reply text(String text) {
    return new Reply(EventKind.TEXT, text, null, null);
  }

  /** A tapped choice. */
  public static Reply tap(String choiceId) {
    return new Reply(EventKind.BUTTON, null, choiceId, null);
  }

  /** The kind only: what a contact wrote is left out. */
  @Override
  public String toString() {
    return "Reply[" + kind + "]";
  }
}
