package dev.botflow.workbench;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The person at the terminal as a contact of Sinch: the events that a webhook would bring. For one thread. */
final class ChatContact {
  private static final String APP = "chat-app";
  private static final String CONTACT = "chat-contact";

  private Channel channel;
  private int count;

  ChatContact(Channel channel) {
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  /** Goes on on another channel, as the same contact. */
  void goTo(Channel newChannel) {
    this.channel = newChannel;
  }

  ChannelContext context() {
    return new ChannelContext(
        channel, "chat-identity", CONTACT, APP, "chat-conversation", "chat-project");
  }

  /** Writes. */
  InboundEvent writes(String text, Instant at) {
    return message(new Content.Text(text), at, null);
  }

  /** Taps a button. */
  InboundEvent taps(String postback, @Nullable String replyTo, Instant at) {
    return message(new Content.ChoiceResponse(replyTo, postback), at, replyTo);
  }

  private InboundEvent message(Content content, Instant at, @Nullable String metadata) {
    EventHeader header = header("MESSAGE_INBOUND", at);
    return new MessageReceived(header, header.dedupeKey(), content, null, null, metadata, false);
  }

  /** A header with an id of its own. */
  EventHeader header(String trigger, Instant at) {
    count++;
    return new EventHeader(trigger, context(), at, "chat-" + count, null, null, "CONVERSATION");
  }
}
