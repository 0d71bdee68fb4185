package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;
import dev.botflow.message.Address;
import dev.botflow.message.Outbound;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Why;
import dev.botflow.session.Button;
import dev.botflow.session.Call;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.store.OutboxRow;
import dev.botflow.template.RenderStyle;
import dev.botflow.text.LanguageTags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A turn while it runs: the session's next version in the making, and what goes with it. Used by one thread. */
final class TurnState {
  final Facts facts;
  final BotVersions versions;
  final Ids ids;
  final Limits limits;
  final Instant now;

  final Session before;
  Map<String, Object> contact;
  Map<String, Object> variables;
  final List<Run> runs;
  int runCount;
  int misses;

  @Nullable
  String lastFlow;

  boolean agentActive;
  Set<Channel> optedOut;
  boolean optedOutOfAll;
  Set<Channel> optedBackIn;
  final List<Button> buttons;
  final List<SentMessage> sent;

  @Nullable
  Instant expiresAt;

  final List<OutboxRow> outbox = new ArrayList<>();

  /** Of messages with something sensitive in them, by id: what people may read of them. */
  final Map<String, Outbound> shown = new LinkedHashMap<>();

  final Map<String, Timer> timers = new LinkedHashMap<>();
  final Set<String> cancelled = new TreeSet<>();
  final List<Call> calls = new ArrayList<>();
  final List<TraceEntry> trace = new ArrayList<>();

  /** Steps run since the last event from outside or a pause; above the limit once the bot's error flow speaks. */
  int steps;

  /** How many of the turn's messages were there when the error flow began to speak. */
  int saidBeforeError;

  private @Nullable String errorRun;
  private boolean goesOn;
  List<Why> nearMisses = List.of();
  boolean failed;

  TurnState(Facts facts, BotVersions versions, Ids ids, Limits limits, Instant now) {
    this.facts = facts;
    this.versions = versions;
    this.ids = ids;
    this.limits = limits;
    this.now = now;
    this.before = facts.session();
    this.contact = before.contact();
    this.variables = before.variables();
    this.runs = new ArrayList<>(before.runs());
    this.runCount = before.runCount();
    this.misses = before.misses();
    this.lastFlow = before.lastFlow();
    this.agentActive = before.agentActive();
    this.optedOut = new TreeSet<>(before.optedOut());
    this.optedOutOfAll = before.optedOutOfAll();
    this.optedBackIn = new TreeSet<>(before.optedBackIn());
    this.buttons = new ArrayList<>(before.buttons());
    this.sent = new ArrayList<>(before.sent());
    this.expiresAt = before.expiresAt();
  }

  /** The version this turn makes. */
  long turn() {
    return before.version() + 1;
  }

  // Steps.

  /** Counts on from where a run stood that goes on by itself. */
  void countOn(Run run) {
    goesOn = true;
    steps = run.steps();
    errorRun = speaksOfError() ? run.id() : null;
  }

  /** Counts anew after a pause nobody takes for an endless loop; but an error flow gets no second word by waiting. */
  void countAnew(Run run) {
    countOn(run);
    if (!speaksOfError()) {
      steps = 0;
    }
  }

  /** True once the bot's error flow began to speak, up to the next event from outside. */
  boolean speaksOfError() {
    return steps > limits.steps();
  }

  /** The next run is the bot's error flow, with steps of its own: a failure at the last step must not be silence. */
  void speakOfError() {
    steps = limits.steps() + 1;
    saidBeforeError = outbox.size();
    errorRun = "r" + (runCount + 1);
  }

  /** An open run speaks of an error from here on, in the place of the bot's error flow. */
  void speakOfErrorIn(Run run) {
    speakOfError();
    errorRun = run.id();
  }

  /** True if one more step were a loop. */
  boolean outOfSteps() {
    return steps == limits.steps() || steps > 2 * limits.steps();
  }

  // The run that goes on.

  Run run() {
    return runs.get(runs.size() - 1);
  }

  Frame frame() {
    return run().top();
  }

  BotVersion version() {
    return versions.number(frame().botVersion());
  }

  /** The flow of the top frame; null if its version is gone and the live one has no such flow. */
  @Nullable
  Flow flow() {
    return version().bot().flow(frame().flow()).orElse(null);
  }

  @Nullable
  Step step() {
    Flow flow = runs.isEmpty() ? null : flow();
    return flow == null ? null : flow.step(frame().step()).orElse(null);
  }

  void replaceRun(Run run) {
    runs.set(runs.size() - 1, run);
  }

  void replaceFrame(Frame frame) {
    replaceRun(run().withTop(frame));
  }

  void replaceFrames(List<Frame> frames) {
    replaceRun(run().withFrames(frames));
  }

  void moveTo(String step) {
    replaceFrame(frame().at(step));
  }

  // Surroundings.

  TurnValues values() {
    return new TurnValues(this);
  }

  /** Dates and figures are written as in the texts around them, which have no language the bot does not speak. */
  RenderStyle style() {
    BotSettings settings = versions.live().bot().settings();
    String language = language();
    boolean spoken = settings.languages().contains(language);
    return new RenderStyle(spoken ? language : settings.primaryLanguage(), settings.zone());
  }

  String language() {
    Object found = values().value("language");
    BotSettings settings = versions.live().bot().settings();
    String tag = found == null ? "" : found.toString().strip().replace('_', '-');
    if (tag.isEmpty() || tag.equalsIgnoreCase("unspecified")) {
      return settings.primaryLanguage();
    }
    return LanguageTags.best(tag, settings.languages()).orElse(tag);
  }

  /** Where answers go: the latest message's place, else the event's own; null if nobody can be reached. */
  @Nullable
  Address replyTo() {
    Address own = Address.of(facts.context());
    if (own != null && facts.event() instanceof dev.botflow.event.OptInChanged) {
      return own;
    }
    return before.replyTo() != null ? before.replyTo() : own;
  }

  boolean optedOutOn(Channel channel) {
    return optedOut.contains(channel) || (optedOutOfAll && !optedBackIn.contains(channel));
  }

  void record(TraceEntry entry) {
    trace.add(entry);
  }

  /** The id that the next call gets. */
  String callId() {
    return ids.call(before.key(), facts.event(), turn(), calls.size());
  }

  /** Calls the host once the turn is stored; the step waits for what that answers. */
  Next.Stop call(
      Step step, Call.Kind kind, String name, Map<String, Object> arguments, Duration timeout) {
    String id = callId();
    calls.add(new Call(id, before.key(), facts.context(), kind, name, arguments, now, timeout));
    return new Next.Stop(new Wait.ForResult(step.id(), now, id));
  }

  /** A step could not do all it should, and the flow goes on. */
  void warn(Step step, String message) {
    record(new TraceEntry.Warning(frame().flow(), step.id(), message));
  }

  /** Takes the names of variables a step asks for that are not there. */
  Consumer<String> absentIn(Step step) {
    return name -> record(new TraceEntry.Absent(frame().flow(), step.id(), name));
  }

  /** The rows that nearly won, as the trace may show them; empty if nobody asked. */
  List<TraceEntry.NearMiss> whyNot() {
    return nearMisses.stream().map(this::whyNot).toList();
  }

  private TraceEntry.NearMiss whyNot(Why why) {
    String found = why.found();
    // A column is a host fact by its label, or any name as it is.
    String name =
        versions.live().bot().settings().factLabels().getOrDefault(why.column(), why.column());
    return new TraceEntry.NearMiss(
        why.rule(),
        why.column(),
        why.cell(),
        found == null ? null : Sensitive.masked(this, name, found).toString());
  }

  /** Sets a timer; one of the same id is replaced. */
  void setTimer(String id, Instant due) {
    cancelled.remove(id);
    timers.put(id, new Timer(id, before.key(), facts.context(), due));
  }

  void cancelTimer(String id) {
    timers.remove(id);
    cancelled.add(id);
  }

  /** The session as this turn leaves it. */
  Session after(boolean messageHandled) {
    return before.toBuilder()
        .version(turn())
        .contact(contact)
        .variables(variables)
        .runs(runs.stream().map(this::counted).toList())
        .runCount(runCount)
        .misses(misses)
        .lastFlow(lastFlow)
        .known(before.known() || messageHandled)
        .agentActive(agentActive)
        .optedOut(optedOut)
        .optedOutOfAll(optedOutOfAll)
        .optedBackIn(optedBackIn)
        .buttons(last(buttons, Session.MAX_BUTTONS))
        .sent(last(sent, Session.MAX_SENT))
        .expiresAt(expiresAt)
        .build();
  }

  private Run counted(Run run) {
    boolean spoke = goesOn && !speaksOfError() && run.steps() > limits.steps();
    // A run that goes on since another failed has had its word; one that slept through it has not.
    boolean slept =
        speaksOfError() && !run.id().equals(errorRun) && before.runs().contains(run);
    return spoke || slept ? run : run.withSteps(steps);
  }

  private static <T> List<T> last(List<T> list, int most) {
    return list.size() <= most ? list : list.subList(list.size() - most, list.size());
  }
}
