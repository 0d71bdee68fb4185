package dev.botflow.authoring.report;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.table.TableRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recorded events played on two versions of a bot, in order as one store on each: which decisions change, and what is said
 * otherwise. Not safe for use by many threads.
 */
public final class EventComparison {
  private static final int MOST_TALKS = 3;
  private static final int MOST_TURNS = 6;
  private static final int MOST_WITH_TALKS = 100;

  private final BotVersion after;
  private final Player old;
  private final Player now;
  private final boolean talking;
  private final Map<Shift, Group> decided = new LinkedHashMap<>();
  private final Map<Same, Group> said = new LinkedHashMap<>();
  private final Map<String, Counts> channels = new TreeMap<>();
  private final Map<SessionKey, Deque<Turn>> turns = new HashMap<>();
  private int count;

  private EventComparison(BotVersion before, BotVersion after, boolean talking) {
    this.after = after;
    this.talking = talking;
    this.old = Player.withoutNearMisses(BotVersions.of(before), Stubs.none(), HostFacts.none());
    // Its near misses say why it decides otherwise.
    this.now = new Player(BotVersions.of(after), Stubs.none(), null, HostFacts.none());
  }

  /** Of two versions, for the decisions alone. */
  public static EventComparison of(BotVersion before, BotVersion after) {
    return new EventComparison(before, after, false);
  }

  /** Of two versions, which also keeps the beginnings of conversations that change. */
  public static EventComparison withTalks(BotVersion before, BotVersion after) {
    return new EventComparison(before, after, true);
  }

  /**
   * A decision that changes: what one row took before and another takes now.
   *
   * @param from the row before; null for none
   * @param to the row now; null for none
   * @param fromFlow the flow before; null for none
   * @param toFlow the flow now; null for none
   * @param channel such as {@code on SMS}, or words for none
   * @param why why the row before does not take it now; empty where nobody can tell
   */
  public record Shift(
      @Nullable String from,
      @Nullable String to,
      @Nullable String fromFlow,
      @Nullable String toFlow,
      String channel,
      String why) {

    /** {@code R10 → order becomes R20 → gold on SMS}. */
    public String sentence() {
      return before() + " becomes " + now() + " " + channel;
    }

    /** {@code R10 → order}. */
    public String before() {
      return decided(from, fromFlow);
    }

    /** {@code R20 → gold}. */
    public String now() {
      return decided(to, toFlow);
    }

    /** True if the row is one of the two. */
    public boolean concerns(@Nullable String rule) {
      return rule != null && (rule.equals(from) || rule.equals(to));
    }
  }

  /**
   * A decision that stays, where what is said does not.
   *
   * @param rule the row; null for none
   * @param flow the flow; null for none
   * @param channel such as {@code on SMS}, or words for none
   */
  public record Same(@Nullable String rule, @Nullable String flow, String channel) {

    /** {@code R10 → order}. */
    public String decision() {
      return decided(rule, flow);
    }
  }

  /**
   * Events that go together.
   *
   * @param places the file of each, and its line
   * @param talks the first few conversations up to such an event; none unless they are kept
   */
  public record Group(List<String> places, List<List<Turn>> talks) {}

  /**
   * An event on both versions.
   *
   * @param event what happened
   * @param before what was said before, timers that were due included
   * @param now what is said now
   */
  public record Turn(InboundEvent event, List<Outgoing> before, List<Outgoing> now) {
    public Turn {
      before = List.copyOf(before);
      now = List.copyOf(now);
    }
  }

  /**
   * The events of one channel.
   *
   * @param events all of them
   * @param decided those decided otherwise
   * @param said those decided alike where something else is said
   */
  public record Counts(int events, int decided, int said) {
    private Counts plus(boolean shifted, boolean otherwise) {
      return new Counts(
          events + 1, decided + (shifted ? 1 : 0), said + (!shifted && otherwise ? 1 : 0));
    }
  }

  /** What the clock shows: the time of an event that names none. */
  public Instant now() {
    return old.now();
  }

  /**
   * Plays one event.
   *
   * @param place the file it stands in, and its line
   */
  public void take(String place, InboundEvent event) {
    String openBefore = question(old.session(event.key()));
    String openNow = question(now.session(event.key()));
    List<PlayResult> linesBefore = old.play(event);
    List<PlayResult> linesNow = now.play(event);
    PlayResult was = last(linesBefore);
    PlayResult is = last(linesNow);
    Turn turn = new Turn(event, messages(linesBefore), messages(linesNow));
    boolean shifted =
        !Objects.equals(was.rule(), is.rule()) || !Objects.equals(was.flow(), is.flow());
    boolean otherwise = !contents(turn.before()).equals(contents(turn.now()));
    Channel channel = event.context().channelIdentifier();
    count++;
    channels.merge(
        channel == null ? "" : channel.name(),
        new Counts(0, 0, 0).plus(shifted, otherwise),
        (one, other) -> one.plus(shifted, otherwise));
    List<Turn> talk = talking ? talk(event.key(), turn) : List.of();
    if (shifted) {
      String why = openBefore.equals(openNow)
          ? why(was, is)
          : openNow.isEmpty()
              ? openBefore + " is not open any more"
              : "the question " + openNow + " is open now";
      Shift shift =
          new Shift(was.rule(), is.rule(), was.flow(), is.flow(), RowDifference.on(channel), why);
      add(decided, shift, place, talk);
    } else if (talking && otherwise) {
      add(said, new Same(is.rule(), is.flow(), RowDifference.on(channel)), place, talk);
    }
  }

  private <K> void add(Map<K, Group> groups, K key, String place, List<Turn> talk) {
    boolean shown = talking && (groups.containsKey(key) || groups.size() < MOST_WITH_TALKS);
    Group group =
        groups.computeIfAbsent(key, one -> new Group(new ArrayList<>(), new ArrayList<>()));
    group.places().add(place);
    if (shown && group.talks().size() < MOST_TALKS) {
      group.talks().add(talk);
    }
  }

  /** The last turns of a conversation, this one included. */
  private List<Turn> talk(SessionKey key, Turn turn) {
    Deque<Turn> recent = turns.computeIfAbsent(key, one -> new ArrayDeque<>());
    recent.add(turn);
    if (recent.size() > MOST_TURNS) {
      recent.remove();
    }
    return List.copyOf(recent);
  }

  private static List<Outgoing> messages(List<PlayResult> lines) {
    return lines.stream().flatMap(line -> line.messages().stream()).toList();
  }

  /** What can be read where; what a button brings back is no part, since it may name a message. */
  private static List<String> contents(List<Outgoing> messages) {
    return messages.stream()
        .map(message -> message.to().channel().name() + " " + message.message().readable())
        .toList();
  }

  /** The open question; empty for none. */
  private static String question(Session session) {
    Run run = session.topRun();
    return run != null && run.waiting() instanceof Wait.ForAnswer asked
        ? run.top().flow() + "." + asked.step()
        : "";
  }

  private String why(PlayResult was, PlayResult is) {
    String rule = was.rule();
    Optional<TableRow> row = row(rule);
    if (rule == null) {
      return "";
    }
    if (row.isEmpty()) {
      return "there is no " + rule + " any more";
    }
    boolean above =
        row(is.rule()).filter(taken -> taken.order() < row.get().order()).isPresent();
    return above
        ? is.rule() + " stands above " + rule
        : failing(rule, is)
            .map(miss -> rule + " asks for " + miss.column() + " " + miss.cell())
            .orElse(rule + " does not fit any more");
  }

  private static Optional<TraceEntry.NearMiss> failing(String rule, PlayResult is) {
    return is.trace().stream()
        .filter(TraceEntry.Routed.class::isInstance)
        .flatMap(entry -> ((TraceEntry.Routed) entry).why().stream())
        .filter(miss -> miss.rule().equals(rule))
        .findFirst();
  }

  private Optional<TableRow> row(@Nullable String rule) {
    return rule != null && after.router() instanceof DroolsRouter router
        ? router.table().row(rule)
        : Optional.empty();
  }

  private static PlayResult last(List<PlayResult> lines) {
    return lines.get(lines.size() - 1);
  }

  private static String decided(@Nullable String rule, @Nullable String flow) {
    return (rule == null ? "no row" : rule) + " → " + (flow == null ? "no flow" : flow);
  }

  /** How many events were played. */
  public int count() {
    return count;
  }

  /** Those of each channel by its name, which is empty for those that name none. */
  public Map<String, Counts> channels() {
    return Collections.unmodifiableMap(channels);
  }

  /** The decisions that change, in the order they came up. */
  public Map<Shift, Group> shifts() {
    return Collections.unmodifiableMap(decided);
  }

  /** The decisions that stay where something else is said; none unless conversations are kept. */
  public Map<Same, Group> said() {
    return Collections.unmodifiableMap(said);
  }

  /** How many events changed from this row or to it. */
  public int concerning(@Nullable String rule) {
    return decided.entrySet().stream()
        .filter(one -> one.getKey().concerns(rule))
        .mapToInt(one -> one.getValue().places().size())
        .sum();
  }
}
