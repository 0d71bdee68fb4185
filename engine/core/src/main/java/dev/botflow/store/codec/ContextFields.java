package dev.botflow.store.codec;

import dev.botflow.event.ChannelContext;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.message.AddressJson;

/** The fields of a channel context. */
final class ContextFields {
  private ContextFields() {}

  static void write(JsonOut json, ChannelContext context) {
    json.text(
            "channel",
            context.channelIdentifier() == null
                ? null
                : context.channelIdentifier().name())
        .text("identity", context.channelIdentity())
        .text("contact", context.contactId())
        .text("app", context.appId())
        .text("conversation", context.conversationId())
        .text("project", context.projectId());
  }

  static ChannelContext read(JsonIn json) {
    return new ChannelContext(
        json.textOrNull("channel") == null ? null : AddressJson.channel(json, "channel"),
        json.textOrNull("identity"),
        json.textOrNull("contact"),
        json.textOrNull("app"),
        json.textOrNull("conversation"),
        json.textOrNull("project"));
  }
}
