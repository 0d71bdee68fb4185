package dev.botflow.authoring.chat;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.scenario.ScenarioEvents;
import dev.botflow.scenario.ScenarioTurn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal as a contact of Sinch: the events that a webhook would bring. It is the contact of a
 * scenario, so that a talk that is saved goes the same way. For one thread.
 */
public final class ChatContact {
  private final ScenarioEvents events = new ScenarioEvents();
  private Channel channel;

  public ChatContact(Channel channel) {
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  /** Goes on on another channel, as the same contact. */
  void goTo(Channel newChannel) {
    this.channel = newChannel;
  }

  /** Where what is known of the contact is kept. */
  public SessionKey key() {
    return SessionKey.of(context());
  }

  ChannelContext context() {
    return ScenarioEvents.contact(channel);
  }

  /** Writes. */
  InboundEvent writes(String text, Instant at) {
    return events.text(channel, at, text);
  }

  /** Taps a button. */
  InboundEvent taps(String postback, @Nullable String offeredBy, Instant at) {
    return events.tapped(channel, at, postback, offeredBy);
  }

  /** Anything else happens. */
  InboundEvent meets(ScenarioTurn.Act.Happens event, @Nullable String lastSent, Instant at) {
    return events.named(channel, at, event.name(), event.values(), lastSent);
  }
}
