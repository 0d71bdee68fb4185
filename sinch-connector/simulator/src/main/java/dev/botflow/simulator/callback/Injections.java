package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.model.Contacts;
import dev.botflow.simulator.model.Events;
import dev.botflow.simulator.model.Identity;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.Party;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.simulator.model.SentMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Plays the contacts: makes what they write, tap and do into callbacks, and posts them to the app's webhooks. */
public final class Injections {
  private final Apps apps;
  private final Contacts contacts;
  private final Messages messages;
  private final Events events;
  private final Webhooks webhooks;
  private final Callbacks callbacks;
  private final Envelopes envelopes;
  private final Clock clock;

  public Injections(
      Apps apps,
      Contacts contacts,
      Messages messages,
      Events events,
      Webhooks webhooks,
      Callbacks callbacks,
      Envelopes envelopes,
      Clock clock) {
    this.apps = apps;
    this.contacts = contacts;
    this.messages = messages;
    this.events = events;
    this.webhooks = webhooks;
    this.callbacks = callbacks;
    this.envelopes = envelopes;
    this.clock = clock;
  }

  public static ObjectNode text(String text) {
    ObjectNode message = Json.object();
    message.putObject("text_message").put("text", text);
    return message;
  }

  public static ObjectNode choice(String messageId, String postbackData) {
    ObjectNode message = Json.object();
    message
        .putObject("choice_response_message")
        .put("message_id", messageId)
        .put("postback_data", postbackData);
    message.putObject("reply_to").put("message_id", messageId);
    return message;
  }

  public Instant now() {
    return clock.instant();
  }

  public CompletableFuture<CallbackOutcome> message(
      String appId, String channel, String identity, ObjectNode contactMessage, Instant eventTime) {
    String answered =
        contactMessage.path("choice_response_message").path("message_id").asText("");
    SentMessage sent = messages.find(answered).map(Outgoing::sent).orElse(null);
    ObjectNode body =
        envelopes.inbound(party(appId, channel, identity), contactMessage, eventTime, sent);
    messages.keep(appId, (ObjectNode) body.get("message"));
    return post(appId, body);
  }

  public CompletableFuture<CallbackOutcome> event(
      String appId, String channel, String identity, ObjectNode contactEvent, Instant eventTime) {
    ObjectNode body = envelopes.event(party(appId, channel, identity), contactEvent, eventTime);
    events.keep((ObjectNode) body.get("event"));
    return post(appId, body);
  }

  public CompletableFuture<CallbackOutcome> opt(
      String appId, String channel, String identity, boolean in, Instant eventTime) {
    return post(appId, envelopes.opt(party(appId, channel, identity), in, eventTime));
  }

  /** Posts a text as it stands to the webhooks of the app it names; of the first app if it names none we have. */
  public CompletableFuture<CallbackOutcome> body(String body) {
    JsonNode json = Json.tryObject(body).orElseGet(Json::object);
    String appId =
        apps.find(json.path("app_id").asText("")).orElseGet(apps::first).id();
    return callbacks.post(body, webhooks.of(appId));
  }

  private CompletableFuture<CallbackOutcome> post(String appId, ObjectNode body) {
    return callbacks.post(Json.write(body), webhooks.of(appId));
  }

  private Party party(String appId, String channel, String identity) {
    AppConfig app = apps.find(appId)
        .orElseThrow(() -> new IllegalArgumentException(
            "app: expected an app of the simulator, but was " + appId));
    Identity who = Identity.of(channel, identity, appId);
    if (app.mode() == ProcessingMode.DISPATCH) {
      return new Party(appId, who, "", "", app.mode());
    }
    String contactId = contacts.contactId(who);
    return new Party(appId, who, contactId, contacts.conversationId(appId, contactId), app.mode());
  }
}
