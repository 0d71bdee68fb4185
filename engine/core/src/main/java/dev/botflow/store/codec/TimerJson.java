package dev.botflow.store.codec;

import dev.botflow.event.SessionKey;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.session.Timer;

/** Timers as stores keep them, in the engine's own versioned JSON. */
public final class TimerJson {
  private static final int VERSION = 1;

  private TimerJson() {}

  public static String write(Timer timer) {
    return JsonOut.write(
        "timer",
        json -> json.number("v", VERSION)
            .text("id", timer.id())
            .text("key", timer.key().value())
            .object("context", context -> ContextFields.write(context, timer.context()))
            .time("due", timer.dueAt()));
  }

  /** @throws dev.botflow.error.BotFlowException if this is no timer of a version known here */
  public static Timer read(String text) {
    JsonIn json = JsonIn.read("timer", text, VERSION);
    return new Timer(
        json.text("id"),
        new SessionKey(json.text("key")),
        ContextFields.read(json.object("context")),
        json.time("due"));
  }
}
