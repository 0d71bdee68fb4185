package dev.botflow.hosted;

import dev.botflow.event.ChannelContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a flow of the host's is asked.
 *
 * @param id stable, equal for every attempt, so that the host can tell a repeat
 * @param flow the flow's name
 * @param cause why it is called
 * @param context who it concerns, on which channel and in which app
 * @param message what the contact wrote or sent; null where it was no message that led here
 * @param with what the row ({@code With}) or the calling flow brings along
 * @param facts what is known by its name in texts and tables: {@code channel}, {@code language}, {@code returning} and the
 *     like, the variables of the contact as a map {@code contact}, those of the session as a map {@code session}, the values
 *     of an event of the host as a map {@code event}, and the host facts that bot.yaml lists
 * @param state what the flow's latest answer asked to keep; empty when it starts
 */
public record HostFlowCall(
    String id,
    String flow,
    Cause cause,
    ChannelContext context,
    @Nullable Message message,
    Map<String, Object> with,
    Map<String, Object> facts,
    Map<String, Object> state) {
  public HostFlowCall {
    with = copy(with);
    facts = copy(facts);
    state = copy(state);
  }

  /** Why a flow is called. */
  public enum Cause {
    /** A row or another flow led to it. */
    STARTED,
    /** It waited, and the contact sent a message. */
    MESSAGE,
    /** It waited, and the contact was silent for as long as its answer said. */
    NO_REPLY
  }

  /**
   * What a contact sent.
   *
   * @param kind the kind of event, such as {@code text}, {@code button}, {@code media} or {@code location}
   * @param text what was written; for a button what stands on it, for media the caption; null where there is none
   * @param choice the id of the choice that was meant, of those that the flow's latest answer offered: tapped, or its
   *     number or label typed; null for none
   * @param value of media {@code url} and {@code caption}, of a location {@code latitude}, {@code longitude} and {@code
   *     title}; empty for others
   */
  public record Message(
      String kind, @Nullable String text, @Nullable String choice, Map<String, Object> value) {
    public Message {
      value = copy(value);
    }

    /** The kind only: what a contact wrote is left out. */
    @Override
    public String toString() {
      return "Message[" + kind + "]";
    }
  }

  private static Map<String, Object> copy(Map<String, Object> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The choice that was meant, else what was written; empty where there was neither. */
  public String text() {
    if (message == null) {
      return "";
    }
    String meant = message.choice() != null ? message.choice() : message.text();
    return meant == null ? "" : meant;
  }

  /** All but id, flow and context, in the form that calls are stored in. */
  public Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("cause", cause.name().toLowerCase(Locale.ROOT));
    if (message != null) {
      Map<String, Object> sent = new LinkedHashMap<>();
      sent.put("kind", message.kind());
      if (message.text() != null) {
        sent.put("text", message.text());
      }
      if (message.choice() != null) {
        sent.put("choice", message.choice());
      }
      sent.put("value", message.value());
      arguments.put("message", sent);
    }
    arguments.put("with", with);
    arguments.put("facts", facts);
    arguments.put("state", state);
    return arguments;
  }

  /** The call whose {@link #arguments} these are. */
  public static HostFlowCall of(
      String id, String flow, ChannelContext context, Map<String, Object> arguments) {
    Map<String, Object> sent = map(arguments, "message");
    Message message = sent.isEmpty()
        ? null
        : new Message(
            String.valueOf(sent.get("kind")),
            text(sent, "text"),
            text(sent, "choice"),
            map(sent, "value"));
    String cause = String.valueOf(arguments.get("cause")).toUpperCase(Locale.ROOT);
    return new HostFlowCall(
        id,
        flow,
        Cause.valueOf(cause),
        context,
        message,
        map(arguments, "with"),
        map(arguments, "facts"),
        map(arguments, "state"));
  }

  private static @Nullable String text(Map<String, Object> values, String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  private static Map<String, Object> map(Map<String, Object> values, String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (values.get(name) instanceof Map<?, ?> found) {
      found.forEach((key, value) -> map.put(String.valueOf(key), value));
    }
    return map;
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "HostFlowCall[" + id + ", " + flow + ", " + cause + "]";
  }
}
