package dev.botflow.turn;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.TimerFired;
import dev.botflow.event.UnsupportedReceived;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HostStep;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Why;
import dev.botflow.session.Lately;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.store.Commit;
import dev.botflow.template.Template;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a turn: a pure function of bot versions, decision, facts (session and event in them) and clock. Safe for use by
 * many threads.
 */
public final class TurnRunner {
  private final BotVersions versions;
  private final Ids ids;
  private final Limits limits;

  public TurnRunner(BotVersions versions, Ids ids, Limits limits) {
    this.versions = versions;
    this.ids = ids;
    this.limits = limits;
  }

  /**
   * Runs one turn.
   *
   * @param decision what the rule base decided; {@link Decision.Continue} for events that belong to a wait
   * @param nearMisses rows that nearly won, for the trace; mostly none, since looking for them costs
   * @param facts what was decided on
   * @param arrival what the event changed before
   * @param now the clock; timers count from it
   */
  public Turn run(
      Decision decision, List<Why> nearMisses, Facts facts, SessionUpdate arrival, Instant now) {
    TurnState turn = new TurnState(facts, versions, ids, limits, now);
    turn.nearMisses = nearMisses;
    turn.trace.addAll(arrival.notes());
    arrival.ended().forEach(run -> Timers.cancelAll(turn, run));
    arrival.moved().forEach(run -> Timers.setAll(turn, run));
    boolean inside =
        facts.event() instanceof TimerFired || facts.event() instanceof ActionCompleted;
    if (inside && !turn.runs.isEmpty()) {
      turn.countOn(turn.run());
    }
    boolean sensitive = TurnRecords.asksForSensitive(turn);
    String flow = apply(decision, turn);
    DeskMessages.forward(turn, decision);
    if (facts.event() instanceof AgentLeft) {
      Timers.catchUp(turn);
    }
    sessionTimer(turn);
    InboundEvent event = facts.event();
    boolean message = event.kind().isMessage();
    boolean twice = Repeats.isTwice(event, facts.session());
    List<Lately> lately = Repeats.after(turn, twice);
    Session after = turn.after(message).toBuilder().lately(lately).build();
    Turn.Outcome outcome = outcome(decision, turn);
    Trace trace = new Trace(
        turn.trace,
        TurnRecords.of(turn, decision, sensitive, outcome.word(), flow),
        TurnRecords.texts(turn, sensitive));
    Commit commit = new Commit(
        after,
        event.header().dedupeKey(),
        turn.outbox,
        List.copyOf(turn.timers.values()),
        List.copyOf(turn.cancelled),
        turn.calls,
        event instanceof ActionCompleted completed ? completed.callId() : null,
        trace,
        now,
        arrival.absorbed(),
        contactGone(event));
    return new Turn(commit, decision, outcome, flow);
  }

  private static boolean contactGone(InboundEvent event) {
    return event instanceof ContactChanged change
        && change.change() == ContactChanged.Change.DELETED;
  }

  private static Turn.Outcome outcome(Decision decision, TurnState turn) {
    if (turn.failed) {
      return Turn.Outcome.FAILED;
    }
    if (decision instanceof Decision.Suppressed) {
      return Turn.Outcome.SUPPRESSED;
    }
    if (decision instanceof Decision.Ignore) {
      return turn.facts.event() instanceof UnsupportedReceived
          ? Turn.Outcome.UNSUPPORTED
          : Turn.Outcome.IGNORED;
    }
    return Turn.Outcome.HANDLED;
  }

  /** @return the flow that was started, or that took the event */
  private @Nullable String apply(Decision decision, TurnState turn) {
    if (turn.facts.staleButton()) {
      turn.record(new TraceEntry.StaleButton());
    }
    if (decision instanceof Decision.Start start) {
      return start(start, turn);
    }
    if (decision instanceof Decision.Interrupt interrupt && turn.runs.isEmpty()) {
      // A bot's own rule offered it where no question is open.
      return start(
          new Decision.Start(
              interrupt.rule(),
              interrupt.flow(),
              interrupt.with(),
              false,
              false,
              interrupt.share()),
          turn);
    }
    if (decision instanceof Decision.Interrupt interrupt) {
      turn.misses = 0;
      turn.record(new TraceEntry.Interrupted(
          interrupt.rule(),
          interrupt.flow(),
          turn.frame().flow() + "." + turn.frame().step(),
          interrupt.share()));
      begin(turn, interrupt.flow(), interrupt.with(), interrupt.rule(), Run.Kind.INTERRUPTION);
      return interrupt.flow();
    }
    if (decision instanceof Decision.Answer answer) {
      return answer(answer, turn);
    }
    if (decision instanceof Decision.Miss miss) {
      return turn.facts.staleButton() && miss.rule() == null ? askAgain(turn) : miss(turn);
    }
    if (decision instanceof Decision.Silent silent) {
      turn.record(new TraceEntry.Silent(silent.rule(), silent.reason()));
      return null;
    }
    if (decision instanceof Decision.Ignore ignore) {
      turn.record(new TraceEntry.Ignored(ignore.rule(), ignore.reason()));
      return null;
    }
    if (decision instanceof Decision.Suppressed suppressed) {
      turn.record(
          TraceEntry.Suppressed.flow(suppressed.rule(), suppressed.flow(), suppressed.reason()));
      return suppressed.flow();
    }
    if (decision instanceof Decision.Continue) {
      return Continuation.run(turn);
    }
    throw new AssertionError(decision);
  }

  private String start(Decision.Start start, TurnState turn) {
    turn.record(new TraceEntry.Routed(
        start.rule(), start.flow(), start.share(), versions.live().number(), turn.whyNot()));
    // A row on an event other than a message says nothing of what the contact
    // understood.
    if (turn.facts.message()) {
      turn.misses = start.notUnderstood() ? turn.misses + 1 : 0;
    }
    acted(start, turn);
    Map<String, Template> with = start.with();
    if (start.endsOpenRuns()) {
      turn.runs.forEach(run -> {
        Timers.cancelAll(turn, run);
        turn.record(new TraceEntry.Ended(
            run.top().flow(),
            run.top().step(),
            start.rule() == null ? "another flow ends it" : "row " + start.rule() + " ends it"));
      });
      turn.runs.clear();
    }
    replaceWaiting(turn, start.flow());
    begin(turn, start.flow(), with, start.rule(), kind(turn));
    return start.flow();
  }

  /** An older run of the flow that waits in a delay ends, or the contact would hear what it says twice. */
  private void replaceWaiting(TurnState turn, String name) {
    boolean beside = versions.live().bot().flow(name).map(Flow::beside).orElse(false);
    for (Run run : List.copyOf(turn.runs)) {
      boolean older =
          run.waiting() instanceof Wait.ForTime && run.frames().get(0).flow().equals(name);
      if (older && !beside) {
        Timers.cancelAll(turn, run);
        turn.record(
            new TraceEntry.Ended(run.top().flow(), run.top().step(), "the flow is started again"));
        turn.runs.remove(run);
      }
    }
  }

  private static Run.Kind kind(TurnState turn) {
    if (turn.facts.event() instanceof DeliveryReport) {
      return Run.Kind.DELIVERY;
    }
    if (turn.runs.isEmpty()) {
      return Run.Kind.PLAIN;
    }
    return turn.facts.message() ? Run.Kind.INTERRUPTION : Run.Kind.BESIDE;
  }

  private static void begin(
      TurnState turn,
      String flow,
      Map<String, Template> with,
      @Nullable String rule,
      Run.Kind kind) {
    Map<String, Object> variables = Machine.evaluated(turn, with);
    new Machine(turn).begin(flow, variables, rule, kind);
  }

  /** Notes that a delivery row acted, so that it acts once per message. */
  private static void acted(Decision.Start start, TurnState turn) {
    String rule = start.rule();
    if (!(turn.facts.event() instanceof DeliveryReport report) || rule == null) {
      return;
    }
    String id = report.metadata() != null ? report.metadata() : report.header().messageMetadata();
    turn.sent.replaceAll(sent -> sent.id().equals(id) ? sent.actedOn(rule) : sent);
  }

  private static @Nullable String answer(Decision.Answer answer, TurnState turn) {
    if (turn.step() instanceof HostStep host) {
      turn.misses = 0;
      turn.record(
          new TraceEntry.Answered(answer.rule(), turn.frame().flow(), host.id(), answer.choice()));
      return toHost(turn, host, answer.choice());
    }
    if (!(turn.step() instanceof AskStep ask)) {
      return null;
    }
    turn.misses = 0;
    String flow = turn.frame().flow();
    String choice = answer.choice();
    turn.record(new TraceEntry.Answered(
        answer.rule(),
        flow,
        ask.id(),
        choice == null || ask.save() == null
            ? choice
            : Sensitive.masked(turn, ask.save(), choice).toString()));
    Machine machine = new Machine(turn);
    machine.wake();
    machine.take(ask, AskRunner.answered(turn, ask, answer.value(), choice));
    machine.go();
    return flow;
  }

  private static String toHost(TurnState turn, HostStep host, @Nullable String choice) {
    String flow = turn.frame().flow();
    Machine machine = new Machine(turn);
    machine.wake();
    machine.take(host, HostRunner.answered(turn, host, choice));
    machine.go();
    return flow;
  }

  /** A stale button is no wrong answer: the contact tapped what we once offered, and hears what is asked now. */
  private static @Nullable String askAgain(TurnState turn) {
    if (turn.step() instanceof HostStep host) {
      HostRunner.sayAgain(turn, host);
      return turn.frame().flow();
    }
    if (!(turn.step() instanceof AskStep ask)) {
      return null;
    }
    AskRunner.askAgain(turn, ask);
    return turn.frame().flow();
  }

  private static @Nullable String miss(TurnState turn) {
    if (turn.step() instanceof HostStep host) {
      // The host alone knows what it understands.
      return toHost(turn, host, null);
    }
    if (!(turn.step() instanceof AskStep ask)
        || !(turn.run().waiting() instanceof Wait.ForAnswer wait)) {
      return null;
    }
    String flow = turn.frame().flow();
    Machine machine = new Machine(turn);
    machine.wake();
    machine.take(ask, AskRunner.missed(turn, ask, wait));
    machine.go();
    return flow;
  }

  private void sessionTimer(TurnState turn) {
    boolean open = !turn.runs.isEmpty() || !turn.variables.isEmpty();
    // An agent's conversation stays open as long as the agent has it; the time counts from its end.
    if (!open || turn.agentActive) {
      turn.expiresAt = null;
    } else if (turn.expiresAt == null || !turn.now.isBefore(turn.expiresAt)) {
      // Past its moment and still open: something fell due at that very moment, and goes on.
      turn.expiresAt = turn.now.plus(versions.live().bot().settings().sessionExpiry());
    }
    // A wait its author made longer than the session keeps the session open.
    for (Run run : turn.runs) {
      Instant due = Timers.lastDue(turn, run);
      if (turn.expiresAt != null && due != null && due.isAfter(turn.expiresAt)) {
        turn.expiresAt = due;
      }
    }
    if (turn.expiresAt == null) {
      turn.cancelTimer(Timers.SESSION);
    } else {
      turn.setTimer(Timers.SESSION, turn.expiresAt);
    }
  }

  /** True for events that are not routed: they belong to a wait of an open run, or are a message of the host's own. */
  public static boolean continues(InboundEvent event, Session session) {
    if (event instanceof TimerFired
        || event instanceof ActionCompleted
        || event instanceof MessageRequested) {
      return true;
    }
    return event instanceof AgentLeft
        && session.runs().stream().anyMatch(run -> run.waiting() instanceof Wait.ForAgent);
  }
}
