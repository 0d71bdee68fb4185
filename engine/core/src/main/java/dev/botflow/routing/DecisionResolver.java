package dev.botflow.routing;

import dev.botflow.answer.Reading;
import dev.botflow.event.DeliveryReport;
import dev.botflow.flow.Flow;
import dev.botflow.session.SentMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the winning candidate into a decision, and holds the rules no table can lift: opt-out, and whose report it is. */
final class DecisionResolver {
  private DecisionResolver() {}

  static Decision of(Facts facts, @Nullable Candidate winner) {
    if (winner == null) {
      return new Decision.Ignore(null, "no row names this event");
    }
    if (winner.action() == Candidate.Action.START) {
      // No base rule starts a flow, so the name of one among many rows, far away in memory, is not
      // looked at.
      return start(facts, winner, winner.rule());
    }
    String rule = winner.rule().startsWith("base.") ? null : winner.rule();
    switch (winner.action()) {
      case ANSWER:
        Decision heldBack = heldBack(facts, rule);
        if (heldBack != null) {
          return heldBack;
        }
        return facts.question() != null
                && facts.question().reading() instanceof Reading.Accepted accepted
            ? new Decision.Answer(rule, accepted.value(), accepted.choiceId())
            : new Decision.Ignore(rule, "no open question takes this as an answer");
      case MISS:
        Decision notCounted = heldBack(facts, rule);
        return notCounted != null ? notCounted : new Decision.Miss(rule, missed(facts));
      case SILENT:
        return new Decision.Silent(rule, String.valueOf(winner.reason()));
      case IGNORE:
        return new Decision.Ignore(rule, String.valueOf(winner.reason()));
      case NOT_UNDERSTOOD:
        return notUnderstood(facts, rule);
      default:
        throw new AssertionError(winner.action());
    }
  }

  /** Who opted out on this channel answers no question of a flow that is not legal: it waits where it is. */
  private static @Nullable Decision heldBack(Facts facts, @Nullable String rule) {
    OpenQuestion question = facts.question();
    return question == null
        ? null
        : suppressed(facts, rule, question.run().top().flow());
  }

  private static String missed(Facts facts) {
    if (facts.staleButton()) {
      return "the button is stale";
    }
    return facts.question() != null
            && facts.question().reading() instanceof Reading.NotUnderstood missed
        ? missed.why()
        : "a rule said so";
  }

  private static Decision notUnderstood(Facts facts, @Nullable String rule) {
    String flow = facts.bot().settings().notUnderstood();
    if (flow == null) {
      return new Decision.Ignore(rule, "nothing fits, and the bot has no not_understood flow");
    }
    Decision suppressed = suppressed(facts, rule, flow);
    return suppressed != null
        ? suppressed
        : new Decision.Start(rule, flow, new java.util.LinkedHashMap<>(), false, true, null);
  }

  private static Decision start(Facts facts, Candidate winner, @Nullable String rule) {
    String flow = String.valueOf(winner.flow());
    Decision refused = refused(facts, rule);
    if (refused == null) {
      refused = suppressed(facts, rule, flow);
    }
    if (refused != null) {
      return refused;
    }
    if (facts.stage() == Stage.END_IT && facts.agentActive() && !legal(facts, flow)) {
      return new Decision.Silent(rule, "an agent is active");
    }
    if (facts.stage() == Stage.INTERRUPT) {
      return new Decision.Interrupt(rule, flow, winner.with(), winner.share());
    }
    boolean notUnderstood = flow.equals(facts.bot().settings().notUnderstood());
    return new Decision.Start(
        rule, flow, winner.with(), facts.stage() == Stage.END_IT, notUnderstood, winner.share());
  }

  /** A report on a message that is not ours or of a flow a report began is never routed; a row acts once a message. */
  private static @Nullable Decision refused(Facts facts, @Nullable String rule) {
    if (!(facts.event() instanceof DeliveryReport) || facts.anyDelivery()) {
      return null;
    }
    SentMessage sent = facts.reported();
    if (sent == null) {
      return new Decision.Ignore(rule, "the report names no message of this session");
    }
    if (!sent.routable()) {
      return new Decision.Ignore(
          rule, "the message was sent by a flow that a delivery report began");
    }
    if (Arrays.asList(sent.acted().split(",")).contains(rule)) {
      return new Decision.Ignore(rule, "the row acted on this message before");
    }
    return null;
  }

  private static boolean legal(Facts facts, String flow) {
    return facts.bot().flow(flow).map(Flow::legal).orElse(false);
  }

  private static @Nullable Decision suppressed(Facts facts, @Nullable String rule, String flow) {
    return facts.optedOut() && !legal(facts, flow)
        ? new Decision.Suppressed(rule, flow, "the contact opted out and the flow is not legal")
        : null;
  }
}
