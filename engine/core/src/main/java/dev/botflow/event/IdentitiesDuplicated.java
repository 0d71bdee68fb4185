package dev.botflow.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several contacts share an identity (CONTACT_IDENTITIES_DUPLICATION). */
public record IdentitiesDuplicated(EventHeader header, List<Duplicate> duplicates)
    implements InboundEvent {
  public IdentitiesDuplicated {
    duplicates = List.copyOf(duplicates);
  }

  /** An identity and the contacts that have it. */
  public record Duplicate(
      @Nullable Channel channel, @Nullable String identity, List<String> contactIds) {
    public Duplicate {
      contactIds = List.copyOf(contactIds);
    }

    @Override
    public String toString() {
      return "Duplicate[" + channel + ", " + contactIds + "]";
    }
  }

  @Override
  public EventKind kind() {
    return EventKind.IDENTITIES_DUPLICATED;
  }
}
