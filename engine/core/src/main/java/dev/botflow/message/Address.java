package dev.botflow.message;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes. With a contact id the connector addresses the contact on this one channel, without one (DISPATCH
 * mode) the identity on it.
 *
 * @param appId the app that sends
 * @param channel the channel it goes out on
 * @param contactId the contact; null in DISPATCH mode
 * @param identity the contact's id on that channel; may be null where there is a contact id
 */
public record Address(
    String appId,
    Channel channel,
    @Nullable String contactId,
    @Nullable String identity) {
  public Address {
    if (contactId == null && identity == null) {
      throw new IllegalArgumentException(
          "address: expected a contact id or an identity, but was neither");
    }
  }

  /** The place an event came from; null if it names no channel or nobody. */
  public static @Nullable Address of(ChannelContext context) {
    if (context.appId() == null || context.channelIdentifier() == null || !context.hasContact()) {
      return null;
    }
    return new Address(
        context.appId(),
        context.channelIdentifier(),
        context.contactId(),
        context.channelIdentity());
  }

  /** The same place of another contact id. */
  public Address withContact(@Nullable String id) {
    return new Address(appId, channel, id, identity);
  }

  /** Ids only: the identity may be a phone number and is left out. */
  @Override
  public String toString() {
    return "Address[app " + appId + ", " + channel + ", contact " + contactId + "]";
  }
}
