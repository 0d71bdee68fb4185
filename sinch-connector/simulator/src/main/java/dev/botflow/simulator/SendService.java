package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.DeliveryReports;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.Route;
import dev.botflow.simulator.model.Transcoder;
import dev.botflow.simulator.shape.MessageShapes;
import dev.botflow.simulator.shape.SendShapes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The endpoints that send: checks each request, records what is accepted, and lets the reports follow. */
final class SendService {
  private final MessageShapes messageShapes;
  private final SendShapes shapes;
  private final SendRules rules;
  private final Messages messages;
  private final DeliveryReports reports;
  private final Ids ids;
  private final Clock clock;
  private final List<String> events = new CopyOnWriteArrayList<>();

  SendService(
      MessageShapes messageShapes,
      SendRules rules,
      Messages messages,
      DeliveryReports reports,
      Ids ids,
      Clock clock) {
    this.messageShapes = messageShapes;
    this.shapes = new SendShapes(messageShapes);
    this.rules = rules;
    this.messages = messages;
    this.reports = reports;
    this.ids = ids;
    this.clock = clock;
  }

  /** {@code POST messages:send}. */
  Answer send(Call call) {
    ObjectNode request = call.json();
    shapes.send().check(request, "");
    AppConfig app = rules.app(request);
    JsonNode message = request.path("message");
    SendRules.checkChannels(app, message, "message");
    Route route = rules.route(app, request);
    Outgoing accepted =
        messages.accept(request, call.body(), messageShapes.contentKey(message), route);
    ObjectNode answer = Json.object()
        .put("message_id", accepted.sent().messageId())
        .put("accepted_time", accepted.sent().acceptedTime().toString());
    return Answer.json(200, answer).then(() -> reports.follow(accepted));
  }

  /** {@code POST events:send}. */
  Answer sendEvent(Call call) {
    ObjectNode request = call.json();
    SendShapes.event().check(request, "");
    rules.route(rules.app(request), request);
    events.add(call.body());
    ObjectNode answer = Json.object()
        .put("event_id", ids.next())
        .put("accepted_time", clock.instant().toString());
    return Answer.json(200, answer);
  }

  /** {@code POST messages:transcode}. */
  Answer transcode(Call call) {
    ObjectNode request = call.json();
    shapes.transcode().check(request, "");
    AppConfig app = rules.app(request);
    SendRules.checkChannels(app, request.path("app_message"), "app_message");
    JsonNode channels = request.path("channels");
    for (int i = 0; i < channels.size(); i++) {
      SendRules.checkKnown(app, channels.get(i).textValue(), "channels[" + i + "]");
    }
    return Answer.json(200, Transcoder.answer(request));
  }

  /** {@code GET messages/{id}}. */
  Answer show(String messageId, Call call) {
    boolean dispatch = call.query("messages_source").equals("DISPATCH_SOURCE");
    return messages
        .show(messageId, dispatch)
        .map(json -> Answer.json(200, json))
        .orElseThrow(() -> ApiException.notFound("Message with id " + messageId + " not found"));
  }

  /** The bodies of the events sent, in order. */
  List<String> events() {
    return List.copyOf(events);
  }

  void clear() {
    events.clear();
  }
}
