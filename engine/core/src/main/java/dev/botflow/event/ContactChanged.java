package dev.botflow.event;

/** A contact was created, updated or deleted (CONTACT_CREATE, CONTACT_UPDATE, CONTACT_DELETE). */
public record ContactChanged(EventHeader header, Change change, ContactProfile contact)
    implements InboundEvent {

  /** What became of the contact. */
  public enum Change {
    CREATED,
    UPDATED,
    DELETED
  }

  @Override
  public EventKind kind() {
    if (change == Change.CREATED) {
      return EventKind.CONTACT_CREATED;
    }
    return change == Change.UPDATED ? EventKind.CONTACT_UPDATED : EventKind.CONTACT_DELETED;
  }
}
