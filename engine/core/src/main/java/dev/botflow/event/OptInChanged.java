package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * A contact agreed to be written to, or no longer does, or that failed (OPT_IN, OPT_OUT).
 *
 * @param optIn true for OPT_IN, false for OPT_OUT
 * @param status such as {@code OPT_IN_SUCCEEDED} or {@code OPT_OUT_FAILED}
 * @param error Sinch's description of a failure
 */
public record OptInChanged(
    EventHeader header,
    boolean optIn,
    @Nullable String requestId,
    @Nullable String status,
    @Nullable String error)
    implements InboundEvent {

  /** True if the change took place. */
  public boolean succeeded() {
    return (optIn ? "OPT_IN_SUCCEEDED" : "OPT_OUT_SUCCEEDED").equals(status);
  }

  @Override
  public EventKind kind() {
    if (optIn) {
      return succeeded() ? EventKind.OPT_IN_SUCCEEDED : EventKind.OPT_IN_FAILED;
    }
    return succeeded() ? EventKind.OPT_OUT_SUCCEEDED : EventKind.OPT_OUT_FAILED;
  }
}
