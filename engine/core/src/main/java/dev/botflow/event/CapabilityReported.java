package dev.botflow.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contact's device can do (CAPABILITY).
 *
 * @param status {@code CAPABILITY_FULL}, {@code CAPABILITY_PARTIAL}, {@code NO_CAPABILITY}, {@code CAPABILITY_UNKNOWN}
 * @param capabilities RCS feature names
 */
public record CapabilityReported(
    EventHeader header,
    @Nullable String requestId,
    @Nullable String status,
    List<String> capabilities,
    @Nullable Reason reason)
    implements InboundEvent {
  public CapabilityReported {
    capabilities = List.copyOf(capabilities);
  }

  @Override
  public EventKind kind() {
    return EventKind.CAPABILITY_RESULT;
  }
}
