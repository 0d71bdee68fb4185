package dev.botflow.sinch.error;

import dev.botflow.error.BotFlowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to Sinch that failed. The message names host, call, status and Sinch's word for it, never Sinch's own sentence:
 * that may quote an identity or a text.
 */
public final class SinchApiException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  /** Which of Sinch's hosts failed. */
  public enum Host {
    TOKEN,
    API
  }

  private final Host host;
  private final int status;
  private final @Nullable String statusWord;
  private final @Nullable Duration retryAfter;
  private final boolean maybeSent;
  /** Serializable itself, as all that {@code List.copyOf} gives. */
  @SuppressWarnings("serial")
  private final List<String> fields;

  public SinchApiException(
      Host host,
      String message,
      int status,
      @Nullable String statusWord,
      @Nullable Duration retryAfter,
      boolean maybeSent,
      @Nullable Throwable cause) {
    this(host, message, status, statusWord, retryAfter, maybeSent, List.of(), cause);
  }

  public SinchApiException(
      Host host,
      String message,
      int status,
      @Nullable String statusWord,
      @Nullable Duration retryAfter,
      boolean maybeSent,
      List<String> fields,
      @Nullable Throwable cause) {
    super(message, cause);
    this.fields = List.copyOf(fields);
    this.host = host;
    this.status = status;
    this.statusWord = statusWord;
    this.retryAfter = retryAfter;
    this.maybeSent = maybeSent;
  }

  public Host host() {
    return host;
  }

  /** The HTTP status; 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Sinch's word such as {@code INVALID_ARGUMENT}; empty if the answer had none. */
  public Optional<String> statusWord() {
    return Optional.ofNullable(statusWord);
  }

  /** The fields Sinch's details complain about, such as {@code recipient.identified_by}; at most 5, mostly none. */
  public List<String> fields() {
    return fields;
  }

  /** How long Sinch asked us to wait; empty if it did not say. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** True if the call may have been carried out all the same: it was written, and no answer said. */
  public boolean maybeSent() {
    return maybeSent;
  }
}
