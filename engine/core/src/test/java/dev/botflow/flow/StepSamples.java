package dev.botflow.flow;

import dev.botflow.error.Findings;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.text.WordLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A step of each kind, so that what holds for all of them is tested for a new one too. */
public final class StepSamples {
  private static final Map<String, String> BY_KEY = byKey();

  private StepSamples() {}

  private static Map<String, String> byKey() {
    Map<String, String> steps = new LinkedHashMap<>();
    steps.put("say", "say: Hello");
    steps.put("ask", "ask: 'Well?', on_give_up: end");
    steps.put("branch", "branch: [ { when: { a: x }, next: last }, { else: last } ]");
    steps.put("decide", "decide: desk, next: { lost: last, else: last }");
    steps.put("set", "set: { a: x }");
    steps.put("do", "do: find");
    steps.put("call", "call: g");
    steps.put("handover", "handover: { queue: q }");
    return steps;
  }

  /** The keys that make a step one of a kind, and the rest of each as YAML. */
  public static Map<String, String> all() {
    return BY_KEY;
  }

  /** A flow {@code f} whose step {@code s} is the sample, and a flow {@code g} that it may call. */
  public static List<String> flows(String key) {
    return List.of(
        "flow: f\nsteps:\n- { id: s, " + BY_KEY.get(key) + " }\n- { id: last, say: Done }",
        "flow: g\nsteps:\n- { id: h, say: Here }");
  }

  /** The sample, read. */
  public static Step read(String key) {
    Findings findings = new Findings();
    Step step = new FlowReader(WordLists.none(), List.of(), findings)
        .read("f.yaml", flows(key).get(0))
        .orElseThrow()
        .first();
    if (findings.hasErrors()) {
      throw new AssertionError(findings.errors().get(0).sentence());
    }
    return step;
  }
}
