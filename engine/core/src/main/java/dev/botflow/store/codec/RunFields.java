package dev.botflow.store.codec;

import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.message.OutboundJson;
import dev.botflow.session.Frame;
import dev.botflow.session.HostedState;
import dev.botflow.session.Run;
import dev.botflow.session.Wait;
import java.time.Duration;

/** The fields of a run, its frames and what it waits for. */
final class RunFields {
  private RunFields() {}

  static void write(JsonOut json, Run run) {
    json.text("id", run.id()).list("frames", run.frames(), RunFields::writeFrame);
    Wait waiting = run.waiting();
    if (waiting != null) {
      json.object("waiting", wait -> writeWait(wait, waiting));
    }
    json.text("rule", run.rule())
        .word("kind", run.kind())
        .flag("asked", run.asked())
        .number("steps", run.steps())
        .time("started", run.startedAt());
  }

  static Run read(JsonIn json) {
    JsonIn waiting = json.objectOrNull("waiting");
    return new Run(
        json.text("id"),
        json.someOf("frames", RunFields::readFrame),
        waiting == null ? null : readWait(waiting),
        json.textOrNull("rule"),
        json.word("kind", Run.Kind.class),
        json.flag("asked"),
        json.smallNumber("steps"),
        json.time("started"));
  }

  private static void writeFrame(JsonOut json, Frame frame) {
    json.text("flow", frame.flow())
        .number("bot", frame.botVersion())
        .text("step", frame.step())
        .values("variables", frame.variables())
        .object("visits", visits -> frame.visits().forEach(visits::number));
    Frame.Back back = frame.back();
    if (back != null) {
      json.object("back", way -> way.text("next", back.next()).values("save", back.save()));
    }
    HostedState hosted = frame.hosted();
    if (hosted != null) {
      json.object("hosted", kept -> writeHosted(kept, hosted));
    }
  }

  private static void writeHosted(JsonOut json, HostedState hosted) {
    json.values("state", hosted.state())
        .list(
            "said",
            hosted.said(),
            (item, message) -> item.text("message", OutboundJson.write(message)));
    Duration after = hosted.noReplyAfter();
    if (after != null) {
      json.duration("no_reply_after", after);
    }
  }

  private static HostedState readHosted(JsonIn json) {
    return new HostedState(
        json.values("state"),
        json.list("said", item -> OutboundJson.read(item.text("message"))),
        json.has("no_reply_after") ? json.duration("no_reply_after") : null);
  }

  private static Frame readFrame(JsonIn json) {
    JsonIn back = json.objectOrNull("back");
    JsonIn hosted = json.objectOrNull("hosted");
    return new Frame(
        json.text("flow"),
        json.number("bot"),
        json.text("step"),
        json.values("variables"),
        json.mapped("visits", JsonIn::smallNumber),
        back == null ? null : new Frame.Back(back.textOrNull("next"), back.texts("save")),
        hosted == null ? null : readHosted(hosted));
  }

  static void writeWait(JsonOut json, Wait wait) {
    json.text("step", wait.step()).time("since", wait.since());
    if (wait instanceof Wait.ForAnswer answer) {
      json.text("kind", "answer")
          .number("attempts", answer.attempts())
          .number("visit", answer.visit())
          .flag("nudged", answer.nudged());
    } else if (wait instanceof Wait.ForResult result) {
      json.text("kind", "result").text("call", result.callId());
    } else if (wait instanceof Wait.ForTime time) {
      json.text("kind", "time").time("until", time.until());
    } else if (wait instanceof Wait.ForAgent agent) {
      json.text("kind", "agent").text("queue", agent.queue());
    } else {
      throw new AssertionError(wait.getClass().getName());
    }
  }

  private static Wait readWait(JsonIn json) {
    String step = json.text("step");
    return switch (json.text("kind")) {
      case "answer" ->
        new Wait.ForAnswer(
            step,
            json.time("since"),
            json.smallNumber("attempts"),
            json.smallNumber("visit"),
            json.flag("nudged"));
      case "result" -> new Wait.ForResult(step, json.time("since"), json.text("call"));
      case "time" -> new Wait.ForTime(step, json.time("since"), json.time("until"));
      case "agent" -> new Wait.ForAgent(step, json.time("since"), json.textOrNull("queue"));
      default -> throw json.unknown("kind", "answer, result, time or agent");
    };
  }
}
