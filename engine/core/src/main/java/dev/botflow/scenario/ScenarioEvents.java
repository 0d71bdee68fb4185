package dev.botflow.scenario;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.EventKind;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.event.UnsupportedReceived;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of a conversation, as a connector would read them. Ids count up, the same in every play. For one
 * thread.
 */
public final class ScenarioEvents {
  /** Events by name that need somebody else's data, or that only the engine itself makes. */
  private static final List<EventKind> NOT_BY_NAME = List.of(
      EventKind.TEXT,
      EventKind.BUTTON,
      EventKind.CONTACT_MERGED,
      EventKind.IDENTITIES_DUPLICATED,
      EventKind.CHANNEL_EVENT,
      EventKind.MESSAGE_SUBMITTED,
      EventKind.MESSAGE_REDACTED,
      EventKind.EVENT_DELIVERY,
      EventKind.RECORD_STORED,
      EventKind.BATCH_STATUS,
      EventKind.TIMER,
      EventKind.ACTION_RESULT,
      EventKind.UNKNOWN);

  private final @Nullable ChannelContext sender;
  private int count;

  /** Events of the contact that scenarios have. */
  public ScenarioEvents() {
    this(null);
  }

  /** @param sender whose events they are, as a sample event names them; null for the contact that scenarios have */
  public ScenarioEvents(@Nullable ChannelContext sender) {
    this.sender = sender;
  }

  /**
   * The engine's kind of this name, where {@code agent_left} is {@code agent left} and {@code opt_out} is {@code opt-out
   * succeeded}; empty for an event of the host.
   */
  public static Optional<EventKind> known(String name) {
    String folded = folded(name);
    // As hosts and chats say it.
    String whole =
        folded.equals("opt in") || folded.equals("opt out") ? folded + " succeeded" : folded;
    return EventKind.known().stream()
        .filter(kind -> folded(kind.name()).equals(whole))
        .findFirst();
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
  }

  /** The engine's own kinds that {@link #named} makes. */
  public static List<EventKind> byName() {
    return EventKind.known().stream()
        .filter(kind -> !NOT_BY_NAME.contains(kind))
        .toList();
  }

  /** Who the contact is on a channel. */
  public static ChannelContext contact(Channel channel) {
    return ScenarioIdentities.on(channel);
  }

  /** The contact writes. */
  public MessageReceived text(Channel channel, Instant at, String text) {
    return message(channel, at, new Content.Text(text), null);
  }

  /**
   * The contact taps a button.
   *
   * @param offeredBy our id of the message that offered it; null if that is not known
   */
  public MessageReceived tapped(
      Channel channel, Instant at, String postback, @Nullable String offeredBy) {
    return message(
        channel, at, new Content.ChoiceResponse(sinchId(offeredBy), postback), offeredBy);
  }

  private static @Nullable String sinchId(@Nullable String ours) {
    return ours == null ? null : "sinch-" + ours;
  }

  private MessageReceived message(
      Channel channel, Instant at, Content content, @Nullable String metadata) {
    EventHeader header = header("MESSAGE_INBOUND", channel, at);
    return new MessageReceived(header, "message-" + count, content, null, null, metadata, false);
  }

  private EventHeader header(String trigger, Channel channel, Instant at) {
    count++;
    return new EventHeader(
        trigger,
        sender == null ? ScenarioIdentities.on(channel) : ScenarioIdentities.on(channel, sender),
        at,
        ScenarioIdentities.APP + ":" + trigger + ":scenario-" + count,
        null,
        null,
        "CONVERSATION");
  }

  /**
   * An event by its name in the routing table.
   *
   * @param values what comes with it
   * @param latest our id of the message sent last, which delivery reports are about; null if nothing was sent
   */
  public InboundEvent named(
      Channel channel,
      Instant at,
      String name,
      Map<String, Object> values,
      @Nullable String latest) {
    Optional<EventKind> kind = known(name);
    if (kind.isEmpty()) {
      return new HostEvent(header("HOST_EVENT", channel, at), name.strip(), values);
    }
    switch (kind.get().name()) {
      case "media":
        return message(channel, at, media(values), null);
      case "location":
        return message(channel, at, location(values), null);
      case "other":
        return message(
            channel,
            at,
            new Content.FormReply(
                text(values, "form"), text(values, "response"), text(values, "body")),
            null);
      case "queued":
        return report(channel, at, "QUEUED_ON_CHANNEL", values, latest);
      case "delivered":
        return report(channel, at, "DELIVERED", values, latest);
      case "read":
        return report(channel, at, "READ", values, latest);
      case "delivery failed":
        return report(channel, at, "FAILED", values, latest);
      case "switching channel":
        return report(channel, at, "SWITCHING_CHANNEL", values, latest);
      case "opt-in succeeded":
        return optIn(channel, at, true, "OPT_IN_SUCCEEDED", values);
      case "opt-in failed":
        return optIn(channel, at, true, "OPT_IN_FAILED", values);
      case "opt-out succeeded":
        return optIn(channel, at, false, "OPT_OUT_SUCCEEDED", values);
      case "opt-out failed":
        return optIn(channel, at, false, "OPT_OUT_FAILED", values);
      default:
        return aboutTheContact(kind.get(), channel, at, values);
    }
  }

  private InboundEvent aboutTheContact(
      EventKind kind, Channel channel, Instant at, Map<String, Object> values) {
    switch (kind.name()) {
      case "conversation started":
        return new ConversationChanged(
            header("CONVERSATION_START", channel, at), ConversationChanged.Change.STARTED);
      case "conversation stopped":
        return new ConversationChanged(
            header("CONVERSATION_STOP", channel, at), ConversationChanged.Change.STOPPED);
      case "conversation deleted":
        return new ConversationChanged(
            header("CONVERSATION_DELETE", channel, at), ConversationChanged.Change.DELETED);
      case "contact created":
        return contact("CONTACT_CREATE", ContactChanged.Change.CREATED, channel, at, values);
      case "contact updated":
        return contact("CONTACT_UPDATE", ContactChanged.Change.UPDATED, channel, at, values);
      case "contact deleted":
        return contact("CONTACT_DELETE", ContactChanged.Change.DELETED, channel, at, values);
      case "capability result":
        return new CapabilityReported(
            header("CAPABILITY", channel, at),
            "request-" + count,
            text(values, "status"),
            List.of(),
            null);
      case "smart conversation":
        return new ConversationAnalysed(
            header("SMART_CONVERSATION", channel, at),
            "message-" + count,
            text(values, "intent"),
            null,
            text(values, "sentiment"),
            null);
      case "unsupported":
        return new UnsupportedReceived(
            header("UNSUPPORTED", channel, at), "message-" + count, text(values, "payload"));
      case "agent joined":
        return new AgentJoined(header("AGENT_JOINED", channel, at));
      case "agent left":
        return new AgentLeft(header("AGENT_LEFT", channel, at));
      default:
        return new SignalReceived(
            header("EVENT_INBOUND", channel, at), "event-" + count, signal(kind, values));
    }
  }

  private static Signal signal(EventKind kind, Map<String, Object> values) {
    switch (kind.name()) {
      case "typing":
        return new Signal.Typing(true);
      case "typing ended":
        return new Signal.Typing(false);
      case "reaction":
        return new Signal.Reaction(
            text(values, "emoji"), text(values, "action"), text(values, "message_id"), null);
      case "comment":
        return new Signal.Comment(
            null, text(values, "text"), text(values, "comment_type"), null, null);
      case "payment status":
        return new Signal.PaymentStatus(
            text(values, "reference_id"),
            text(values, "payment_status"),
            text(values, "transaction_status"),
            null);
      case "shortlink":
        return new Signal.Shortlink(
            text(values, "payload"),
            null,
            text(values, "ref"),
            text(values, "source"),
            null,
            false);
      case "generic event":
        return new Signal.Generic(values);
      default:
        throw new AssertionError("no event of a scenario: " + kind);
    }
  }

  private static Content media(Map<String, Object> values) {
    String url = text(values, "url");
    return new Content.Media(
        url == null ? "https://media.example/picture.jpg" : url,
        text(values, "caption"),
        text(values, "filename"),
        values.containsKey("caption") ? "media_card_message" : "media_message");
  }

  private static Content location(Map<String, Object> values) {
    return new Content.Location(
        text(values, "title"),
        text(values, "label"),
        degrees(values, "latitude"),
        degrees(values, "longitude"));
  }

  private static double degrees(Map<String, Object> values, String name) {
    return values.get(name) instanceof BigDecimal number ? number.doubleValue() : 0;
  }

  private InboundEvent report(
      Channel channel,
      Instant at,
      String status,
      Map<String, Object> values,
      @Nullable String latest) {
    String code = text(values, "reason");
    Reason reason = code == null
        ? null
        : new Reason(
            code,
            text(values, "description"),
            text(values, "sub_code"),
            text(values, "channel_code"));
    return new DeliveryReport(
        header("MESSAGE_DELIVERY", channel, at), sinchId(latest), status, reason, latest);
  }

  private InboundEvent optIn(
      Channel channel, Instant at, boolean in, String status, Map<String, Object> values) {
    EventHeader header = header(in ? "OPT_IN" : "OPT_OUT", channel, at);
    return new OptInChanged(header, in, "request-" + count, status, text(values, "error"));
  }

  private InboundEvent contact(
      String trigger,
      ContactChanged.Change change,
      Channel channel,
      Instant at,
      Map<String, Object> values) {
    ContactProfile profile = new ContactProfile(
        ScenarioIdentities.CONTACT,
        List.of(new ContactProfile.Identity(channel, ScenarioIdentities.identity(channel), null)),
        text(values, "name"),
        text(values, "email"),
        text(values, "external_id"),
        text(values, "language"));
    return new ContactChanged(header(trigger, channel, at), change, profile);
  }

  private static @Nullable String text(Map<String, Object> values, String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }
}
