package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.botflow.event.Content;
import dev.botflow.event.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code contact_message}: one content key, and beside it the message it answers (the Conversation API documentation). */
final class ContentReader {
  private ContentReader() {}

  static void read(JsonParser in, RawEvent draft) throws IOException {
    if (!Json.entersObject(in)) {
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("reply_to")) {
        draft.replyTo = replyTo(in);
      } else if (in.currentToken() != JsonToken.VALUE_NULL) {
        Content content = content(in, key);
        // A key nobody knows counts only if none that is known stands beside it.
        if (draft.content == null || draft.content instanceof Content.Unknown) {
          draft.content =
              draft.content != null && content instanceof Content.Unknown ? draft.content : content;
        }
      }
    }
  }

  private static Content content(JsonParser in, String key) throws IOException {
    if (!Json.entersObject(in)) {
      return new Content.Unknown(key);
    }
    return switch (key) {
      case "text_message" -> text(in);
      case "choice_response_message" -> choice(in);
      case "media_message", "media_card_message" -> media(in, key);
      case "location_message" -> location(in);
      case "product_response_message" -> products(in);
      case "fallback_message" -> fallback(in);
      case "channel_specific_message" -> channelSpecific(in);
      default -> {
        in.skipChildren();
        yield new Content.Unknown(key);
      }
    };
  }

  private static @Nullable String replyTo(JsonParser in) throws IOException {
    String messageId = null;
    if (Json.entersObject(in)) {
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String key = in.currentName();
        in.nextToken();
        if (key.equals("message_id")) {
          messageId = Json.text(in);
        } else {
          in.skipChildren();
        }
      }
    }
    return messageId;
  }

  /** An empty text stays one, and an absent text is empty: Sinch leaves out what is empty. */
  private static Content text(JsonParser in) throws IOException {
    String text = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (key.equals("text")) {
        text = Json.textOrEmpty(in);
      } else {
        in.skipChildren();
      }
    }
    return new Content.Text(text == null ? "" : text);
  }

  private static Content choice(JsonParser in) throws IOException {
    String messageId = null;
    String postbackData = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "message_id" -> messageId = Json.text(in);
        case "postback_data" -> postbackData = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Content.ChoiceResponse(messageId, postbackData);
  }

  private static Content media(JsonParser in, String type) throws IOException {
    String url = null;
    String caption = null;
    String filename = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "url" -> url = Json.text(in);
        case "caption" -> caption = Json.text(in);
        case "filename_override" -> filename = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Content.Media(url == null ? "" : url, caption, filename, type);
  }

  /** A coordinate that is left out is 0, as Sinch leaves zeros out; without coordinates it is no place. */
  private static Content location(JsonParser in) throws IOException {
    String title = null;
    String label = null;
    double[] coordinates = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "title" -> title = Json.text(in);
        case "label" -> label = Json.text(in);
        case "coordinates" -> coordinates = coordinates(in);
        default -> in.skipChildren();
      }
    }
    return coordinates == null
        ? new Content.Unknown("location_message")
        : new Content.Location(title, label, coordinates[0], coordinates[1]);
  }

  private static double @Nullable [] coordinates(JsonParser in) throws IOException {
    if (!Json.entersObject(in)) {
      return null;
    }
    Double latitude = null;
    Double longitude = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "latitude" -> latitude = Json.number(in);
        case "longitude" -> longitude = Json.number(in);
        default -> in.skipChildren();
      }
    }
    return new double[] {latitude == null ? 0 : latitude, longitude == null ? 0 : longitude};
  }

  private static Content products(JsonParser in) throws IOException {
    List<Content.Product> products = new ArrayList<>();
    String title = null;
    String catalogId = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "products" -> {
          if (Json.entersArray(in)) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
              if (Json.entersObject(in)) {
                products.add(product(in));
              }
            }
          }
        }
        case "title" -> title = Json.text(in);
        case "catalog_id" -> catalogId = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Content.ProductResponse(products, title, catalogId);
  }

  private static Content.Product product(JsonParser in) throws IOException {
    String id = null;
    String marketplace = null;
    Double quantity = null;
    Double itemPrice = null;
    String currency = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "id" -> id = Json.text(in);
        case "marketplace" -> marketplace = Json.text(in);
        case "quantity" -> quantity = Json.number(in);
        case "item_price" -> itemPrice = Json.number(in);
        case "currency" -> currency = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Content.Product(
        id, marketplace, quantity == null ? null : quantity.intValue(), itemPrice, currency);
  }

  private static Content fallback(JsonParser in) throws IOException {
    String rawMessage = null;
    Reason reason = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "raw_message" -> rawMessage = Json.text(in);
        case "reason" -> reason = BodyReader.reason(in);
        default -> in.skipChildren();
      }
    }
    return new Content.Fallback(rawMessage, reason);
  }

  /** WhatsApp's filled-in form, two levels down; any other message of a channel's own is unknown. */
  private static Content channelSpecific(JsonParser in) throws IOException {
    Content form = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      if (!key.equals("message") || !Json.entersObject(in)) {
        in.skipChildren();
        continue;
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String inner = in.currentName();
        in.nextToken();
        if (inner.equals("nfm_reply") && Json.entersObject(in)) {
          form = form(in);
        } else {
          in.skipChildren();
        }
      }
    }
    return form == null ? new Content.Unknown("channel_specific_message") : form;
  }

  private static Content form(JsonParser in) throws IOException {
    String name = null;
    String responseJson = null;
    String body = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      switch (key) {
        case "name" -> name = Json.text(in);
        case "response_json" -> responseJson = Json.text(in);
        case "body" -> body = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Content.FormReply(name, responseJson, body);
  }
}
