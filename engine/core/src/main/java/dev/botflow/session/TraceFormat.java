package dev.botflow.session;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.Channel;
import dev.botflow.session.TraceEntry.Absent;
import dev.botflow.session.TraceEntry.Answered;
import dev.botflow.session.TraceEntry.Called;
import dev.botflow.session.TraceEntry.ChannelChanged;
import dev.botflow.session.TraceEntry.Completed;
import dev.botflow.session.TraceEntry.Decided;
import dev.botflow.session.TraceEntry.DeskClosed;
import dev.botflow.session.TraceEntry.Ended;
import dev.botflow.session.TraceEntry.Expired;
import dev.botflow.session.TraceEntry.Failed;
import dev.botflow.session.TraceEntry.HandedOver;
import dev.botflow.session.TraceEntry.Ignored;
import dev.botflow.session.TraceEntry.Interrupted;
import dev.botflow.session.TraceEntry.Loop;
import dev.botflow.session.TraceEntry.Merged;
import dev.botflow.session.TraceEntry.Missed;
import dev.botflow.session.TraceEntry.NearMiss;
import dev.botflow.session.TraceEntry.NotSent;
import dev.botflow.session.TraceEntry.Other;
import dev.botflow.session.TraceEntry.Resumed;
import dev.botflow.session.TraceEntry.Routed;
import dev.botflow.session.TraceEntry.Silent;
import dev.botflow.session.TraceEntry.StaleButton;
import dev.botflow.session.TraceEntry.Suppressed;
import dev.botflow.session.TraceEntry.TimerDue;
import dev.botflow.session.TraceEntry.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How each kind of entry is printed and stored, and read back: its word, and its details by name. An entry is read as a
 * kind only if that kind prints just what was read, so that nothing of a trace is lost that another version wrote.
 */
final class TraceFormat {
  private static final Map<Class<?>, Kind<?>> KINDS = new LinkedHashMap<>();
  private static final Map<String, List<Kind<?>>> BY_WORD = new LinkedHashMap<>();

  static {
    kind(
        "routed",
        Routed.class,
        entry -> TraceDetails.of(
            "rule",
            entry.rule(),
            "flow",
            entry.flow(),
            "share",
            entry.share(),
            "version",
            entry.version() == 0 ? null : entry.version(),
            "why",
            entry.why().isEmpty()
                ? null
                : entry.why().stream().map(TraceFormat::nearMiss).toList()),
        from -> new Routed(
            from.textOrNull("rule"),
            from.text("flow"),
            from.textOrNull("share"),
            from.number("version"),
            from.maps("why").stream().map(TraceFormat::nearMiss).toList()));
    kind(
        "interrupted",
        Interrupted.class,
        entry -> TraceDetails.of(
            "rule", entry.rule(), "flow", entry.flow(), "at", entry.at(), "share", entry.share()),
        from -> new Interrupted(
            from.textOrNull("rule"), from.text("flow"), from.text("at"), from.textOrNull("share")));
    kind(
        "answered",
        Answered.class,
        entry -> TraceDetails.of(
            "rule",
            entry.rule(),
            "flow",
            entry.flow(),
            "step",
            entry.step(),
            "choice",
            entry.choice()),
        from -> new Answered(
            from.textOrNull("rule"),
            from.text("flow"),
            from.text("step"),
            from.textOrNull("choice")));
    kind(
        "missed",
        Missed.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "attempt", entry.attempt()),
        from -> new Missed(from.text("flow"), from.text("step"), (int) from.number("attempt")));
    kind("stale_button", StaleButton.class, entry -> TraceDetails.of(), from -> new StaleButton());
    kind(
        "silent",
        Silent.class,
        entry -> TraceDetails.of("rule", entry.rule(), "reason", entry.reason()),
        from -> new Silent(from.textOrNull("rule"), from.text("reason")));
    kind(
        "ignored",
        Ignored.class,
        entry -> TraceDetails.of("rule", entry.rule(), "reason", entry.reason()),
        from -> new Ignored(from.textOrNull("rule"), from.text("reason")));
    kind(
        "suppressed",
        Suppressed.class,
        entry -> TraceDetails.of(
            "rule",
            entry.rule(),
            "flow",
            entry.flow(),
            "step",
            entry.step(),
            "message",
            entry.message(),
            "reason",
            entry.reason()),
        from -> new Suppressed(
            from.textOrNull("rule"),
            from.textOrNull("flow"),
            from.textOrNull("step"),
            from.textOrNull("message"),
            from.text("reason")));
    kind(
        "timer",
        TimerDue.class,
        entry -> TraceDetails.of("timer", entry.timer()),
        from -> new TimerDue(from.text("timer")));
    kind(
        "called",
        Called.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "action", entry.action()),
        from -> new Called(from.text("flow"), from.text("step"), from.text("action")));
    kind(
        "completed",
        Completed.class,
        entry -> TraceDetails.of(
            "flow", entry.flow(), "step", entry.step(), "outcome", word(entry.outcome())),
        TraceFormat::completed);
    kind(
        "decided",
        Decided.class,
        entry -> TraceDetails.of(
            "flow",
            entry.flow(),
            "step",
            entry.step(),
            "table",
            entry.table(),
            "rule",
            entry.rule(),
            "exit",
            entry.exit()),
        from -> new Decided(
            from.text("flow"),
            from.text("step"),
            from.text("table"),
            from.textOrNull("rule"),
            from.text("exit")));
    kind(
        "handover",
        HandedOver.class,
        entry -> TraceDetails.of(
            "flow",
            entry.flow(),
            "step",
            entry.step(),
            "queue",
            entry.queue(),
            "carried",
            entry.carried()),
        from -> new HandedOver(
            from.text("flow"), from.text("step"), from.text("queue"), from.map("carried")));
    kind(
        "handover",
        DeskClosed.class,
        entry -> TraceDetails.of(
            "flow", entry.flow(), "step", entry.step(), "queue", entry.queue(), "open", false),
        from -> new DeskClosed(from.text("flow"), from.text("step"), from.text("queue")));
    kind(
        "not_sent",
        NotSent.class,
        entry -> TraceDetails.of("message", entry.message(), "reason", entry.reason()),
        from -> new NotSent(from.text("message"), from.text("reason")));
    kind(
        "resumed",
        Resumed.class,
        entry -> TraceDetails.of("flow", entry.flow(), "step", entry.step()),
        from -> new Resumed(from.text("flow"), from.text("step")));
    kind(
        "ended",
        Ended.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "reason", entry.reason()),
        from -> new Ended(from.text("flow"), from.textOrNull("step"), from.text("reason")));
    kind(
        "expired",
        Expired.class,
        entry -> TraceDetails.of("flow", entry.flow(), "step", entry.step(), "reason", "expired"),
        from -> new Expired(from.text("flow"), from.text("step")));
    kind(
        "merged",
        Merged.class,
        entry -> TraceDetails.of("runs", entry.runs()),
        from -> new Merged((int) from.number("runs")));
    kind(
        "channel_changed",
        ChannelChanged.class,
        entry ->
            TraceDetails.of("channels", List.of(entry.from().name(), entry.to().name())),
        TraceFormat::channelChanged);
    kind(
        "warning",
        Absent.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "absent", entry.absent()),
        from -> new Absent(from.textOrNull("flow"), from.textOrNull("step"), from.text("absent")));
    kind(
        "warning",
        Warning.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "message", entry.message()),
        from -> new Warning(from.text("flow"), from.text("step"), from.text("message")));
    kind(
        "error",
        Failed.class,
        entry -> TraceDetails.of(
            "rule",
            entry.rule(),
            "flow",
            entry.flow(),
            "step",
            entry.step(),
            "message",
            entry.message()),
        from -> new Failed(
            from.textOrNull("rule"),
            from.text("flow"),
            from.textOrNull("step"),
            from.text("message")));
    kind(
        "loop",
        Loop.class,
        entry ->
            TraceDetails.of("flow", entry.flow(), "step", entry.step(), "message", entry.message()),
        from -> new Loop(from.text("flow"), from.text("step"), from.text("message")));
  }

  private TraceFormat() {}

  /** One kind: its word, and the way there and back. */
  private record Kind<E extends TraceEntry>(
      String word, Class<E> kind, Function<E, Map<String, Object>> writer, Reading reader) {

    Map<String, Object> write(TraceEntry entry) {
      return writer.apply(kind.cast(entry));
    }
  }

  /** Reads one kind; what is absent stands as empty. Null if it is none for certain. */
  private interface Reading {
    @Nullable
    TraceEntry read(TraceDetails from);
  }

  private static <E extends TraceEntry> void kind(
      String word, Class<E> kind, Function<E, Map<String, Object>> writer, Reading reader) {
    Kind<E> made = new Kind<>(word, kind, writer, reader);
    KINDS.put(kind, made);
    BY_WORD.computeIfAbsent(word, some -> new ArrayList<>()).add(made);
  }

  private static Kind<?> of(TraceEntry entry) {
    Kind<?> kind = KINDS.get(entry.getClass());
    if (kind == null) {
      throw new AssertionError("no format for " + entry.getClass());
    }
    return kind;
  }

  static String what(TraceEntry entry) {
    return of(entry).word();
  }

  static Map<String, Object> details(TraceEntry entry) {
    return of(entry).write(entry);
  }

  static TraceEntry parse(String what, Map<String, Object> details) {
    TraceDetails from = new TraceDetails(details);
    for (Kind<?> kind : BY_WORD.getOrDefault(what, List.of())) {
      TraceEntry read = kind.reader().read(from);
      if (read != null && from.printAs(kind.write(read))) {
        return read;
      }
    }
    return new Other(what, details);
  }

  private static Map<String, Object> nearMiss(NearMiss miss) {
    return TraceDetails.of(
        "rule", miss.rule(), "column", miss.column(), "cell", miss.cell(), "found", miss.found());
  }

  private static NearMiss nearMiss(TraceDetails from) {
    return new NearMiss(
        from.text("rule"), from.text("column"), from.text("cell"), from.textOrNull("found"));
  }

  private static String word(ActionCompleted.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable TraceEntry completed(TraceDetails from) {
    for (ActionCompleted.Outcome outcome : ActionCompleted.Outcome.values()) {
      if (word(outcome).equals(from.text("outcome"))) {
        return new Completed(from.text("flow"), from.text("step"), outcome);
      }
    }
    return null;
  }

  private static @Nullable TraceEntry channelChanged(TraceDetails from) {
    List<String> names = from.texts("channels");
    return names.size() != 2 || names.stream().anyMatch(String::isBlank)
        ? null
        : new ChannelChanged(new Channel(names.get(0)), new Channel(names.get(1)));
  }
}
