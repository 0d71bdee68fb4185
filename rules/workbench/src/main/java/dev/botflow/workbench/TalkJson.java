package dev.botflow.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.chat.MessageBlock;
import dev.botflow.authoring.chat.PhoneTalk;
import dev.botflow.authoring.chat.PlayLine;
import dev.botflow.authoring.io.Json;
import dev.botflow.message.Outgoing;
import dev.botflow.scenario.PlayResult;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.workbench.trial.Trial;
import dev.botflow.workbench.trial.TrialEvent;
import dev.botflow.workbench.trial.TrialPhone;
import dev.botflow.workbench.trial.TrialTurn;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial as the page gets it: messages as data, and what happened as {@code play --json} prints it. */
final class TalkJson {
  private TalkJson() {}

  static ObjectNode of(Trial.View trial, Trial.On bot) {
    ObjectNode node = TableJson.object()
        .put("conversation", trial.id())
        .put("revision", trial.revision())
        .put("zone", bot.version().bot().settings().zone().getId())
        .put("at", trial.began().toString());
    node.set("channels", TableJson.texts(trial.setting().channels()));
    node.set("facts", parsed(trial.setting().facts()));
    node.set("stubs", parsed(trial.setting().stubs()));
    node.set("findings", FindingJson.plain(bot.errors()));
    ArrayNode phones = node.putArray("phones");
    trial.phones().forEach(phone -> phones.add(phone(phone)));
    return node;
  }

  private static JsonNode parsed(String text) {
    return JsonBody.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode phone(TrialPhone phone) {
    List<TrialTurn> turns = phone.turns();
    TrialTurn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    ObjectNode node = TableJson.object()
        .put("channel", phone.channel().name())
        .put("now", phone.now().toString())
        .put("rule", last == null ? null : last.own().map(PlayResult::rule).orElse(null))
        .put("waitingAt", waitingAt(last))
        .put("due", phone.nextDue().map(Object::toString).orElse(null));
    node.set("notes", TableJson.texts(phone.notes()));
    ArrayNode list = node.putArray("turns");
    turns.forEach(turn -> list.add(turn(turn)));
    return node;
  }

  private static @Nullable String waitingAt(@Nullable TrialTurn turn) {
    List<PlayResult> lines =
        turn == null || turn.act() == null ? List.of() : turn.act().lines();
    return lines.isEmpty() ? null : lines.get(lines.size() - 1).waitingAt();
  }

  private static ObjectNode turn(TrialTurn turn) {
    ObjectNode node = TableJson.object().put("number", turn.number());
    node.set("event", event(turn.event()));
    PhoneTalk.Act act = turn.act();
    node.put("did", act == null ? null : act.did()).put("problem", turn.problem());
    ArrayNode lines = node.putArray("lines");
    if (act != null) {
      for (int i = 0; i < act.lines().size(); i++) {
        lines.add(line(act.lines().get(i), i != act.own()));
      }
    }
    node.set("differs", before(turn.before()));
    return node;
  }

  private static @Nullable ObjectNode before(TrialTurn.@Nullable Course before) {
    if (before == null) {
      return null;
    }
    ObjectNode node = TableJson.object()
        .put("rule", before.rule())
        .put("flow", before.flow())
        .put("waitingAt", before.waitingAt());
    node.set("said", TableJson.texts(before.said()));
    return node;
  }

  private static ObjectNode line(PlayResult played, boolean timer) {
    ObjectNode node = TableJson.object()
        .put("timer", timer)
        .put("at", played.at().toString())
        .put("outcome", played.outcome())
        .put("decision", played.decision())
        .put("rule", played.rule())
        .put("flow", played.flow())
        .put("waitingAt", played.waitingAt())
        .put("sentence", PlayLine.summary(played));
    ArrayNode messages = node.putArray("messages");
    played.messages().forEach(message -> messages.add(message(message)));
    node.set("trace", PlayLine.trace(played));
    return node;
  }

  /** A message as its channel shows it. */
  static ObjectNode message(Outgoing message) {
    ObjectNode node = TableJson.object()
        .put("channel", message.to().channel().name())
        .put("readable", message.message().readable());
    ArrayNode blocks = node.putArray("blocks");
    for (MessageBlock block :
        MessageBlock.of(Json.read(SinchMessages.body(message, SinchChannelLimits.all())))) {
      ObjectNode one =
          blocks.addObject().put("kind", block.kind().word()).put("text", block.text());
      one.put("choice", block.postback());
      if (block.number() > 0) {
        one.put("number", block.number());
      }
      if (!block.more().isEmpty()) {
        one.put("more", block.more());
      }
    }
    return node;
  }

  // What happens, in and out.

  static TrialEvent event(Fields event) {
    String channel = event.optional("channel").orElse(null);
    String kind = event.text("kind");
    switch (kind) {
      case "text":
        return new TrialEvent.Text(event.text("text"), channel);
      case "tap":
        return new TrialEvent.Tap(event.text("choice"), channel);
      case "event":
        Map<String, Object> values = new LinkedHashMap<>();
        event.object("values").ifPresent(given -> {
          if (Json.plain(given.node()) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
          }
        });
        return new TrialEvent.Happens(event.text("name"), values, channel);
      case "time":
        return new TrialEvent.Time(event.text("after"), channel);
      case "sample":
        Fields body =
            event.object("body").orElseThrow(() -> event.refused("body", "a webhook's body", null));
        return new TrialEvent.Sample(
            new String(JsonBody.write(body.node()), StandardCharsets.UTF_8), channel);
      default:
        throw new Problem(
            400,
            event.path() + "kind: expected text, tap, event, time or sample, but was \"" + kind
                + "\"");
    }
  }

  private static ObjectNode event(TrialEvent event) {
    ObjectNode node = TableJson.object();
    if (event instanceof TrialEvent.Text text) {
      node.put("kind", "text").put("text", text.text());
    } else if (event instanceof TrialEvent.Tap tap) {
      node.put("kind", "tap").put("choice", tap.choice());
    } else if (event instanceof TrialEvent.Happens happens) {
      node.put("kind", "event").put("name", happens.name());
      node.set("values", Json.value(happens.values()));
    } else if (event instanceof TrialEvent.Time time) {
      node.put("kind", "time").put("after", time.after());
    } else if (event instanceof TrialEvent.Sample sample) {
      node.put("kind", "sample").set("body", parsed(sample.body()));
    } else {
      throw new AssertionError(event);
    }
    if (event.channel() != null) {
      node.put("channel", event.channel());
    }
    return node;
  }
}
