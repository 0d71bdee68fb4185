package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.model.Contacts;
import dev.botflow.simulator.model.Identity;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.simulator.model.Route;
import dev.botflow.simulator.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a request to send must agree with beyond its own shape: the app, its channels, its mode, its contacts. Answers
 * the way the message takes.
 */
public final class SendRules {
  /** The channels Sinch knows; an app of the simulator may have others. */
  public static final Set<String> KNOWN_CHANNELS = Set.of(
      "WHATSAPP",
      "RCS",
      "SMS",
      "MESSENGER",
      "VIBER",
      "VIBERBM",
      "MMS",
      "INSTAGRAM",
      "TELEGRAM",
      "KAKAOTALK",
      "KAKAOTALKCHAT",
      "LINE",
      "WECHAT",
      "APPLEBC");

  private static final List<String> CHANNEL_MAPS = List.of(
      "explicit_channel_message", "explicit_channel_omni_message", "channel_specific_message");

  private final Apps apps;
  private final Contacts contacts;

  SendRules(Apps apps, Contacts contacts) {
    this.apps = apps;
    this.contacts = contacts;
  }

  /** The app a request names. */
  AppConfig app(JsonNode request) {
    String id = request.path("app_id").asText("");
    return apps.find(id).orElseThrow(() -> noApp(id));
  }

  static ApiException noApp(String id) {
    return ApiException.notFound("App with id " + id + " not found");
  }

  /** Checks the channels a message names. */
  static void checkChannels(AppConfig app, JsonNode message, String path) {
    for (String map : CHANNEL_MAPS) {
      for (var entry : message.path(map).properties()) {
        checkKnown(app, entry.getKey(), path + "." + map + "." + entry.getKey());
      }
    }
    JsonNode templates = message.path("template_message").path("channel_template");
    for (var entry : templates.properties()) {
      checkKnown(
          app, entry.getKey(), path + ".template_message.channel_template." + entry.getKey());
    }
  }

  static void checkKnown(AppConfig app, String channel, String path) {
    if (!KNOWN_CHANNELS.contains(channel) && !app.channels().containsKey(channel)) {
      throw Shape.differs(path, "a channel such as WHATSAPP", "\"" + channel + "\"");
    }
  }

  /** The way to the recipient: on which identities, in which order; the contact and conversation. */
  Route route(AppConfig app, JsonNode request) {
    List<String> order = new ArrayList<>();
    JsonNode given = request.path("channel_priority_order");
    for (int i = 0; i < given.size(); i++) {
      checkConfigured(app, given.get(i).textValue(), "channel_priority_order[" + i + "]");
      order.add(given.get(i).textValue());
    }
    boolean kept = app.mode() == ProcessingMode.CONVERSATION
        && !request.path("processing_strategy").asText().equals("DISPATCH_ONLY");
    JsonNode contactId = request.path("recipient").path("contact_id");
    if (contactId.isTextual()) {
      return toContact(app, contactId.textValue(), order, kept);
    }
    List<Identity> identities = identities(app, request);
    List<Identity> hops = inOrder(identities, order);
    if (!order.isEmpty()) {
      // An order that names other channels only leaves no way: it must not go out on these.
      hops = hops.stream().filter(hop -> order.contains(hop.channel())).toList();
    }
    Identity first = inOrder(identities, order).get(0);
    String contact = kept ? contacts.contactId(first) : "";
    return route(app, hops, contact, kept);
  }

  private Route toContact(AppConfig app, String contactId, List<String> order, boolean kept) {
    if (app.mode() == ProcessingMode.DISPATCH) {
      throw Shape.differs(
          "recipient.contact_id",
          "identified_by, since the app is in DISPATCH mode",
          "a contact id");
    }
    List<Identity> identities = contacts
        .identities(contactId)
        .orElseThrow(() -> ApiException.notFound("Contact with id " + contactId + " not found"));
    List<String> channels = order.isEmpty() ? List.copyOf(app.channels().keySet()) : order;
    List<Identity> hops = identities.stream()
        .filter(identity -> channels.contains(identity.channel()))
        .toList();
    return route(app, inOrder(hops, channels), kept ? contactId : "", kept);
  }

  private Route route(AppConfig app, List<Identity> hops, String contactId, boolean kept) {
    String conversationId = kept ? contacts.conversationId(app.id(), contactId) : "";
    return new Route(
        hops,
        contactId,
        conversationId,
        kept ? ProcessingMode.CONVERSATION : ProcessingMode.DISPATCH);
  }

  private static List<Identity> identities(AppConfig app, JsonNode request) {
    JsonNode given = request.path("recipient").path("identified_by").path("channel_identities");
    Set<Identity> identities = new LinkedHashSet<>();
    for (int i = 0; i < given.size(); i++) {
      String path = "recipient.identified_by.channel_identities[" + i + "]";
      String channel = given.get(i).path("channel").textValue();
      checkConfigured(app, channel, path + ".channel");
      String scope = given.get(i).path("app_id").asText("");
      // The official clients have no such field: without it, it is this app's identity.
      if (Identity.appScoped(channel) && !scope.isEmpty() && !scope.equals(app.id())) {
        throw Shape.differs(
            path + ".app_id",
            "the app's id, since an identity on " + channel + " means nothing in another app",
            "another");
      }
      identities.add(Identity.of(channel, given.get(i).path("identity").textValue(), app.id()));
    }
    return List.copyOf(identities);
  }

  private static void checkConfigured(AppConfig app, String channel, String path) {
    if (!app.channels().containsKey(channel)) {
      throw Shape.differs(
          path,
          "a channel configured on the app: " + String.join(", ", app.channels().keySet()),
          "\"" + channel + "\"");
    }
  }

  /** Those on a channel of the order first, in that order; then the rest as they stand. */
  private static List<Identity> inOrder(List<Identity> identities, List<String> order) {
    Set<Identity> sorted = new LinkedHashSet<>();
    for (String channel : order) {
      identities.stream().filter(i -> i.channel().equals(channel)).forEach(sorted::add);
    }
    sorted.addAll(identities);
    return List.copyOf(sorted);
  }
}
