package dev.botflow.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contact's message holds. A kind Sinch may add is an {@link Unknown}. Source: the Conversation API documentation. */
public sealed interface Content {

  /** What happened, in the routing table's words. */
  EventKind kind();

  /** Sinch's key for this content, such as {@code text_message}; null if the message held none. */
  @Nullable
  String type();

  /** Written text; may be empty. */
  record Text(String text) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.TEXT;
    }

    @Override
    public String type() {
      return "text_message";
    }
  }

  /**
   * A tapped button or list row.
   *
   * @param messageId the message that offered it
   * @param postbackData what we sent with the choice; without one Sinch makes it up of message id and label
   */
  record ChoiceResponse(
      @Nullable String messageId, @Nullable String postbackData) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.BUTTON;
    }

    @Override
    public String type() {
      return "choice_response_message";
    }
  }

  /**
   * A picture, video, sound or document.
   *
   * @param url where it can be fetched; the engine never does
   * @param caption the text sent with it; only {@code media_card_message} has one
   * @param type {@code media_message} or {@code media_card_message}
   */
  record Media(
      String url, @Nullable String caption, @Nullable String filename, String type)
      implements Content {
    @Override
    public EventKind kind() {
      return EventKind.MEDIA;
    }
  }

  /** A place; latitude and longitude in degrees (WGS 84). */
  record Location(@Nullable String title, @Nullable String label, double latitude, double longitude)
      implements Content {
    @Override
    public EventKind kind() {
      return EventKind.LOCATION;
    }

    @Override
    public String type() {
      return "location_message";
    }
  }

  /** Products picked from a catalogue. */
  record ProductResponse(
      List<Product> products,
      @Nullable String title,
      @Nullable String catalogId) implements Content {
    public ProductResponse {
      products = List.copyOf(products);
    }

    @Override
    public EventKind kind() {
      return EventKind.OTHER;
    }

    @Override
    public String type() {
      return "product_response_message";
    }
  }

  /** One product of a {@link ProductResponse}. */
  record Product(
      @Nullable String id,
      @Nullable String marketplace,
      @Nullable Integer quantity,
      @Nullable Double itemPrice,
      @Nullable String currency) {}

  /** A filled-in WhatsApp form. {@code responseJson} is the channel's own JSON as text. */
  record FormReply(
      @Nullable String name,
      @Nullable String responseJson,
      @Nullable String body) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.OTHER;
    }

    @Override
    public String type() {
      return "channel_specific_message";
    }
  }

  /** A message Sinch could not read. */
  record Fallback(@Nullable String rawMessage, @Nullable Reason reason) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.OTHER;
    }

    @Override
    public String type() {
      return "fallback_message";
    }
  }

  /** A content this version does not know, by its key; null if the message held none. */
  record Unknown(@Nullable String type) implements Content {
    @Override
    public EventKind kind() {
      return EventKind.OTHER;
    }
  }
}
