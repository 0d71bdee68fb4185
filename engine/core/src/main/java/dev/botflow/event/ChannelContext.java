package dev.botflow.event;

import org.jspecify.annotations.Nullable;

/**
 * Who an event comes from and over which channel: the facts the platform calls
 * {@code internal.sinchConversationAPI.*}. What Sinch leaves out, sends as {@code null} or as {@code ""} is null here.
 *
 * @param channelIdentifier the channel
 * @param channelIdentity the contact's id on that channel, such as a phone number, as it came
 * @param contactId Sinch's contact id; null in DISPATCH mode
 * @param appId the Sinch app
 * @param conversationId Sinch's conversation id; null in DISPATCH mode and for events outside a conversation
 * @param projectId the Sinch project
 */
public record ChannelContext(
    @Nullable Channel channelIdentifier,
    @Nullable String channelIdentity,
    @Nullable String contactId,
    @Nullable String appId,
    @Nullable String conversationId,
    @Nullable String projectId) {

  /** The same context with the app filled in where the event named none. */
  public ChannelContext orApp(String app) {
    return appId != null
        ? this
        : new ChannelContext(
            channelIdentifier, channelIdentity, contactId, app, conversationId, projectId);
  }

  /** True if an answer can reach somebody: a contact, or an identity on a channel. */
  public boolean hasContact() {
    return contactId != null || (channelIdentifier != null && channelIdentity != null);
  }

  /** Ids only: the identity may be a phone number and is left out. */
  @Override
  public String toString() {
    return "ChannelContext["
        + channelIdentifier
        + ", contact "
        + contactId
        + ", app "
        + appId
        + ", conversation "
        + conversationId
        + "]";
  }
}
