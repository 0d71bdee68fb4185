package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.report.EventComparison;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.workbench.live.Live;
import dev.botflow.workbench.live.Replay;
import dev.botflow.workbench.live.Replays;
import dev.botflow.workbench.live.ScenarioComparison;
import dev.botflow.workbench.live.Sides;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that play two versions beside each other, on recorded events and on scenarios. */
final class ReplayRoutes {
  private static final String EVENTS = "/api/v1/compare/events";
  private static final int MOST_FILES = 100;
  private static final int MOST_NAME = 200;
  private static final int MOST_PLACES = 20;

  private final Optional<Live> live;
  private final Replays replays = new Replays();

  ReplayRoutes(Optional<Live> live) {
    this.live = live;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", EVENTS, Role.VIEW, this::begin),
        new Route("GET", EVENTS + "/{run}", Role.VIEW, this::view),
        new Route("DELETE", EVENTS + "/{run}", Role.VIEW, this::cancel));
  }

  private Response begin(Call call) {
    Live now = live.orElseThrow(LiveRoutes::missing);
    Fields body = call.body();
    List<Replay.Recorded> files = body.has("files")
        ? body.objects("files", MOST_FILES).stream().map(ReplayRoutes::recorded).toList()
        : List.of();
    Sides sides = now.sides(version(body, "from"), version(body, "to"));
    Replay replay = replays
        .begin(call.identity().name(), sides, files)
        .orElseThrow(() -> new Problem(
            409, "compare: expected none under way, but one is: try again when it is over"));
    return JsonBody.answer(202, json(replay));
  }

  private static @Nullable Long version(Fields body, String name) {
    return body.has(name) ? (Long) body.number(name) : null;
  }

  private static Replay.Recorded recorded(Fields file) {
    String name = file.text("name");
    String lower = name.toLowerCase(Locale.ROOT);
    boolean events =
        lower.endsWith(".json") || lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    if (!events || name.length() > MOST_NAME) {
      throw new Problem(
          422,
          file.path() + "name: expected a file of events (.json, .jsonl, .ndjson), but was \""
              + (name.length() > 40 ? name.substring(0, 40) + "…" : name) + "\"");
    }
    return new Replay.Recorded(name, file.text("text"));
  }

  private Response view(Call call) {
    return JsonBody.answer(200, json(found(call)));
  }

  private Response cancel(Call call) {
    found(call).cancel();
    return Response.bare(204);
  }

  private Replay found(Call call) {
    return replays
        .find(call.identity().name(), call.name("run"))
        .orElseThrow(
            () -> new Problem(404, "run: expected your last one, but it is over: begin a new one"));
  }

  private static ObjectNode json(Replay replay) {
    Sides sides = replay.sides();
    ObjectNode node = TableJson.object()
        .put("run", replay.id())
        .put("state", TableJson.word(replay.state()))
        .put("done", replay.done())
        .put("total", replay.total())
        .put("sentence", replay.sentence())
        .put("from", sides.from())
        .put("to", sides.to())
        .put("content", sides.now().checksum());
    node.set("findings", FindingJson.plain(sides.errors()));
    Optional<Replay.Result> result = replay.result();
    node.set(
        "events",
        result.flatMap(one -> one.events().map(events -> events(events, one))).orElse(null));
    node.set("scenarios", result.map(one -> scenarios(one.own())).orElse(null));
    node.set(
        "oldScenarios",
        result.flatMap(Replay.Result::old).map(ReplayRoutes::scenarios).orElse(null));
    return node;
  }

  private static ObjectNode events(EventComparison played, Replay.Result result) {
    ObjectNode node =
        TableJson.object().put("count", played.count()).put("unreadable", result.unreadable());
    node.set("sentences", TableJson.texts(result.sentences()));
    ArrayNode channels = node.putArray("channels");
    played
        .channels()
        .forEach((channel, counts) -> channels
            .addObject()
            .put("channel", channel.isEmpty() ? null : channel)
            .put("events", counts.events())
            .put("decided", counts.decided())
            .put("said", counts.said()));
    ArrayNode shifts = node.putArray("shifts");
    played.shifts().forEach((shift, group) -> {
      ObjectNode one = shifts
          .addObject()
          .put("sentence", shift.sentence())
          .put("from", shift.from())
          .put("to", shift.to())
          .put("before", shift.before())
          .put("now", shift.now())
          .put("channel", shift.channel())
          .put("why", shift.why());
      group(one, group);
    });
    ArrayNode said = node.putArray("said");
    played.said().forEach((same, group) -> {
      ObjectNode one = said.addObject()
          .put("rule", same.rule())
          .put("decision", same.decision())
          .put("channel", same.channel());
      group(one, group);
    });
    return node;
  }

  private static void group(ObjectNode node, EventComparison.Group group) {
    node.put("events", group.places().size());
    node.set(
        "at",
        TableJson.texts(
            group.places().subList(0, Math.min(MOST_PLACES, group.places().size()))));
    ArrayNode talks = node.putArray("talks");
    for (List<EventComparison.Turn> talk : group.talks()) {
      ArrayNode turns = talks.addArray();
      talk.forEach(turn -> turns.add(turn(turn)));
    }
  }

  private static ObjectNode turn(EventComparison.Turn turn) {
    InboundEvent event = turn.event();
    String text = event.text() == null ? event.postbackData() : event.text();
    ObjectNode node = TableJson.object()
        .put("at", event.at().toString())
        .put("kind", event.kind().name())
        .put("text", text);
    node.set("before", messages(turn.before()));
    node.set("now", messages(turn.now()));
    return node;
  }

  private static ArrayNode messages(List<Outgoing> messages) {
    ArrayNode nodes = TableJson.object().putArray("messages");
    messages.forEach(message -> nodes.add(TalkJson.message(message)));
    return nodes;
  }

  private static ObjectNode scenarios(ScenarioComparison played) {
    ObjectNode node = TableJson.object()
        .put("runs", played.runs())
        .put("before", played.before())
        .put("now", played.now())
        .put("unreadable", played.unreadable())
        .put("missing", played.missing());
    ArrayNode changes = node.putArray("changes");
    played
        .changes()
        .forEach(change -> changes
            .addObject()
            .put("scenario", change.scenario())
            .put("channel", change.channel())
            .put("before", change.before())
            .put("now", change.now())
            .put("expected", change.expected())
            .put("found", change.found()));
    return node;
  }
}
