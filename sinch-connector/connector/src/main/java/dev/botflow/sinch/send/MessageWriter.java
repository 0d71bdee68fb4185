package dev.botflow.sinch.send;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.botflow.event.Channel;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.ChannelLimits.Feature;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.Variants;
import dev.botflow.sinch.json.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of {@code messages:send}, {@code messages:transcode} and {@code events:send} (the Conversation API documentation,
 * 6.6), in UTF-8: the same bytes for the same message, always. Never throws: half a surrogate pair in a text becomes {@code ?}. Safe
 * for use by many threads.
 */
public final class MessageWriter {
  private static final int MAX_PROPERTY = 1024;

  /** Channels where an identity counts within one app only (the Conversation API documentation). */
  private static final List<Channel> APP_SCOPED =
      List.of(Channel.MESSENGER, Channel.VIBER, Channel.INSTAGRAM, Channel.LINE, Channel.WECHAT);

  private final ChannelCatalog catalog;
  private final Map<String, String> properties;

  /** @param properties channel properties by key; each counts on the channel its key begins with */
  public MessageWriter(ChannelCatalog catalog, Map<String, String> properties) {
    this.catalog = catalog;
    this.properties = properties;
  }

  public byte[] write(Outgoing outgoing) {
    return write(outgoing.to().appId(), SendRequest.of(outgoing));
  }

  public byte[] write(String appId, SendRequest request) {
    return JsonText.bytes(out -> {
      out.writeStringField("app_id", appId);
      writeRecipient(out, appId, request.recipient);
      out.writeFieldName("message");
      writeMessage(out, request.message, request.channels());
      writePriority(out, request.priority);
      writeProperties(out, request);
      writeGiven(out, "message_metadata", request.metadata);
      writeGiven(out, "correlation_id", request.correlationId);
      for (Map.Entry<String, String> option : request.options.entrySet()) {
        out.writeStringField(option.getKey(), option.getValue());
      }
      if (request.conversationMetadata != null) {
        out.writeFieldName("conversation_metadata");
        out.writeRawValue(request.conversationMetadata);
      }
    });
  }

  /** The body of {@code events:send}. */
  public byte[] writeEvent(String appId, Recipient to, @Nullable Channel channel, AppEvent event) {
    return JsonText.bytes(out -> {
      out.writeStringField("app_id", appId);
      out.writeFieldName("event");
      event.write(out);
      writeRecipient(out, appId, to);
      writePriority(out, channel == null ? List.of() : List.of(channel));
    });
  }

  /** The body of {@code messages:transcode}. */
  public byte[] writeTranscode(String appId, Variants message, List<Channel> channels) {
    return JsonText.bytes(out -> {
      out.writeStringField("app_id", appId);
      out.writeFieldName("app_message");
      writeMessage(out, message, channels);
      out.writeArrayFieldStart("channels");
      for (Channel channel : channels) {
        out.writeString(channel.name());
      }
      out.writeEndArray();
    });
  }

  private void writeMessage(JsonGenerator out, Variants message, List<Channel> channels)
      throws IOException {
    out.writeStartObject();
    if (channels.size() == 1) {
      // The one channel's own wording is the message.
      Channel only = channels.get(0);
      writeContent(out, message.on(only).orElseThrow(), only);
    } else {
      Outbound fallback = message.on(null).orElseThrow();
      writeDefault(out, fallback, message.byChannel(), channels);
      writeVariants(out, variants(fallback, message.byChannel(), channels));
    }
    out.writeEndObject();
  }

  /** The wording of all channels; a template names the channels that have one of their own within itself. */
  private void writeDefault(
      JsonGenerator out, Outbound message, Map<Channel, Outbound> variants, List<Channel> channels)
      throws IOException {
    if (message instanceof TemplateMessage template) {
      List<Channel> own = channels.stream()
          .filter(channel -> !variants.containsKey(channel))
          .filter(channel -> catalog.limits(channel).shows(Feature.TEMPLATE))
          .toList();
      if (!own.isEmpty()) {
        new ContentWriter(out, ChannelLimits.unknown(Channel.CHANNEL_UNSPECIFIED))
            .template(template, own);
        return;
      }
    }
    writeContent(out, message, null);
  }

  /** The given ones, and what reads otherwise on one of the channels. */
  private Map<Channel, Outbound> variants(
      Outbound message, Map<Channel, Outbound> given, List<Channel> channels) {
    Map<Channel, Outbound> variants = new LinkedHashMap<>(given);
    for (Channel channel : channels) {
      if (!variants.containsKey(channel) && readsOtherwise(message, channel)) {
        variants.put(channel, message);
      }
    }
    return variants;
  }

  private boolean readsOtherwise(Outbound message, Channel channel) {
    return !new Rendering(catalog.limits(channel)).render(message).equals(message);
  }

  private void writeVariants(JsonGenerator out, Map<Channel, Outbound> variants)
      throws IOException {
    if (!variants.isEmpty()) {
      out.writeObjectFieldStart("explicit_channel_omni_message");
      for (Map.Entry<Channel, Outbound> one : variants.entrySet()) {
        out.writeObjectFieldStart(one.getKey().name());
        writeVariant(out, one.getValue(), one.getKey());
        out.writeEndObject();
      }
      out.writeEndObject();
    }
  }

  private void writeVariant(JsonGenerator out, Outbound message, Channel channel)
      throws IOException {
    if (message instanceof TemplateMessage template) {
      new ContentWriter(out, catalog.limits(channel)).templateReference(template);
    } else {
      writeContent(out, message, channel);
    }
  }

  /** @param channel the channel it is for; null for the wording of all channels */
  private void writeContent(JsonGenerator out, Outbound message, @Nullable Channel channel)
      throws IOException {
    if (channel == null) {
      new ContentWriter(out, ChannelLimits.unknown(Channel.CHANNEL_UNSPECIFIED)).write(message);
    } else {
      ChannelLimits limits = catalog.limits(channel);
      new ContentWriter(out, limits).write(new Rendering(limits).render(message));
    }
  }

  private static void writeRecipient(JsonGenerator out, String appId, Recipient to)
      throws IOException {
    out.writeObjectFieldStart("recipient");
    if (to.contactId() != null) {
      out.writeStringField("contact_id", to.contactId());
    } else {
      out.writeObjectFieldStart("identified_by");
      out.writeArrayFieldStart("channel_identities");
      for (Map.Entry<Channel, String> one : to.identities().entrySet()) {
        out.writeStartObject();
        out.writeStringField("channel", one.getKey().name());
        out.writeStringField("identity", one.getValue());
        if (APP_SCOPED.contains(one.getKey())) {
          out.writeStringField("app_id", appId);
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** For the engine's messages this one channel, so that an answer never turns up on another. */
  private static void writePriority(JsonGenerator out, List<Channel> channels) throws IOException {
    if (!channels.isEmpty()) {
      out.writeArrayFieldStart("channel_priority_order");
      for (Channel channel : channels) {
        out.writeString(channel.name());
      }
      out.writeEndArray();
    }
  }

  /** The account's for the channels it may go out on, and the request's own, which win. */
  private void writeProperties(JsonGenerator out, SendRequest request) throws IOException {
    if (properties.isEmpty() && request.properties.isEmpty()) {
      return;
    }
    Map<String, String> own = new LinkedHashMap<>();
    List<Channel> channels = request.channels();
    properties.forEach((key, value) -> {
      if (channels.isEmpty() || channels.stream().anyMatch(channel -> belongsTo(key, channel))) {
        own.put(key, value.length() <= MAX_PROPERTY ? value : value.substring(0, MAX_PROPERTY));
      }
    });
    own.putAll(request.properties);
    if (!own.isEmpty()) {
      out.writeObjectFieldStart("channel_properties");
      for (Map.Entry<String, String> property : own.entrySet()) {
        out.writeStringField(property.getKey(), property.getValue());
      }
      out.writeEndObject();
    }
  }

  /** {@code SMS_SENDER} is SMS's; both Viber channels share the keys that begin with VIBER. */
  static boolean belongsTo(String key, Channel channel) {
    return key.startsWith(channel.name() + "_")
        || (channel.equals(Channel.VIBERBM) && key.startsWith("VIBER_"))
        || (channel.equals(Channel.KAKAOTALKCHAT) && key.startsWith("KAKAOTALK_"));
  }

  private static void writeGiven(JsonGenerator out, String key, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(key, value);
    }
  }
}
