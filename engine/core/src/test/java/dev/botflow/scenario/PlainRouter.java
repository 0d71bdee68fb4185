package dev.botflow.scenario;

import dev.botflow.routing.Candidate;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Deliberation;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Stage;
import dev.botflow.routing.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A router without Drools for the engine's own tests: texts that start, interrupt or end, else one flow for all. */
final class PlainRouter implements Router {
  private final String catchAll;
  private final Map<String, String> interrupts = new LinkedHashMap<>();
  private final Map<String, String> ends = new LinkedHashMap<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();

  PlainRouter(String catchAll) {
    this.catchAll = catchAll;
  }

  PlainRouter interrupting(String text, String flow) {
    interrupts.put(text, flow);
    return this;
  }

  PlainRouter ending(String text, String flow) {
    ends.put(text, flow);
    return this;
  }

  PlainRouter on(String kind, String flow) {
    kinds.put(kind, flow);
    return this;
  }

  @Override
  public Decision route(Facts facts) {
    Deliberation deliberation = facts.deliberation();
    while (!deliberation.offered()) {
      Optional<Stage> next = deliberation.nextStage(false);
      if (next.isEmpty()) {
        break;
      }
      deliberation.enter(next.get());
      offer(facts);
    }
    return deliberation.decision();
  }

  private void offer(Facts facts) {
    String says = String.valueOf(facts.says());
    switch (facts.stage()) {
      case END_IT -> start(facts, ends.get(says), "END");
      case AGENT -> facts.offer(Candidate.of("base.agent").silent("an agent is active"));
      case BUTTON -> {
        if (facts.standingButton()) {
          facts.offer(Candidate.of("base.button").answer());
        } else if (facts.ignoresStaleButtons()) {
          facts.offer(Candidate.of("base.stale-button").ignore("the button is stale"));
        }
      }
      case STRICT_ANSWER, FREE_ANSWER -> facts.offer(Candidate.of("base.answer").answer());
      case INTERRUPT -> start(facts, interrupts.get(says), "INTERRUPT");
      case MISS -> facts.offer(Candidate.of("base.miss").miss());
      case ROUTE -> {
        if (facts.message()) {
          String other = interrupts.get(says);
          start(facts, other != null ? other : catchAll, "ALL");
        } else {
          start(facts, kinds.get(facts.kind().name()), "KIND");
        }
      }
      default -> {}
    }
  }

  private static void start(
      Facts facts, @org.jspecify.annotations.Nullable String flow, String rule) {
    if (flow != null) {
      facts.offer(Candidate.of(rule).startFlow(flow));
    }
  }

  @Override
  public List<Why> why(Facts facts, int limit) {
    return List.of();
  }
}
