package dev.botflow.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of messages moved on (BATCH_STATUS_UPDATE). It has no contact.
 *
 * @param status such as {@code BATCH_STATUS_PROCESSED}
 * @param type such as {@code BATCH_TYPE_MESSAGES}
 * @param sendAfter when the batch is or was to be sent
 * @param metadata what whoever sent the batch gave it: text, numbers, true or false, lists and maps
 */
public record BatchStatusChanged(
    EventHeader header,
    @Nullable String batchId,
    @Nullable String status,
    @Nullable String type,
    @Nullable Instant sendAfter,
    Map<String, Object> metadata)
    implements InboundEvent {
  public BatchStatusChanged {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  @Override
  public EventKind kind() {
    return EventKind.BATCH_STATUS;
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "BatchStatusChanged[" + batchId + ", " + status + "]";
  }
}
