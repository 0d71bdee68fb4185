package dev.botflow.simulator;

import static dev.botflow.simulator.shape.Shape.anyObject;
import static dev.botflow.simulator.shape.Shape.object;
import static dev.botflow.simulator.shape.Shape.oneOf;
import static dev.botflow.simulator.shape.Shape.text;
import static dev.botflow.simulator.shape.Shape.wholeNumber;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.callback.Callbacks;
import dev.botflow.simulator.callback.DeliveryReports;
import dev.botflow.simulator.callback.Injections;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.RequestLog;
import dev.botflow.simulator.http.Tokens;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.ReportStep;
import dev.botflow.simulator.shape.Shape;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The paths under {@code /simulator/}: the Java API for those who do not speak Java, as {@link SimulatorMain} lists them.
 */
final class AdminService {
  private static final Shape MESSAGE = object()
      .optional("app_id", text())
      .required("channel", text())
      .required("identity", text())
      .optional("event_time", text())
      .optional("message_id", text())
      .either("text", Shape.anyText())
      .either("postback_data", text())
      .either("contact_message", anyObject())
      .either("contact_event", anyObject())
      .either("opt_in", Shape.nothing())
      .either("opt_out", Shape.nothing());

  private static final Shape FAULT = object()
      .required("kind", oneOf("token", "send", "event", "get", "any"))
      .optional(
          "effect",
          oneOf(
              "status",
              "close_before",
              "close_after",
              "cut_answer",
              "close_after_answer",
              "delay",
              "drip"))
      .optional("count", wholeNumber())
      .optional("status", Shape.number(200, 599))
      .optional("body", Shape.anyText())
      .optional("retry_after_seconds", wholeNumber())
      .optional("headers", Shape.map(Shape.anyText()))
      .optional("reset", Shape.bool())
      .optional("delay_millis", wholeNumber());

  private static final Shape SETTINGS = object()
      .optional("token_life_seconds", Shape.number(1, 86_400))
      .optional("expire_tokens", Shape.bool())
      .optional("challenge_header", Shape.anyText())
      .optional("delivery_reports", Shape.list(Shape.text()));

  private static final Shape REPORT = object()
      .required("message_id", text())
      .required("status", text())
      .optional("reason_code", Shape.anyText());

  private static final Shape DISTURBANCE = object()
      .required("effect", oneOf("duplicate", "reorder", "delay"))
      .optional("count", Shape.number(1, 1000))
      .optional("copies", Shape.number(1, 100))
      .optional("delay_millis", wholeNumber());

  private final Apps apps;
  private final Injections injections;
  private final Messages messages;
  private final Callbacks callbacks;
  private final RequestLog log;
  private final Faults faults;
  private final DeliveryReports reports;
  private final Tokens tokens;

  AdminService(
      Apps apps,
      Injections injections,
      Messages messages,
      Callbacks callbacks,
      RequestLog log,
      Faults faults,
      DeliveryReports reports,
      Tokens tokens) {
    this.apps = apps;
    this.injections = injections;
    this.messages = messages;
    this.callbacks = callbacks;
    this.log = log;
    this.faults = faults;
    this.reports = reports;
    this.tokens = tokens;
  }

  /**
   * Answers a call below {@code /simulator/}.
   *
   * @throws ApiException if the path or the body is none of ours
   */
  Answer answer(Call call) {
    return switch (call.method() + " " + call.rawPath().substring("/simulator/".length())) {
      case "POST messages" -> outcome(call, inject(call.json()));
      case "POST callbacks" -> outcome(call, injections.body(call.body()));
      case "GET sent" -> list(messages.sent(), AdminJson::of);
      case "GET requests" -> list(log.all(), AdminJson::of);
      case "GET callbacks" -> list(callbacks.attempts(), AdminJson::of);
      case "POST settings" -> set(call.json());
      case "POST reports" -> outcome(call, report(call.json()));
      case "POST callback_faults" -> disturb(call.json());
      case "DELETE callback_faults" -> {
        callbacks.faults().clear();
        yield Answer.json(200, Json.object());
      }
      case "POST faults" -> addFault(call.json());
      case "DELETE faults" -> {
        faults.clear();
        yield pending();
      }
      default ->
        throw ApiException.notFound(
            "No such endpoint in the simulator: " + call.method() + " " + call.rawPath());
    };
  }

  private CompletableFuture<CallbackOutcome> inject(ObjectNode body) {
    MESSAGE.check(body, "");
    String appId = body.path("app_id").asText(apps.first().id());
    if (apps.find(appId).isEmpty()) {
      throw SendRules.noApp(appId);
    }
    String channel = body.path("channel").textValue();
    String identity = body.path("identity").textValue();
    Instant time = time(body);
    if (body.hasNonNull("contact_event")) {
      return injections.event(
          appId, channel, identity, (ObjectNode) body.get("contact_event"), time);
    }
    if (body.hasNonNull("opt_in") || body.hasNonNull("opt_out")) {
      return injections.opt(appId, channel, identity, body.hasNonNull("opt_in"), time);
    }
    return injections.message(appId, channel, identity, contactMessage(body), time);
  }

  private static ObjectNode contactMessage(ObjectNode body) {
    if (body.hasNonNull("text")) {
      return Injections.text(body.get("text").textValue());
    }
    return body.hasNonNull("postback_data")
        ? Injections.choice(
            body.path("message_id").asText(""), body.get("postback_data").textValue())
        : (ObjectNode) body.get("contact_message");
  }

  private Instant time(ObjectNode body) {
    if (!body.hasNonNull("event_time")) {
      return injections.now();
    }
    try {
      return Instant.parse(body.get("event_time").textValue());
    } catch (DateTimeException e) {
      throw Shape.differs(
          "event_time", "a time such as 2026-01-05T09:00:00Z", "a text of another form");
    }
  }

  private Answer set(ObjectNode body) {
    SETTINGS.check(body, "");
    if (body.hasNonNull("token_life_seconds")) {
      tokens.life(Duration.ofSeconds(body.get("token_life_seconds").asLong()));
    }
    if (body.path("expire_tokens").asBoolean()) {
      tokens.expireAll();
    }
    if (body.hasNonNull("challenge_header")) {
      tokens.challengeHeader(body.get("challenge_header").textValue());
    }
    if (body.hasNonNull("delivery_reports")) {
      List<String> statuses = new ArrayList<>();
      body.get("delivery_reports").forEach(status -> statuses.add(status.textValue()));
      reports.path(ReportStep.path(statuses, "delivery_reports"));
    }
    return Answer.json(200, Json.object());
  }

  private CompletableFuture<CallbackOutcome> report(ObjectNode body) {
    REPORT.check(body, "");
    String id = body.get("message_id").textValue();
    ReportStep step = ReportStep.of(
        body.get("status").textValue(), body.path("reason_code").asText(""), "status");
    Outgoing message = messages
        .find(id)
        .orElseThrow(() -> ApiException.notFound("Message with id " + id + " not found"));
    return reports.report(message, step.status(), step.reasonCode());
  }

  private Answer disturb(ObjectNode body) {
    DISTURBANCE.check(body, "");
    int count = body.path("count").asInt(1);
    switch (body.get("effect").textValue()) {
      case "duplicate" ->
        callbacks.faults().duplicate(count, body.path("copies").asInt(1));
      case "reorder" -> callbacks.faults().reorder(count);
      default ->
        callbacks
            .faults()
            .delay(count, Duration.ofMillis(body.path("delay_millis").asLong()));
    }
    return Answer.json(200, Json.object());
  }

  private Answer addFault(ObjectNode body) {
    FAULT.check(body, "");
    String effect = body.path("effect").asText("status");
    Faults.Fault fault = switch (effect) {
      case "close_before" -> Faults.closeBefore();
      case "close_after" -> Faults.closeAfter();
      case "close_after_answer" -> Faults.closeAfterAnswer();
      case "drip" -> Faults.drip(Duration.ofMillis(body.path("delay_millis").asLong()));
      case "cut_answer" -> Faults.cutAnswer();
      case "delay" -> Faults.delay(Duration.ofMillis(body.path("delay_millis").asLong()));
      default -> Faults.status(body.path("status").asInt(503));
    };
    if (body.hasNonNull("body")) {
      fault = fault.body(body.get("body").textValue());
    }
    if (body.hasNonNull("retry_after_seconds")) {
      fault =
          fault.retryAfter(Duration.ofSeconds(body.get("retry_after_seconds").asLong()));
    }
    for (Map.Entry<String, JsonNode> header : body.path("headers").properties()) {
      fault = fault.header(header.getKey(), header.getValue().asText());
    }
    if (body.path("reset").asBoolean()) {
      fault = fault.reset();
    }
    Faults.Kind kind = Faults.Kind.valueOf(body.get("kind").textValue().toUpperCase(Locale.ROOT));
    faults.next(kind, body.path("count").asInt(1), fault);
    return pending();
  }

  private Answer pending() {
    return Answer.json(200, Json.object().put("pending", faults.pending()));
  }

  private static Answer outcome(Call call, CompletableFuture<CallbackOutcome> posted) {
    if (call.query("wait").equals("false")) {
      return Answer.json(202, Json.object());
    }
    try {
      CallbackOutcome outcome = posted.get(30, TimeUnit.SECONDS);
      ObjectNode body = Json.object()
          .put("id", outcome.id())
          .put("contact_id", outcome.contactId())
          .put("conversation_id", outcome.conversationId())
          .put("accepted", outcome.accepted());
      ArrayNode attempts = body.putArray("attempts");
      outcome.attempts().forEach(attempt -> attempts.add(AdminJson.of(attempt)));
      return Answer.json(200, body);
    } catch (TimeoutException e) {
      return Answer.json(202, Json.object());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.json(202, Json.object());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a callback ended without an outcome", e);
    }
  }

  private static <T> Answer list(List<T> values, Function<T, JsonNode> json) {
    ArrayNode list = Json.array();
    values.forEach(value -> list.add(json.apply(value)));
    return Answer.json(200, list);
  }
}
