package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A webhook as registered; its JSON is never changed once it is here. */
public record Webhook(ObjectNode json) {

  public String id() {
    return json.path("id").asText();
  }

  String appId() {
    return json.path("app_id").asText();
  }

  String target() {
    return json.path("target").asText();
  }

  /** The secret that signs; {@code ""} for callbacks without a signature. */
  String secret() {
    return json.path("secret").asText("");
  }

  /** What it fetches a token with; missing for callbacks that bear none. */
  JsonNode credentials() {
    return json.path("client_credentials");
  }

  boolean wants(String trigger) {
    if (json.path("target_type").asText().equals("DISMISS")) {
      return false;
    }
    for (JsonNode wanted : json.path("triggers")) {
      // A body of no known kind goes to everyone: nobody could have asked for it.
      if (trigger.equals(Trigger.UNKNOWN) || named(wanted).equals(trigger)) {
        return true;
      }
    }
    return false;
  }

  private static String named(JsonNode trigger) {
    String name = trigger.asText();
    // Sinch's SDKs spell this one both ways.
    return name.equals("SMART_CONVERSATIONS") ? "SMART_CONVERSATION" : name;
  }

  @Override
  public String toString() {
    return "Webhook[" + id() + "]";
  }
}
