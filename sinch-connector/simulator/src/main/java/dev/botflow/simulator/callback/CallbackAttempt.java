package dev.botflow.simulator.callback;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One POST of a callback to a webhook.
 *
 * @param trigger the trigger as Sinch names it, such as {@code MESSAGE_INBOUND}; {@code UNKNOWN} for a body without a
 *     known key
 * @param target where it was posted to
 * @param number 1 for the first attempt of this callback to this target
 * @param status the HTTP status answered; 0 if there was no answer
 * @param failure why there was no answer; null if there was one
 * @param headers the headers it was sent with, signature among them
 * @param body the body as sent
 * @param at when it was sent, by the simulator's clock
 */
public record CallbackAttempt(
    String trigger,
    String target,
    int number,
    int status,
    @Nullable String failure,
    Map<String, String> headers,
    String body,
    Instant at) {

  public CallbackAttempt {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The same attempt, once it was answered or failed. */
  CallbackAttempt ended(int answered, @Nullable String why) {
    return new CallbackAttempt(trigger, target, number, answered, why, headers, body, at);
  }

  /** Whether the receiver took the callback: any 2xx. */
  public boolean accepted() {
    return status / 100 == 2;
  }

  /** Whether Sinch would try again: no answer, 5xx or 429. Every other answer settles the callback. */
  public boolean retried() {
    return status == 0 || status / 100 == 5 || status == 429;
  }

  /** Without body, headers and query: those carry what a contact wrote. */
  @Override
  public String toString() {
    return "CallbackAttempt[" + trigger + ", attempt " + number + ", status " + status + "]";
  }
}
