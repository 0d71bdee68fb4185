package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.Webhook;
import dev.botflow.simulator.callback.Webhooks;
import dev.botflow.simulator.http.Tokens;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import java.util.List;
import java.util.Optional;

/** The paths of the Conversation API: who may call, which project is meant, and which endpoint answers. */
final class ConversationService {
  private final String projectId;
  private final String region;
  private final Tokens tokens;
  private final Apps apps;
  private final Webhooks webhooks;
  private final SendService sends;
  private final AppEndpoints appCalls;
  private final ReadEndpoints reads;

  ConversationService(
      String projectId,
      String region,
      Tokens tokens,
      Apps apps,
      Webhooks webhooks,
      SendService sends,
      AppEndpoints appCalls,
      ReadEndpoints reads) {
    this.projectId = projectId;
    this.region = region;
    this.tokens = tokens;
    this.apps = apps;
    this.webhooks = webhooks;
    this.sends = sends;
    this.appCalls = appCalls;
    this.reads = reads;
  }

  /**
   * Answers a call below {@code /v1/}.
   *
   * @throws ApiException if it is refused
   */
  Answer answer(Call call) {
    Optional<Answer> refusal = tokens.refuse(call.header("authorization"));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    List<String> path = call.segments();
    if (path.size() < 4 || !path.get(1).equals("projects")) {
      throw noPath(call);
    }
    if (!path.get(2).equals(projectId)) {
      throw ApiException.notFound("Project with id " + path.get(2) + " not found");
    }
    return below(call, path.subList(3, path.size()));
  }

  private Answer below(Call call, List<String> path) {
    String method = call.method();
    return switch (method + " " + path.get(0) + "/" + (path.size() - 1)) {
      case "GET apps/0" -> home(call) ? appCalls.list() : nothing("apps");
      case "POST apps/0" -> appCalls.create(inHome(call));
      case "GET apps/1" -> appCalls.show(app(call, path.get(1)));
      case "PATCH apps/1" -> appCalls.change(app(call, path.get(1)), call);
      case "DELETE apps/1" -> appCalls.delete(app(call, path.get(1)));
      case "GET apps/2" -> {
        if (!path.get(2).equals("webhooks")) {
          throw noPath(call);
        }
        yield listWebhooks(app(call, path.get(1)));
      }
      case "POST webhooks/0" -> createWebhook(call);
      case "GET webhooks/1" -> Answer.json(200, webhook(call, path.get(1)).json());
      case "PATCH webhooks/1" ->
        Answer.json(
            200,
            webhooks
                .change(webhook(call, path.get(1)), call.json(), call.query("update_mask"))
                .json());
      case "DELETE webhooks/1" -> {
        webhooks.remove(webhook(call, path.get(1)).id());
        yield Answer.json(200, Json.object());
      }
      case "POST messages:send/0" -> sends.send(inRegion(call));
      case "POST messages:transcode/0" -> sends.transcode(inRegion(call));
      case "POST events:send/0" -> sends.sendEvent(inRegion(call));
      case "GET messages/0" -> home(call) ? reads.messages(call) : page("messages");
      case "GET messages/1" -> reads.message(inRegion(call, path, "Message"), call);
      case "PATCH messages/1" -> reads.changeMessage(inRegion(call, path, "Message"), call);
      case "DELETE messages/1" -> reads.deleteMessage(inRegion(call, path, "Message"), call);
      case "GET events/0" -> home(call) ? reads.events(call) : page("events");
      case "GET events/1" -> reads.event(inRegion(call, path, "Event"));
      case "DELETE events/1" -> reads.deleteEvent(inRegion(call, path, "Event"));
      default -> throw noPath(call);
    };
  }

  private static Answer page(String key) {
    ObjectNode body = Json.object();
    body.putArray(key);
    return Answer.json(200, body.put("next_page_token", ""));
  }

  private static Answer nothing(String key) {
    ObjectNode body = Json.object();
    body.putArray(key);
    return Answer.json(200, body);
  }

  private Answer listWebhooks(AppConfig app) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("webhooks");
    webhooks.of(app.id()).forEach(webhook -> list.add(webhook.json()));
    return Answer.json(200, body);
  }

  private Answer createWebhook(Call call) {
    ObjectNode body = call.json();
    String appId = body.path("app_id").asText("");
    if (!appId.isEmpty()) {
      app(call, appId);
    }
    return Answer.json(200, webhooks.create(body).json());
  }

  private AppConfig app(Call call, String id) {
    return apps.find(id).filter(app -> home(call)).orElseThrow(() -> SendRules.noApp(id));
  }

  private Webhook webhook(Call call, String id) {
    return webhooks
        .find(id)
        .filter(webhook -> home(call))
        .orElseThrow(() -> ApiException.notFound("Webhook with id " + id + " not found"));
  }

  /** The call, if it came to the region the apps live in; in any other, no app is known. */
  private Call inRegion(Call call) {
    if (!home(call)) {
      throw SendRules.noApp(call.json().path("app_id").asText(""));
    }
    return call;
  }

  /** The id in a path, if the call came to the region of the simulator; in any other, nothing is found. */
  private String inRegion(Call call, List<String> path, String what) {
    if (!home(call)) {
      throw ApiException.notFound(what + " with id " + path.get(1) + " not found");
    }
    return path.get(1);
  }

  /** The call, if it came to the region of the simulator: in the others nothing can be made. */
  private Call inHome(Call call) {
    if (!home(call)) {
      throw ApiException.notFound("Project with id " + projectId + " not found in this region");
    }
    return call;
  }

  private boolean home(Call call) {
    return call.region().equals(region);
  }

  private static ApiException noPath(Call call) {
    return ApiException.notFound(
        "No such endpoint in the simulator: " + call.method() + " " + call.rawPath());
  }
}
