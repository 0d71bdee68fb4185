package dev.botflow.event;

/** Two contacts became one (CONTACT_MERGE). The event belongs to the preserved contact. */
public record ContactMerged(EventHeader header, ContactProfile preserved, ContactProfile deleted)
    implements InboundEvent {
  @Override
  public EventKind kind() {
    return EventKind.CONTACT_MERGED;
  }
}
