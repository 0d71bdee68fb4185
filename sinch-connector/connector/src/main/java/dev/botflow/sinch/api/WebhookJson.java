package dev.botflow.sinch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.json.ApiJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks as Sinch writes and reads them (the Conversation API documentation). */
final class WebhookJson {
  private WebhookJson() {}

  /**
   * Writes what a webhook is to have.
   *
   * @return the names of the members written, with commas: the {@code update_mask} of a change
   */
  static String write(
      ObjectNode body,
      List<String> triggers,
      @Nullable Secret secret,
      @Nullable WebhookCredentials credentials) {
    StringBuilder written = new StringBuilder("triggers");
    ArrayNode array = body.putArray("triggers");
    triggers.forEach(array::add);
    if (secret != null) {
      body.put("secret", secret.reveal());
      written.append(",secret");
    }
    if (credentials != null) {
      write(body.putObject("client_credentials"), credentials);
      written.append(",client_credentials");
    }
    return written.toString();
  }

  private static void write(ObjectNode json, WebhookCredentials credentials) {
    json.put("client_id", credentials.clientId());
    json.put("client_secret", credentials.clientSecret().reveal());
    json.put("endpoint", credentials.endpoint());
    if (credentials.scope() != null) {
      json.put("scope", credentials.scope());
    }
    if (credentials.responseType() != null) {
      json.put("response_type", credentials.responseType());
    }
    json.put("token_request_type", credentials.requestType().name());
  }

  static AppWebhook read(JsonNode node) {
    List<String> triggers = new ArrayList<>();
    node.path("triggers").forEach(trigger -> triggers.add(trigger.asText()));
    String secret = ApiJson.text(node.path("secret"));
    JsonNode credentials = node.path("client_credentials");
    return new AppWebhook(
        node.path("id").asText(""),
        node.path("target").asText(""),
        triggers,
        secret == null || secret.isBlank() ? null : Secret.of(secret),
        ApiJson.text(credentials.path("endpoint")),
        ApiJson.text(credentials.path("client_id")));
  }
}
