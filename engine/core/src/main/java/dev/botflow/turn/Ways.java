package dev.botflow.turn;

import dev.botflow.flow.Target;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets as a frame keeps them. */
final class Ways {
  private static final String STEP = "step:";
  private static final String FLOW = "flow:";
  private static final String CALL = "call:";
  private static final String END = "end";
  private static final int VERSION = 1;

  private Ways() {}

  static @Nullable String write(@Nullable Target target) {
    if (target == null) {
      return null;
    }
    if (target instanceof Target.ToStep step) {
      return STEP + step.step();
    }
    if (target instanceof Target.ToFlow flow) {
      return FLOW + flow.flow();
    }
    if (target instanceof Target.End) {
      return END;
    }
    if (target instanceof Target.Calling calling) {
      return CALL
          + JsonOut.write("way", json -> {
            json.number("v", VERSION);
            json.text("flow", calling.flow());
            Map<String, String> with = new LinkedHashMap<>();
            calling.with().forEach((name, value) -> with.put(name, value.source()));
            json.values("with", with);
            json.values("save", calling.save());
            json.text("then", write(calling.then()));
          });
    }
    throw new AssertionError(target);
  }

  static Target read(String way) {
    if (way.startsWith(CALL)) {
      JsonIn json = JsonIn.read("way", way.substring(CALL.length()), VERSION);
      Map<String, Template> with = new LinkedHashMap<>();
      json.texts("with").forEach((name, source) -> with.put(name, Template.parse(source)));
      String then = json.textOrNull("then");
      return new Target.Calling(
          json.text("flow"), with, json.texts("save"), then == null ? null : read(then));
    }
    if (way.startsWith(STEP)) {
      return new Target.ToStep(way.substring(STEP.length()));
    }
    return way.startsWith(FLOW)
        ? new Target.ToFlow(way.substring(FLOW.length()))
        : new Target.End();
  }
}
