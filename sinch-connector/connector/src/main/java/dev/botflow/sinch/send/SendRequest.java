package dev.botflow.sinch.send;

import dev.botflow.event.Channel;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.message.Variants;
import dev.botflow.sinch.config.ChannelProperties;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Urls;
import dev.botflow.sinch.json.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code messages:send} beside the engine: a message, for whom, and how. What {@code BotFlow.send} can say
 * belongs there, since this knows no opt-out, no order and no retry. What Sinch would refuse is refused here, with an
 * {@link IllegalArgumentException} that names the field. Source: the Conversation API documentation.
 *
 * <pre>{@code
 * SendRequest request = SendRequest.to(Recipient.identity(Channel.WHATSAPP, number).or(Channel.SMS, number))
 *     .message(new TextMessage("Your fern is on its way."))
 *     .properties(ChannelProperties.none().smsSender("46710000000"))
 *     .ttl(Duration.ofHours(4))
 *     .metadata("order-17")
 *     .build();
 * connector.api().send(request).join();
 * }</pre>
 */
public final class SendRequest {
  private static final int MAX_METADATA = 1024;
  private static final int MAX_CORRELATION_ID = 128;
  private static final int MAX_CONVERSATION_METADATA = 2048;
  private static final Duration LONGEST_TTL = Duration.ofSeconds(315_576_000_000L);

  final Recipient recipient;
  final Variants message;
  final List<Channel> priority;
  final Map<String, String> properties;
  final @Nullable String metadata;
  final @Nullable String correlationId;
  final Map<String, String> options;
  final @Nullable String conversationMetadata;

  private SendRequest(Builder from, Variants message) {
    this.recipient = from.recipient;
    this.message = message;
    this.priority = List.copyOf(from.priority);
    this.properties = from.properties.asMap();
    this.metadata = from.metadata;
    this.correlationId = from.correlationId;
    this.options = from.options.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(from.options));
    this.conversationMetadata = from.conversationMetadata;
  }

  /** The queue of Sinch's a message waits in. */
  public enum Queue {
    NORMAL_PRIORITY,
    HIGH_PRIORITY
  }

  /** Whether a message belongs to a conversation as the app says, or to none. */
  public enum Strategy {
    DEFAULT,
    DISPATCH_ONLY
  }

  /** What a message is about, for the consents Sinch keeps. */
  public enum ContentType {
    CONTENT_UNKNOWN,
    CONTENT_MARKETING,
    CONTENT_NOTIFICATION
  }

  /** How conversation metadata joins what is there. */
  public enum MetadataUpdate {
    REPLACE,
    MERGE_PATCH
  }

  /** Begins a request. */
  public static Builder to(Recipient recipient) {
    return new Builder(recipient);
  }

  /** The channels it may go out on, as far as it says so. */
  List<Channel> channels() {
    return priority.isEmpty() ? recipient.channels() : priority;
  }

  /** For whom: the content stays out of logs. */
  @Override
  public String toString() {
    return "SendRequest[" + recipient + "]";
  }

  /** Builds a request; for one thread. */
  public static final class Builder {
    private final Recipient recipient;
    private @Nullable Variants message;
    private List<Channel> priority = List.of();
    private ChannelProperties properties = ChannelProperties.none();
    private @Nullable String metadata;
    private @Nullable String correlationId;
    private final Map<String, String> options = new LinkedHashMap<>(4);
    private @Nullable String conversationMetadata;

    private Builder(Recipient recipient) {
      this.recipient = recipient;
    }

    /**
     * What to send. On each channel the request names it is shown as the engine's own would be: buttons, a list or
     * numbered lines.
     *
     * @throws IllegalArgumentException if Sinch would refuse it for every channel alike
     */
    public Builder message(Outbound what) {
      return message(Variants.of(what));
    }

    /**
     * What to send, with its wording per channel, as one message with {@code explicit_channel_omni_message}.
     *
     * @throws IllegalArgumentException if there is no default wording, or Sinch would refuse one for every channel alike
     */
    public Builder message(Variants what) {
      message = OutboundChecks.checked(what);
      return this;
    }

    /**
     * The channels to try, in order. Sinch refuses the whole call if one of them is not set up on the app. Unless set,
     * Sinch takes the recipient's identities, the active channel, the contact's order and the app's, in this order.
     */
    public Builder priority(Channel... channels) {
      if (new LinkedHashSet<>(List.of(channels)).size() != channels.length) {
        throw new IllegalArgumentException(
            "channel_priority_order: expected each channel once, but one stands twice");
      }
      priority = new ArrayList<>(List.of(channels));
      return this;
    }

    /** Settings of single channels; they win over those of {@link SinchConfig#channelProperties}. */
    public Builder properties(ChannelProperties own) {
      properties = own;
      return this;
    }

    /** A text of at most 1024 characters that comes back with every report of this message. */
    public Builder metadata(String text) {
      metadata = Checks.within("message_metadata", text, MAX_METADATA);
      return this;
    }

    /** A text of at most 128 characters that comes back with every report, and with the contact's answers. */
    public Builder correlationId(String id) {
      correlationId = Checks.within("correlation_id", id, MAX_CORRELATION_ID);
      return this;
    }

    /** After this time nothing more is tried, also no other channel: more than 0, at most 315,576,000,000 seconds. */
    public Builder ttl(Duration ttl) {
      if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(LONGEST_TTL) > 0) {
        throw new IllegalArgumentException("ttl: expected more than 0 s and at most "
            + LONGEST_TTL.toSeconds() + " s, but was " + ttl);
      }
      options.put("ttl", seconds(ttl));
      return this;
    }

    /** The queue it waits in; normal unless set. */
    public Builder queue(Queue queue) {
      options.put("queue", queue.name());
      return this;
    }

    /** Whether it belongs to a conversation; as the app says unless set. */
    public Builder strategy(Strategy strategy) {
      options.put("processing_strategy", strategy.name());
      return this;
    }

    /** Where the reports of this message go instead of to the app's webhooks. */
    public Builder callbackUrl(String url) {
      options.put("callback_url", Urls.check("callback_url", url).toString());
      return this;
    }

    /** What it is about. */
    public Builder contentType(ContentType type) {
      options.put("message_content_type", type.name());
      return this;
    }

    /**
     * What to keep with the conversation.
     *
     * @param json a JSON object of at most 2048 characters
     */
    public Builder conversationMetadata(String json, MetadataUpdate update) {
      Checks.within("conversation_metadata", json, MAX_CONVERSATION_METADATA);
      conversationMetadata = Checks.object("conversation_metadata", json);
      options.put("conversation_metadata_update_strategy", update.name());
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if it has no message
     */
    public SendRequest build() {
      if (message == null) {
        throw new IllegalArgumentException("message: expected one, but was none");
      }
      return new SendRequest(this, message);
    }

    private static String seconds(Duration ttl) {
      if (ttl.getNano() == 0) {
        return ttl.toSeconds() + "s";
      }
      return "%d.%09ds".formatted(ttl.getSeconds(), ttl.getNano());
    }
  }

  /** The engine's message, as the request it is; nothing is refused here, since rendering never throws. */
  static SendRequest of(Outgoing outgoing) {
    Builder builder = new Builder(Recipient.of(outgoing.to()));
    builder.priority = List.of(outgoing.to().channel());
    builder.metadata = outgoing.id();
    String correlationId = outgoing.correlationId();
    builder.correlationId = correlationId == null || correlationId.length() <= MAX_CORRELATION_ID
        ? correlationId
        : correlationId.substring(0, MAX_CORRELATION_ID);
    return new SendRequest(builder, Variants.of(outgoing.message()));
  }
}
