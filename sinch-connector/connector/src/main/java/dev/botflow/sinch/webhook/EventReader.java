package dev.botflow.sinch.webhook;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.config.Trigger;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a webhook body in one pass, led by the one known key it holds: nothing is tried and thrown away. Keys nobody
 * knows are stepped over; a body with no known key is an {@link dev.botflow.event.UnknownEvent}.
 *
 * <p>Source of all keys: the Conversation API documentation. Safe for use by many threads.
 */
public final class EventReader {
  private final @Nullable String endpointApp;

  /** @param endpointApp the app of a body that names none */
  public EventReader(@Nullable String endpointApp) {
    this.endpointApp = endpointApp;
  }

  /**
   * @param receivedAt the event's time if the body has none
   * @throws BotFlowException if the body is not one JSON object within the limits; no word of it is in the message
   */
  public InboundEvent read(byte[] body, Instant receivedAt) {
    return read(body, receivedAt, false);
  }

  /** The event as if it had happened at a moment, whatever time its body names. */
  InboundEvent readAt(byte[] body, Instant at) {
    return read(body, at, true);
  }

  private InboundEvent read(byte[] body, Instant receivedAt, boolean whenReceived) {
    try (JsonParser in = new UniqueNames(Json.FACTORY.createParser(body))) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new BotFlowException("webhook body: expected a JSON object, but was " + found(in));
      }
      RawEvent draft = new RawEvent();
      readEnvelope(in, draft);
      if (in.nextToken() != null) {
        throw new BotFlowException("webhook body: expected one JSON object, but more followed it");
      }
      if (whenReceived) {
        draft.eventTime = null;
        draft.acceptedTime = null;
      }
      return new EventBuilder(draft, endpointApp, receivedAt, body).build();
    } catch (StreamConstraintsException e) {
      throw new BotFlowException("webhook body: expected at most "
          + Json.MAX_DEPTH
          + " levels, "
          + Json.MAX_STRING_CHARS
          + " characters a text, "
          + Json.MAX_NAME_CHARS
          + " a name and "
          + Json.MAX_NUMBER_CHARS
          + " a number, but was larger"
          + place(e));
    } catch (JsonProcessingException e) {
      // The cause is dropped on purpose: Jackson's messages quote the body, which a contact wrote.
      throw new BotFlowException(
          "webhook body: expected JSON with no key twice, but was broken" + place(e));
    } catch (IOException | IllegalStateException e) {
      // Bytes in memory cannot fail to be read; what is left is bytes that are no text, or names
      // made to collide.
      throw new BotFlowException("webhook body: expected JSON in UTF-8, but was unreadable");
    }
  }

  private static void readEnvelope(JsonParser in, RawEvent draft) throws IOException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      draft.keys.add(key);
      switch (key) {
        case "app_id" -> draft.appId = Json.text(in);
        case "project_id" -> draft.projectId = Json.text(in);
        case "accepted_time" -> draft.acceptedTime = Json.text(in);
        case "event_time" -> draft.eventTime = Json.text(in);
        case "message_metadata" -> draft.messageMetadata = Json.text(in);
        case "channel_metadata" -> draft.channelMetadata = Json.map(in);
        case "correlation_id" -> draft.correlationId = Json.text(in);
        default -> readTrigger(in, draft, key);
      }
    }
  }

  private static void readTrigger(JsonParser in, RawEvent draft, String key) throws IOException {
    Trigger trigger = draft.trigger == null ? Trigger.ofKey(key) : null;
    if (Json.entersObject(in)) {
      if (trigger == null) {
        in.skipChildren();
      } else {
        draft.trigger = trigger;
        BodyReader.read(in, draft, trigger.idKey());
      }
    }
  }

  private static String found(JsonParser in) {
    JsonToken token = in.currentToken();
    if (token == null) {
      return "empty";
    }
    return token == JsonToken.START_ARRAY ? "an array" : "a single value";
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
