package dev.botflow.sinch.send;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.botflow.sinch.json.ApiJson;
import dev.botflow.sinch.json.Checks;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something the app does that is no message, for {@code events:send}. Which channel shows which is not documented;
 * typing is seen on Messenger and RCS. Source: the Conversation API documentation.
 */
public final class AppEvent {
  private final String key;
  private final @Nullable Agent agent;
  private final String json;

  private AppEvent(String key, @Nullable Agent agent, String json) {
    this.key = key;
    this.agent = agent;
    this.json = json;
  }

  /** We begin to write. */
  public static AppEvent typing() {
    return new AppEvent("composing_event", null, "{}");
  }

  /** We write no longer. */
  public static AppEvent typingEnded() {
    return new AppEvent("composing_end_event", null, "{}");
  }

  /** An answer to a comment the contact left in public. */
  public static AppEvent commentReply(String text) {
    String json = ApiJson.object()
        .put("text", Checks.given("comment_reply_event.text", text))
        .toString();
    return new AppEvent("comment_reply_event", null, json);
  }

  /** Somebody joined the conversation. */
  public static AppEvent agentJoined(Agent agent) {
    return new AppEvent("agent_joined_event", agent, "");
  }

  /** Somebody left the conversation. */
  public static AppEvent agentLeft(Agent agent) {
    return new AppEvent("agent_left_event", agent, "");
  }

  /**
   * Anything else, passed on as it is.
   *
   * @param payload a JSON object
   */
  public static AppEvent generic(String payload) {
    String json = "{\"payload\":" + Checks.object("generic_event.payload", payload) + "}";
    return new AppEvent("generic_event", null, json);
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName(key);
    if (agent == null) {
      out.writeRawValue(json);
    } else {
      out.writeStartObject();
      out.writeObjectFieldStart("agent");
      ContentWriter.agent(out, agent);
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** What kind it is. */
  @Override
  public String toString() {
    return "AppEvent[" + key + "]";
  }
}
