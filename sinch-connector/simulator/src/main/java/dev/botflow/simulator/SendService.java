package dev.botflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.DeliveryReports;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Events;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.Route;
import dev.botflow.simulator.model.Transcoder;
import dev.botflow.simulator.shape.MessageShapes;
import dev.botflow.simulator.shape.SendShapes;
import java.time.Clock;

/** The endpoints that send: checks each request, records what is accepted, and lets the reports follow. */
final class SendService {
  private final MessageShapes messageShapes;
  private final SendShapes shapes;
  private final SendRules rules;
  private final Messages messages;
  private final DeliveryReports reports;
  private final Events events;
  private final Clock clock;

  SendService(
      MessageShapes messageShapes,
      SendRules rules,
      Messages messages,
      DeliveryReports reports,
      Events events,
      Clock clock) {
    this.messageShapes = messageShapes;
    this.shapes = new SendShapes(messageShapes);
    this.rules = rules;
    this.messages = messages;
    this.reports = reports;
    this.events = events;
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
    Route route = rules.route(rules.app(request), request);
    String id = events.accept(request, call.body(), route);
    ObjectNode answer =
        Json.object().put("event_id", id).put("accepted_time", clock.instant().toString());
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
}
