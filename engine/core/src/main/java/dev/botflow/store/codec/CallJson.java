package dev.botflow.store.codec;

import dev.botflow.event.SessionKey;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.session.Call;

/** Calls as stores keep them, in the engine's own versioned JSON. */
public final class CallJson {
  private static final int VERSION = 1;

  private CallJson() {}

  /**
   * @throws dev.botflow.error.BotFlowException if an argument is none of text, {@code BigDecimal}, true or false, list
   *     and map
   */
  public static String write(Call call) {
    return JsonOut.write(
        "call",
        json -> json.number("v", VERSION)
            .text("id", call.id())
            .text("key", call.key().value())
            .object("context", context -> ContextFields.write(context, call.context()))
            .word("kind", call.kind())
            .text("name", call.name())
            .values("arguments", call.arguments())
            .time("made", call.madeAt())
            .duration("timeout", call.timeout()));
  }

  /** @throws dev.botflow.error.BotFlowException if this is no call of a version known here */
  public static Call read(String text) {
    JsonIn json = JsonIn.read("call", text, VERSION);
    return new Call(
        json.text("id"),
        new SessionKey(json.text("key")),
        ContextFields.read(json.object("context")),
        json.word("kind", Call.Kind.class),
        json.text("name"),
        json.values("arguments"),
        json.time("made"),
        json.duration("timeout"));
  }
}
