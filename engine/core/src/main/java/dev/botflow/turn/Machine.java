package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.flow.AskStep;
import dev.botflow.flow.Flow;
import dev.botflow.flow.HostStep;
import dev.botflow.flow.Step;
import dev.botflow.flow.Target;
import dev.botflow.message.Address;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.template.Template;
import dev.botflow.text.Paths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs steps until everything waits: frames, ways between steps, errors and the limit of steps. */
final class Machine {
  private final TurnState turn;
  /** Runs that may be open at once; one more ends the oldest, so that nobody can make a session grow for ever. */
  static final int MAX_RUNS = 20;

  // A nudge that leads back to its question finds it as it was.
  private Wait.@Nullable ForAnswer nudged;
  private String nudgedRun = "";
  private String nudgedFlow = "";
  private int nudgedDepth;

  Machine(TurnState turn) {
    this.turn = turn;
  }

  // Beginning runs.

  /** Begins a run on top of what is open, and runs it. */
  void begin(String flow, Map<String, Object> variables, @Nullable String rule, Run.Kind kind) {
    Flow found = turn.versions.live().bot().flow(flow).orElse(null);
    if (found == null) {
      // A bot's own rule offered it; rows and steps are checked when the bot is read.
      turn.record(new TraceEntry.Failed(
          rule, flow, null, "expected a flow of the bot, but there is none of this name"));
      turn.failed = true;
      String errorFlow = turn.versions.live().bot().settings().errorOccurred();
      if (errorFlow != null && !errorFlow.equals(flow)) {
        begin(errorFlow, new LinkedHashMap<>(), rule, kind);
      }
      return;
    }
    if (turn.runs.size() >= MAX_RUNS) {
      Run oldest = turn.runs.remove(0);
      Timers.cancelAll(turn, oldest);
      turn.record(new TraceEntry.Ended(oldest.top().flow(), null, "too many open runs"));
    }
    turn.runCount++;
    Frame frame = frame(found, variables, null);
    turn.runs.add(Run.begin("r" + turn.runCount, frame, rule, kind, turn.steps, turn.now));
    turn.lastFlow = flow;
    go();
  }

  private Frame frame(Flow flow, Map<String, Object> variables, Frame.@Nullable Back back) {
    // A flow that the live version dropped goes on in the version that still leads to it.
    boolean live = turn.versions.live().bot().flow(flow.name()).isPresent();
    long botVersion = live ? turn.versions.live().number() : turn.frame().botVersion();
    return Frame.begin(flow.name(), botVersion, flow.first().id(), variables, back);
  }

  // Running.

  /** Runs the top run from the step it stands at, then what lies below, until something waits. */
  void go() {
    go(false);
  }

  /** @param delayed true if the delay before the first step is over */
  void go(boolean delayed) {
    boolean delayOver = delayed;
    while (!turn.runs.isEmpty() && turn.run().waiting() == null) {
      if (turn.outOfSteps()) {
        Failures.loop(turn, this);
        continue;
      }
      turn.steps++;
      Step step = turn.step();
      if (step == null) {
        Failures.fail(
            turn, this, "expected step " + turn.frame().step() + " in its flow, but it is gone");
      } else {
        take(step, run(step, delayOver));
      }
      delayOver = false;
    }
  }

  private Next run(Step step, boolean delayOver) {
    if (step.head().when() != null && !step.head().when().test(turn.values())) {
      return new Next.Go(after(step));
    }
    if (nudged != null && step instanceof AskStep ask && backAtQuestion(nudged)) {
      Wait.ForAnswer wait = nudged;
      nudged = null;
      AskStep.After deadline = ask.deadline();
      if (deadline != null) {
        turn.setTimer(Timers.deadline(turn.run()), wait.since().plus(deadline.after()));
      }
      return new Next.Stop(wait);
    }
    if (step.head().delay() != null && !delayOver) {
      Instant until =
          step.head().delay().endsAt(turn.now, turn.version().bot().settings().zone());
      turn.setTimer(Timers.delay(turn.run()), until);
      return new Next.Stop(new Wait.ForTime(step.id(), turn.now, until));
    }
    return StepRunners.of(step).run(turn, step);
  }

  /** True for the very question that was nudged: a step of another flow may have the same id. */
  private boolean backAtQuestion(Wait.ForAnswer question) {
    Frame frame = turn.frame();
    return turn.run().id().equals(nudgedRun)
        && turn.run().frames().size() == nudgedDepth
        && frame.flow().equals(nudgedFlow)
        && frame.step().equals(question.step())
        && frame.visits().getOrDefault(question.step(), 0) == question.visit();
  }

  /** Does what a step, an answer or a result leads to; {@link #go} goes on from there. */
  void take(Step step, Next next) {
    if (next instanceof Next.Stop stop) {
      stop(stop.until());
    } else if (next instanceof Next.Go go) {
      follow(go.target() != null ? go.target() : after(step));
    } else if (next instanceof Next.Failed failed) {
      Failures.fail(turn, this, failed.reason());
    } else {
      throw new AssertionError(next);
    }
  }

  private Target after(Step step) {
    Flow flow = turn.flow();
    return flow == null
        ? new Target.End()
        : flow.after(step.id())
            .<Target>map(next -> new Target.ToStep(next.id()))
            .orElse(new Target.End());
  }

  /** The flow of the live version, else of the version that runs; null if neither has it. */
  @Nullable
  Flow flow(String name) {
    Flow live = turn.versions.live().bot().flow(name).orElse(null);
    return live != null ? live : turn.version().bot().flow(name).orElse(null);
  }

  private void stop(Wait wait) {
    if (!(wait instanceof Wait.ForResult) && nobodyMayAsk()) {
      turn.record(new TraceEntry.Ended(turn.frame().flow(), null, "opted out"));
      endRun();
      return;
    }
    turn.replaceRun(turn.run().waitingFor(wait));
    if (wait instanceof Wait.ForTime) {
      sleep();
    }
  }

  /** True if the contact opted out and the flow is none that may speak nevertheless. */
  private boolean nobodyMayAsk() {
    Flow flow = turn.flow();
    Step step = turn.step();
    Channel wanted = step == null ? null : step.head().channel();
    Address reply = turn.replyTo();
    Channel channel = wanted != null || reply == null ? wanted : reply.channel();
    return channel != null && turn.optedOutOn(channel) && (flow == null || !flow.legal());
  }

  /** A run that sleeps hides no question: it goes below all others, and the one it lay on is open again. */
  private void sleep() {
    Run sleeper = turn.runs.remove(turn.runs.size() - 1);
    boolean again = sleeper.kind() == Run.Kind.INTERRUPTION || sleeper.asked();
    turn.runs.add(0, sleeper.belowOthers());
    if (again && turn.run().waiting() instanceof Wait.ForAnswer question) {
      resume(question);
    }
  }

  /** Takes the wait off the top run, so that it goes on. */
  void wake() {
    turn.replaceRun(turn.run().awake());
  }

  /** Goes to a step while its question stays open, should the way lead back to it. */
  void nudge(Wait.ForAnswer open, Target then) {
    nudged = open.afterNudge();
    nudgedRun = turn.run().id();
    nudgedFlow = turn.frame().flow();
    nudgedDepth = turn.run().frames().size();
    turn.cancelTimer(Timers.deadline(turn.run()));
    wake();
    follow(then);
    go();
    nudged = null;
  }

  // Ways.

  void follow(Target target) {
    if (target instanceof Target.ToStep step) {
      turn.moveTo(step.step());
    } else if (target instanceof Target.ToFlow flow) {
      replaceBy(flow.flow());
    } else if (target instanceof Target.Calling calling) {
      enter(calling);
    } else if (target instanceof Target.End) {
      endFlow();
    } else {
      throw new AssertionError(target);
    }
  }

  private void replaceBy(String name) {
    Flow flow = flow(name);
    if (flow == null) {
      Failures.fail(turn, this, "expected flow " + name + ", but the bot has none of this name");
      return;
    }
    countMiss(name);
    turn.lastFlow = name;
    turn.replaceFrame(frame(flow, new LinkedHashMap<>(), turn.frame().back()));
  }

  /** Coming to the bot's not-understood flow is one more miss in a row, whichever way leads there. */
  private void countMiss(String flow) {
    if (flow.equals(turn.versions.live().bot().settings().notUnderstood())) {
      turn.misses++;
    }
  }

  private void enter(Target.Calling calling) {
    Flow flow = flow(calling.flow());
    if (flow == null) {
      Failures.fail(
          turn, this, "expected flow " + calling.flow() + ", but the bot has none of this name");
      return;
    }
    if (turn.run().frames().size() >= turn.limits.depth()) {
      Failures.tooDeep(turn, this);
      return;
    }
    Map<String, Object> variables = evaluated(turn, calling.with());
    List<Frame> frames = new ArrayList<>(turn.run().frames());
    frames.add(frame(flow, variables, new Frame.Back(Ways.write(calling.then()), calling.save())));
    turn.replaceFrames(frames);
  }

  static Map<String, Object> evaluated(TurnState turn, Map<String, Template> templates) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Template> entry : templates.entrySet()) {
      Object value = entry
          .getValue()
          .evaluate(
              turn.values(),
              turn.style(),
              name -> turn.record(new TraceEntry.Absent(null, null, name)));
      if (value != null && !"".equals(value)) {
        values = Paths.with(values, entry.getKey(), value);
      }
    }
    return values;
  }

  private void endFlow() {
    List<Frame> frames = new ArrayList<>(turn.run().frames());
    Frame ended = frames.remove(frames.size() - 1);
    if (frames.isEmpty()) {
      endRun();
      return;
    }
    turn.replaceFrames(frames);
    Frame.Back back = ended.back();
    if (back == null) {
      endFlow();
      return;
    }
    for (Map.Entry<String, String> save : back.save().entrySet()) {
      Object result = Paths.get(ended.variables(), save.getValue());
      if (result != null) {
        TurnValues.set(turn, save.getKey(), result);
      }
    }
    Step caller = turn.step();
    if (back.next() != null) {
      follow(Ways.read(back.next()));
    } else if (caller != null) {
      follow(after(caller));
    } else {
      endFlow();
    }
  }

  /** Takes the top run away; what lies below goes on. */
  void endRun() {
    Run ended = turn.runs.remove(turn.runs.size() - 1);
    Timers.cancelAll(turn, ended);
    if (turn.runs.isEmpty()) {
      return;
    }
    Run below = turn.run();
    boolean again = ended.kind() == Run.Kind.INTERRUPTION || ended.asked();
    if (below.waiting() instanceof Wait.ForAnswer question && again) {
      resume(question);
    }
  }

  private void resume(Wait.ForAnswer question) {
    if (turn.step() instanceof HostStep host) {
      resume(host, question);
      return;
    }
    if (!(turn.step() instanceof AskStep ask)) {
      wake();
      return;
    }
    turn.record(new TraceEntry.Resumed(turn.frame().flow(), ask.id()));
    if (ask.deadline() != null
        && !turn.now.isBefore(question.since().plus(ask.deadline().after()))) {
      wake();
      follow(ask.deadline().then());
      return;
    }
    AskRunner.askAgain(turn, ask);
  }

  private void resume(HostStep host, Wait.ForAnswer question) {
    turn.record(new TraceEntry.Resumed(turn.frame().flow(), host.id()));
    Instant silent = HostRunner.silentAt(turn.run(), question);
    if (silent != null && !turn.now.isBefore(silent)) {
      wake();
      take(host, HostRunner.silent(turn, host));
    } else {
      HostRunner.sayAgain(turn, host);
    }
  }
}
