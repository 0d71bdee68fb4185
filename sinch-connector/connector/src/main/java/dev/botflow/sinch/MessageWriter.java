package dev.botflow.sinch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of {@code messages:send} (sinch/API.md §6.1): the same bytes for the same message, always. Never
 * throws: half a surrogate pair in a text becomes {@code ?}. Safe for use by many threads.
 */
final class MessageWriter {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_CORRELATION_ID = 128;
  private static final int MAX_PROPERTY = 1024;

  /** Channels where an identity counts within one app only (sinch/API.md §3). */
  private static final List<Channel> APP_SCOPED =
      List.of(Channel.MESSENGER, Channel.VIBER, Channel.INSTAGRAM, Channel.LINE, Channel.WECHAT);

  private final ChannelCatalog catalog;
  private final Map<String, String> properties;

  /** @param properties channel properties by key; each counts on the channel its key begins with */
  MessageWriter(ChannelCatalog catalog, Map<String, String> properties) {
    this.catalog = catalog;
    this.properties = properties;
  }

  String write(Outgoing outgoing) {
    // A writer takes half a surrogate pair; Jackson's byte output would throw.
    StringWriter text = new StringWriter(512);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      Address to = outgoing.to();
      out.writeStartObject();
      out.writeStringField("app_id", to.appId());
      writeRecipient(out, to);
      writeMessage(out, to.channel(), outgoing.message());
      writePriority(out, to.channel());
      writeProperties(out, to.channel());
      out.writeStringField("message_metadata", outgoing.id());
      if (outgoing.correlationId() != null) {
        out.writeStringField("correlation_id", cut(outgoing.correlationId(), MAX_CORRELATION_ID));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  /** The body of {@code events:send}: that we begin or stop writing. */
  String writeTyping(Address to, boolean started) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("app_id", to.appId());
      out.writeObjectFieldStart("event");
      out.writeObjectFieldStart(started ? "composing_event" : "composing_end_event");
      out.writeEndObject();
      out.writeEndObject();
      writeRecipient(out, to);
      writePriority(out, to.channel());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private void writeMessage(JsonGenerator out, Channel channel, Outbound message)
      throws IOException {
    ChannelLimits limits = catalog.limits(channel);
    out.writeFieldName("message");
    out.writeStartObject();
    new ContentWriter(out, limits).write(new Rendering(limits).render(message));
    out.writeEndObject();
  }

  /** The contact where there is one, else the identity on this channel: in DISPATCH mode Sinch knows no contacts. */
  private static void writeRecipient(JsonGenerator out, Address to) throws IOException {
    out.writeObjectFieldStart("recipient");
    if (to.contactId() != null) {
      out.writeStringField("contact_id", to.contactId());
    } else {
      out.writeObjectFieldStart("identified_by");
      out.writeArrayFieldStart("channel_identities");
      out.writeStartObject();
      out.writeStringField("channel", to.channel().name());
      out.writeStringField("identity", to.identity());
      if (APP_SCOPED.contains(to.channel())) {
        out.writeStringField("app_id", to.appId());
      }
      out.writeEndObject();
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** This one channel, so that an answer never turns up on another. */
  private static void writePriority(JsonGenerator out, Channel channel) throws IOException {
    if (channel.equals(Channel.CHANNEL_UNSPECIFIED)) {
      // No app has it configured, and Sinch refuses orders that name such a channel.
      return;
    }
    out.writeArrayFieldStart("channel_priority_order");
    out.writeString(channel.name());
    out.writeEndArray();
  }

  private void writeProperties(JsonGenerator out, Channel channel) throws IOException {
    Map<String, String> own = new LinkedHashMap<>();
    properties.forEach((key, value) -> {
      if (belongsTo(key, channel)) {
        own.put(key, cut(value, MAX_PROPERTY));
      }
    });
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

  private static String cut(@Nullable String text, int most) {
    String whole = text == null ? "" : text;
    return whole.length() <= most ? whole : whole.substring(0, most);
  }
}
