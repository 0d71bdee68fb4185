package dev.botflow.authoring.record;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.flow.AskStep;
import dev.botflow.routing.BotVersion;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.yaml.YamlNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation on its way to becoming a scenario: what one contact did, and what the bot did then as what is expected
 * from now on. What is of a real person is replaced wherever it was written or said. For one thread.
 */
public final class RecordedTalk {
  private final BotVersion bot;
  private final Pseudonyms standIns = new Pseudonyms();
  private final PersonalData real;
  private final List<RecordedTurn> turns = new ArrayList<>();
  private final Set<String> called = new LinkedHashSet<>();
  private final Set<String> hostFlows = new LinkedHashSet<>();
  private @Nullable Instant beganAt;
  private Instant last = Instant.EPOCH;
  private @Nullable SessionKey contact;
  private @Nullable String app;
  private @Nullable Channel first;
  private @Nullable Channel channel;
  private boolean known;
  private Map<String, Object> ofContact = new LinkedHashMap<>();
  private Map<String, Object> ofSession = new LinkedHashMap<>();
  private Map<String, Object> hostFacts = new LinkedHashMap<>();

  /** @param keepTexts true to replace what sensitive variables held, and nothing else */
  public RecordedTalk(BotVersion bot, boolean keepTexts) {
    this.bot = bot;
    this.real = new PersonalData(bot.bot().settings().masked(), keepTexts, standIns);
  }

  BotVersion bot() {
    return bot;
  }

  public int size() {
    return turns.size();
  }

  List<RecordedTurn> turns() {
    return List.copyOf(turns);
  }

  /** What stands in for what was written and said. */
  Pseudonyms standIns() {
    return standIns;
  }

  /** True if its events are named by their files, so that contact, channels and times are theirs. */
  boolean isReceived() {
    return turns.stream().flatMap(turn -> turn.act().stream()).anyMatch(RecordedAct::isReceived);
  }

  /** The clock stood here before anything happened. */
  public void begins(Instant at) {
    if (beganAt == null) {
      beganAt = at;
      last = at;
    }
  }

  Instant beganAt() {
    return beganAt == null ? Instant.EPOCH : beganAt;
  }

  /** The contact wrote before the talk began. */
  public void withKnownContact() {
    known = true;
  }

  /**
   * What was known before the talk began.
   *
   * @param session the contact's
   * @param facts what the host knew
   */
  public void knows(Session session, Map<String, Object> facts) {
    known = session.known();
    ofContact = new LinkedHashMap<>(session.contact());
    if (session.optedOutOfAll()) {
      ofContact.put("opted_out", true);
    }
    ofSession = session.variables();
    hostFacts = facts;
    real.look(session);
    real.scan(facts);
  }

  Map<String, Object> ofContact() {
    return ofContact;
  }

  Map<String, Object> ofSession() {
    return ofSession;
  }

  Map<String, Object> hostFacts() {
    return hostFacts;
  }

  boolean isContactKnown() {
    return known;
  }

  /** The channel of the first turn. */
  Channel channel() {
    return first == null ? Channel.WHATSAPP : first;
  }

  /** True if a turn called the action or the host's flow, or for {@link Stubs#DESK} the desk. */
  boolean called(String name) {
    return called.contains(name) || hostFlows.contains(name);
  }

  /** Actions that were called and have no answer among the stubs, so that each call of them failed. */
  public List<String> unanswered(Optional<YamlNode> stubs) {
    return called.stream()
        .filter(action -> !action.equals(Stubs.DESK))
        .filter(action -> stubs
            .filter(YamlNode.Mapping.class::isInstance)
            .flatMap(node -> ((YamlNode.Mapping) node).get(action))
            .isEmpty())
        .toList();
  }

  /** What is reported of such an action. */
  public static String withoutStub(String action) {
    return action + " has no stub, so it failed; --stub FILE answers for it";
  }

  /**
   * Something is about to happen.
   *
   * @throws BotFlowException if it is of another contact or app: a scenario is one contact's
   */
  public void expects(InboundEvent event) {
    if (contact == null) {
      contact = event.key();
      app = event.context().appId();
    } else if (!contact.equals(event.key())) {
      String what = Objects.equals(app, event.context().appId()) ? "contact" : "app";
      throw new BotFlowException("expected events of one " + what
          + ", but this is of another; a scenario is the talk of one contact with one app");
    }
  }

  /**
   * Something happened.
   *
   * @throws BotFlowException if it is a tap on no button of this talk
   */
  public void take(InboundEvent event, Session before, List<PlayResult> lines, Session after) {
    take(RecordedAct.of(event, before), event, before, lines, after);
  }

  /**
   * An event came in that the scenario names by its file.
   *
   * @param file its path from the bot's folder, with {@code :LINE} where the file has one a line
   * @param event what stands there
   * @param before the session it came to
   * @param lines what came of it
   * @param after the session then
   */
  public void receive(
      String file, InboundEvent event, Session before, List<PlayResult> lines, Session after) {
    take(RecordedAct.received(file), event, before, lines, after);
  }

  private void take(
      RecordedAct act, InboundEvent event, Session before, List<PlayResult> lines, Session after) {
    begins(event.at());
    Channel on = event.context().channelIdentifier();
    Channel moved = first != null && on != null && !on.equals(channel) ? on : null;
    channel = on == null ? channel : on;
    first = first == null ? channel : first;
    keep(new RecordedTurn(moved, passed(event.at()), Optional.of(act), lines));
    real.look(event);
    real.look(before);
    real.look(after);
    if (event.text() != null) {
      real.typed(event.text(), question(before));
    }
    real.scan(act.with());
    lines.forEach(line -> line.messages().forEach(one -> real.scan(one.message().readable())));
  }

  /** The question that was open; empty for none. */
  private Optional<AskStep> question(Session before) {
    Run run = before.topRun();
    return run == null
        ? Optional.empty()
        : bot.bot()
            .flow(run.top().flow())
            .flatMap(flow -> flow.step(String.valueOf(run.top().step())))
            .filter(AskStep.class::isInstance)
            .map(AskStep.class::cast);
  }

  /** Time passed, and this fell due; where nothing did, the time belongs to the next turn. */
  public void waited(Instant until, List<PlayResult> timers) {
    begins(until);
    if (!timers.isEmpty()) {
      keep(new RecordedTurn(null, passed(until), Optional.empty(), timers));
      timers.forEach(
          line -> line.messages().forEach(one -> real.scan(one.message().readable())));
    }
  }

  /** What a scenario writes is whole seconds; what is left over belongs to the next turn. */
  private Duration passed(Instant now) {
    Duration passed = now.isAfter(last) ? Duration.between(last, now) : Duration.ZERO;
    Duration whole = Duration.ofSeconds(passed.toSeconds());
    last = last.plus(whole);
    return whole;
  }

  private void keep(RecordedTurn turn) {
    turns.add(turn);
    for (PlayResult line : turn.lines()) {
      for (Call call : line.calls()) {
        Set<String> names = call.kind() == Call.Kind.FLOW ? hostFlows : called;
        names.add(call.kind() == Call.Kind.DESK ? Stubs.DESK : call.name());
      }
    }
  }

  /**
   * The scenario as a file (YAML).
   *
   * @param stubs what stood in for actions, as it was read; only what was called is kept
   */
  String yaml(String name, Optional<YamlNode> stubs) {
    stubs.ifPresent(node -> real.scan(Stubs.plain(node)));
    return new RecordedYaml(this).scenario(name, stubs);
  }
}
