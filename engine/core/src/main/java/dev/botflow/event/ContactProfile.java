package dev.botflow.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact as Sinch keeps it.
 *
 * @param id Sinch's contact id
 * @param identities where the contact can be reached, as listed
 * @param displayName the name; {@code Unknown} counts as absent
 * @param language a BCP 47 tag such as {@code en-US}; {@code UNSPECIFIED} counts as absent
 */
public record ContactProfile(
    @Nullable String id,
    List<Identity> identities,
    @Nullable String displayName,
    @Nullable String email,
    @Nullable String externalId,
    @Nullable String language) {

  public ContactProfile {
    identities = List.copyOf(identities);
  }

  /** One place a contact can be reached. {@code appId} is set where the identity counts in one app only. */
  public record Identity(
      Channel channel, @Nullable String identity, @Nullable String appId) {
    @Override
    public String toString() {
      return "Identity[" + channel + "]";
    }
  }

  @Override
  public String toString() {
    return "ContactProfile[" + id + "]";
  }
}
