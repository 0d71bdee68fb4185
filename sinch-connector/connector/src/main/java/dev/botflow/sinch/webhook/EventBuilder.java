package dev.botflow.sinch.webhook;

import dev.botflow.event.BatchStatusChanged;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ChannelEventReported;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventDeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.IdentitiesDuplicated;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageRedacted;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.RecordStored;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.event.UnknownEvent;
import dev.botflow.event.UnsupportedReceived;
import dev.botflow.sinch.config.Trigger;
import dev.botflow.sinch.json.Rfc3339;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the event of what a body held. */
final class EventBuilder {
  private static final ContactProfile NOBODY =
      new ContactProfile(null, List.of(), null, null, null, null);

  private final RawEvent draft;
  private final @Nullable String appId;
  private final Instant receivedAt;
  private final byte[] body;

  EventBuilder(RawEvent draft, @Nullable String endpointApp, Instant receivedAt, byte[] body) {
    this.draft = draft;
    this.appId = draft.appId != null ? draft.appId : endpointApp;
    this.receivedAt = receivedAt;
    this.body = body;
  }

  InboundEvent build() {
    Trigger trigger = draft.trigger;
    if (trigger == null) {
      ChannelContext context = new ChannelContext(null, null, null, appId, null, draft.projectId);
      String key = DedupeKey.ofBody(appId, "UNKNOWN", body);
      return new UnknownEvent(header("UNKNOWN", context, key), draft.keys);
    }
    EventHeader header =
        header(trigger.name(), context(trigger), DedupeKey.of(trigger, appId, draft, body));
    return event(trigger, header);
  }

  private InboundEvent event(Trigger trigger, EventHeader header) {
    return switch (trigger) {
      case MESSAGE_INBOUND ->
        new MessageReceived(
            header,
            draft.id,
            content(),
            draft.replyTo,
            draft.senderId,
            draft.metadata,
            draft.injected);
      case MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION ->
        new MessageRedacted(header, draft.id, content());
      case MESSAGE_SUBMIT ->
        new MessageSubmitted(header, draft.id, draft.metadata, draft.submitted);
      case MESSAGE_DELIVERY ->
        new DeliveryReport(header, draft.id, draft.status, draft.reason, draft.metadata);
      case EVENT_INBOUND ->
        new SignalReceived(
            header, draft.id, draft.signal == null ? new Signal.Unknown(null) : draft.signal);
      case EVENT_DELIVERY ->
        new EventDeliveryReport(header, draft.id, draft.status, draft.reason, draft.metadata);
      case CONVERSATION_START ->
        new ConversationChanged(header, ConversationChanged.Change.STARTED);
      case CONVERSATION_STOP -> new ConversationChanged(header, ConversationChanged.Change.STOPPED);
      case CONVERSATION_DELETE ->
        new ConversationChanged(header, ConversationChanged.Change.DELETED);
      case CONTACT_CREATE -> new ContactChanged(header, ContactChanged.Change.CREATED, contact());
      case CONTACT_UPDATE -> new ContactChanged(header, ContactChanged.Change.UPDATED, contact());
      case CONTACT_DELETE -> new ContactChanged(header, ContactChanged.Change.DELETED, contact());
      case CONTACT_MERGE ->
        new ContactMerged(
            header, contact(), draft.deletedContact == null ? NOBODY : draft.deletedContact);
      case CONTACT_IDENTITIES_DUPLICATION -> new IdentitiesDuplicated(header, draft.duplicates);
      case CAPABILITY ->
        new CapabilityReported(header, draft.id, draft.status, draft.capabilities, draft.reason);
      case OPT_IN, OPT_OUT ->
        new OptInChanged(header, trigger == Trigger.OPT_IN, draft.id, draft.status, draft.error);
      case CHANNEL_EVENT -> new ChannelEventReported(header, draft.eventType, draft.data);
      case RECORD_NOTIFICATION -> new RecordStored(header, draft.id, draft.status, draft.reason);
      case SMART_CONVERSATION -> analysed(header);
      case UNSUPPORTED -> new UnsupportedReceived(header, draft.id, draft.payload);
      case BATCH_STATUS_UPDATE -> batch(header);
    };
  }

  private InboundEvent batch(EventHeader header) {
    Map<?, ?> batch =
        draft.data.get("message_batch_data") instanceof Map<?, ?> data ? data : Map.of();
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (batch.get("batch_metadata") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> metadata.put((String) name, value));
    }
    Instant sendAfter =
        batch.get("send_after") instanceof String written ? Rfc3339.read(written) : null;
    return new BatchStatusChanged(
        header, draft.id, draft.status, draft.eventType, sendAfter, metadata);
  }

  private InboundEvent analysed(EventHeader header) {
    AnalysisReader.Best intent = draft.intent;
    AnalysisReader.Best sentiment = draft.sentiment;
    return new ConversationAnalysed(
        header,
        draft.id,
        intent == null ? null : intent.name(),
        intent == null ? null : intent.score(),
        sentiment == null ? null : sentiment.name(),
        sentiment == null ? null : sentiment.score());
  }

  private Content content() {
    return draft.content == null ? new Content.Unknown(null) : draft.content;
  }

  private ContactProfile contact() {
    return draft.contact == null ? NOBODY : draft.contact;
  }

  private EventHeader header(String trigger, ChannelContext context, String dedupeKey) {
    Instant at = Rfc3339.read(draft.eventTime);
    if (at == null) {
      at = Rfc3339.read(draft.acceptedTime);
    }
    return new EventHeader(
        trigger,
        context,
        at == null ? receivedAt : at,
        dedupeKey,
        draft.messageMetadata,
        draft.correlationId,
        draft.processingMode,
        draft.channelMetadata);
  }

  private ChannelContext context(Trigger trigger) {
    return switch (trigger) {
      case CONTACT_CREATE, CONTACT_UPDATE, CONTACT_DELETE, CONTACT_MERGE -> contactContext();
      case CONTACT_IDENTITIES_DUPLICATION -> duplicateContext();
      case BATCH_STATUS_UPDATE, CHANNEL_EVENT -> {
        Channel channel = trigger == Trigger.CHANNEL_EVENT ? channel() : null;
        yield new ChannelContext(channel, null, null, appId, null, draft.projectId);
      }
      default ->
        new ChannelContext(
            channel(),
            draft.identity,
            draft.contactId,
            appId,
            draft.conversationId,
            draft.projectId);
    };
  }

  private @Nullable Channel channel() {
    return ContactReader.channel(draft.channel != null ? draft.channel : draft.siblingChannel);
  }

  /** One identity is the event's; of several none is, the profile lists them all. */
  private ChannelContext contactContext() {
    ContactProfile contact = contact();
    boolean one = contact.identities().size() == 1;
    ContactProfile.Identity only = one ? contact.identities().get(0) : null;
    return new ChannelContext(
        only == null ? null : only.channel(),
        only == null ? null : only.identity(),
        contact.id(),
        appId,
        null,
        draft.projectId);
  }

  private ChannelContext duplicateContext() {
    IdentitiesDuplicated.Duplicate only =
        draft.duplicates.size() == 1 ? draft.duplicates.get(0) : null;
    return new ChannelContext(
        only == null ? null : only.channel(),
        only == null ? null : only.identity(),
        null,
        appId,
        null,
        draft.projectId);
  }
}
