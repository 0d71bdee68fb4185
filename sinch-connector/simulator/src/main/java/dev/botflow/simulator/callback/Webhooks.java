package dev.botflow.simulator.callback;

import static dev.botflow.simulator.shape.Shape.list;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.textUpTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.shape.FieldMask;
import dev.botflow.simulator.shape.ObjectShape;
import dev.botflow.simulator.shape.Shape;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The webhooks of all apps, and the rules for registering one. Safe for many threads. */
public final class Webhooks {
  private static final int MOST_PER_APP = 5;

  private static final ObjectShape SHAPE = object()
      .optional("id", text())
      .required("app_id", text())
      .required("target", Shape.text(1, 742).and(Webhooks::checkTarget))
      .optional("target_type", oneOf("HTTP", "DISMISS"))
      .required("triggers", list(1, Integer.MAX_VALUE, text()).and(Webhooks::checkTriggers))
      .optional("secret", Shape.anyText())
      .optional(
          "client_credentials",
          object()
              .required("client_id", text())
              .required("client_secret", text())
              .required("endpoint", text())
              .optional("scope", textUpTo(1024))
              .optional("response_type", textUpTo(64))
              .optional("token_request_type", oneOf("BASIC", "FORM")));

  private final Ids ids;
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();

  public Webhooks(Ids ids) {
    this.ids = ids;
  }

  public synchronized List<Webhook> of(String appId) {
    return webhooks.values().stream().filter(w -> w.appId().equals(appId)).toList();
  }

  public synchronized Optional<Webhook> find(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  /** Registers a webhook. The caller has made sure that there is such an app. */
  public synchronized Webhook create(ObjectNode body) {
    return put(body, ids.next());
  }

  /**
   * Changes a webhook.
   *
   * @param mask the fields to change, with commas; {@code ""} for those that are in the body
   */
  public synchronized Webhook change(Webhook webhook, ObjectNode changes, String mask) {
    ObjectNode changed = FieldMask.apply(webhook.json(), changes, mask, SHAPE);
    if (!changed.path("app_id").asText().equals(webhook.appId())) {
      throw ApiException.invalid("app_id: expected the app the webhook is of, but was another");
    }
    return put(changed, webhook.id());
  }

  public synchronized void remove(String id) {
    webhooks.remove(id);
  }

  /** Removes the webhooks of an app. */
  public synchronized void removeOf(String appId) {
    webhooks.values().removeIf(webhook -> webhook.appId().equals(appId));
  }

  private Webhook put(ObjectNode body, String id) {
    SHAPE.check(body, "");
    ObjectNode json = Json.object().put("id", id);
    json.setAll(body);
    json.put("id", id);
    if (!json.hasNonNull("target_type")) {
      json.put("target_type", "HTTP");
    }
    Webhook webhook = new Webhook(json);
    List<Webhook> others =
        of(webhook.appId()).stream().filter(other -> !other.id().equals(id)).toList();
    if (others.size() >= MOST_PER_APP) {
      throw ApiException.invalid(
          "app_id: expected an app with fewer than 5 webhooks, but it has 5");
    }
    if (others.stream().anyMatch(other -> other.target().equals(webhook.target()))) {
      throw ApiException.invalid(
          "target: expected one of its own, but another webhook of the app has it");
    }
    webhooks.put(id, webhook);
    return webhook;
  }

  private static void checkTriggers(JsonNode triggers, String path) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < triggers.size(); i++) {
      String trigger = triggers.get(i).textValue();
      String place = path + "[" + i + "]";
      if (!Trigger.all().contains(trigger)) {
        throw Shape.differs(place, "a trigger such as MESSAGE_INBOUND", "\"" + trigger + "\"");
      }
      if (!seen.add(trigger)) {
        throw Shape.differs(place, "each trigger once", "\"" + trigger + "\" again");
      }
    }
  }

  private static void checkTarget(JsonNode target, String path) {
    URI uri = parse(target.textValue())
        .orElseThrow(
            () -> Shape.differs(path, "an address such as https://example.com/callbacks", "none"));
    if (uri.getUserInfo() != null) {
      throw Shape.differs(path, "an address without user and password", "one with");
    }
    if (uri.getHost().matches("(.+\\.)?conversation-api\\..*sinch\\.com")) {
      throw Shape.differs(path, "an address outside Sinch", "one of Sinch's own");
    }
    if (!uri.getScheme().equalsIgnoreCase("https") && !onLoopback(uri)) {
      throw Shape.differs(path, "https, or http on loopback", "another scheme");
    }
  }

  /** The text as an http or https address; nothing if it is none. */
  static Optional<URI> parse(String target) {
    try {
      URI uri = new URI(target);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether the address is on this machine. Other names than localhost are not looked up. */
  static boolean onLoopback(URI uri) {
    String host = uri.getHost();
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
