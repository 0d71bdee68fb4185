package dev.botflow.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and may concern a bot. A timer that falls due, an action's result and an agent who leaves are
 * events like any other: there is no second way in.
 *
 * <p>The accessors that may be null give what the kinds have in common; each kind's record has the rest.
 */
public sealed interface InboundEvent
    permits MessageReceived,
        MessageRedacted,
        MessageSubmitted,
        DeliveryReport,
        SignalReceived,
        EventDeliveryReport,
        ConversationChanged,
        ContactChanged,
        ContactMerged,
        IdentitiesDuplicated,
        CapabilityReported,
        OptInChanged,
        ChannelEventReported,
        RecordStored,
        ConversationAnalysed,
        UnsupportedReceived,
        BatchStatusChanged,
        TimerFired,
        ActionCompleted,
        AgentJoined,
        AgentLeft,
        HostEvent,
        MessageRequested,
        UnknownEvent {

  EventHeader header();

  /** What happened, in the routing table's words. */
  EventKind kind();

  default ChannelContext context() {
    return header().context();
  }

  default SessionKey key() {
    return SessionKey.of(context());
  }

  default Instant at() {
    return header().at();
  }

  /** The text of a text message; empty if the message was, null if it was no text. */
  default @Nullable String text() {
    return null;
  }

  /** What came with a tapped button. */
  default @Nullable String postbackData() {
    return null;
  }

  /** The message this event is or is about. */
  default @Nullable String messageId() {
    return null;
  }

  /** The event's own id, for events a contact or we sent. */
  default @Nullable String eventId() {
    return null;
  }

  /** The delivery, opt-in, opt-out, capability or batch status, in Sinch's words. */
  default @Nullable String status() {
    return null;
  }

  /** The one key of the contact's message or event, such as {@code text_message} or {@code composing_event}. */
  default @Nullable String contentType() {
    return null;
  }
}
