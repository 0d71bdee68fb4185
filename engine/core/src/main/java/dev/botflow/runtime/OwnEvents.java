package dev.botflow.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.SessionKey;
import dev.botflow.event.TimerFired;
import dev.botflow.message.HostMessage;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.turn.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of the engine's own making: timers and results of calls; and those a host hands in itself (agents, events by
 * name), as bytes for the inbox.
 */
public final class OwnEvents {
  private static final String KEY = "botflow_event";
  // 1.10 stays 1.10, so that a text says the same before and after a restart.
  private static final ObjectMapper JSON = new ObjectMapper()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private static final String MESSAGE = "HOST_MESSAGE";

  private OwnEvents() {}

  /**
   * The event of a message that a host asks for; equal keys of one contact give equal events.
   *
   * @param at when it is asked for
   */
  public static MessageRequested message(ChannelContext to, HostMessage message, Instant at) {
    String id = Ids.ofHost(SessionKey.of(to), message.key());
    String app = to.appId() == null ? "" : to.appId();
    return new MessageRequested(
        EventHeader.own(MESSAGE, to, at, app + ":send:" + id),
        id,
        OutboundJson.write(message.message()),
        message.legal(),
        message.typing());
  }

  /** The event a timer becomes; its time is the moment it was due. */
  public static TimerFired fired(Timer timer) {
    return new TimerFired(
        EventHeader.own("TIMER", timer.context(), timer.dueAt(), timer.firing()), timer.id());
  }

  /** The event a call's result becomes. */
  public static ActionCompleted result(
      Call call,
      ActionCompleted.Outcome outcome,
      @Nullable Object value,
      @Nullable String problem,
      Instant at) {
    return new ActionCompleted(
        EventHeader.own("ACTION_RESULT", call.context(), at, "call:" + call.id()),
        call.id(),
        outcome,
        value,
        problem);
  }

  static byte[] write(InboundEvent event) {
    ObjectNode node = JSON.createObjectNode();
    if (event instanceof AgentJoined) {
      node.put(KEY, "agent_joined");
    } else if (event instanceof AgentLeft) {
      node.put(KEY, "agent_left");
    } else if (event instanceof HostEvent host) {
      node.put(KEY, "host");
      node.put("name", host.name());
      node.set("values", JSON.valueToTree(PlainValues.map(host.values())));
    } else if (event instanceof MessageRequested requested) {
      node.put(KEY, "message");
      node.put("message_id", requested.messageId());
      node.put("message", requested.message());
      node.put("legal", requested.legal());
      node.put("typing", requested.typing());
    } else {
      throw new BotFlowException(
          "accept: expected an agent or host event, a message, or the bytes it was read from, but was "
              + event.getClass().getSimpleName());
    }
    ChannelContext context = event.context();
    node.put("id", event.header().dedupeKey());
    node.put("at", event.at().toString());
    node.put(
        "channel",
        context.channelIdentifier() == null ? null : context.channelIdentifier().name());
    node.put("identity", context.channelIdentity());
    node.put("contact_id", context.contactId());
    node.put("app_id", context.appId());
    node.put("conversation_id", context.conversationId());
    node.put("project_id", context.projectId());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** True if these bytes were written here. */
  static boolean wrote(byte[] raw) {
    byte[] start = ("{\"" + KEY + "\":").getBytes(StandardCharsets.UTF_8);
    return raw.length >= start.length
        && java.util.Arrays.equals(raw, 0, start.length, start, 0, start.length);
  }

  static InboundEvent read(byte[] raw) {
    try {
      JsonNode node = JSON.readTree(raw);
      String channel = text(node, "channel");
      ChannelContext context = new ChannelContext(
          channel == null ? null : Channel.of(channel),
          text(node, "identity"),
          text(node, "contact_id"),
          text(node, "app_id"),
          text(node, "conversation_id"),
          text(node, "project_id"));
      Instant at = Instant.parse(node.path("at").asText());
      String id = node.path("id").asText();
      switch (node.path(KEY).asText()) {
        case "agent_joined":
          return new AgentJoined(EventHeader.own("AGENT_JOINED", context, at, id));
        case "agent_left":
          return new AgentLeft(EventHeader.own("AGENT_LEFT", context, at, id));
        case "message":
          return new MessageRequested(
              EventHeader.own(MESSAGE, context, at, id),
              node.path("message_id").asText(),
              node.path("message").asText(),
              node.path("legal").asBoolean(),
              node.path("typing").asBoolean());
        default:
          return new HostEvent(
              EventHeader.own("HOST_EVENT", context, at, id),
              node.path("name").asText(),
              values(node));
      }
    } catch (IOException e) {
      throw new BotFlowException(
          "inbox: expected an event the engine wrote, but was unreadable", e);
    }
  }

  private static Map<String, Object> values(JsonNode node) throws JsonProcessingException {
    Map<?, ?> values = JSON.treeToValue(node.path("values"), Map.class);
    return PlainValues.map(values == null ? new LinkedHashMap<>() : values);
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }
}
