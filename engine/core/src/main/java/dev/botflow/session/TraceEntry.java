package dev.botflow.session;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.Channel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a turn, one record a kind. {@link #what()} and {@link #details()} are how it is printed and
 * stored; programs ask the records.
 */
public sealed interface TraceEntry {

  /** Its word, such as {@code routed}; kinds that differ only in their details share one. */
  default String what() {
    return TraceFormat.what(this);
  }

  /** The ids that explain it, by name and in order; what is absent is left out. */
  default Map<String, Object> details() {
    return TraceFormat.details(this);
  }

  /**
   * The entry that prints so; {@link Other} for a word or for details that no kind of today prints.
   *
   * @param details text, numbers, true or false, lists and maps
   */
  static TraceEntry of(String what, Map<String, Object> details) {
    return TraceFormat.parse(what, details);
  }

  /** What only a step that ran leaves behind. */
  sealed interface StepRan extends TraceEntry
      permits Answered, Called, Decided, HandedOver, DeskClosed {
    String flow();

    String step();
  }

  /**
   * A flow was started.
   *
   * @param rule the row or rule that decided; null where none did
   * @param share which part of a split was taken; null for none
   * @param version the number of the bot's version; 0 if it was never published
   * @param why rows that nearly won
   */
  record Routed(
      @Nullable String rule, String flow, @Nullable String share, long version, List<NearMiss> why)
      implements TraceEntry {
    public Routed {
      why = List.copyOf(why);
    }

    /** Without a split, of a bot that was never published. */
    public Routed(@Nullable String rule, String flow) {
      this(rule, flow, null, 0, List.of());
    }
  }

  /**
   * A row that nearly won, and the one cell that failed.
   *
   * @param found what the event had there, masked if it is sensitive; null for nothing
   */
  record NearMiss(
      String rule, String column, String cell, @Nullable String found) {}

  /**
   * The open question was paused for a flow.
   *
   * @param at the question, as {@code flow.step}
   * @param share which part of a split was taken; null for none
   */
  record Interrupted(
      @Nullable String rule,
      String flow,
      String at,
      @Nullable String share) implements TraceEntry {}

  /**
   * The open question took the event.
   *
   * @param choice the choice picked, masked if it is sensitive; null for questions without
   */
  record Answered(
      @Nullable String rule,
      String flow,
      String step,
      @Nullable String choice) implements StepRan {}

  /** The open question did not understand, for the so many-th time. */
  record Missed(String flow, String step, int attempt) implements TraceEntry {}

  /** A button was tapped that leads nowhere any more. */
  record StaleButton() implements TraceEntry {}

  /** The event was recorded, and nothing was said. */
  record Silent(@Nullable String rule, String reason) implements TraceEntry {}

  /** Nothing happened. */
  record Ignored(@Nullable String rule, String reason) implements TraceEntry {}

  /**
   * Nothing was sent, since the contact does not want it.
   *
   * @param rule the row that would have started the flow; null for a message
   * @param step the step that would have said it; null for a whole flow and for a message that was written before
   * @param message the id of a message that was written before; null otherwise
   */
  record Suppressed(
      @Nullable String rule,
      @Nullable String flow,
      @Nullable String step,
      @Nullable String message,
      String reason)
      implements TraceEntry {

    /** A whole flow. */
    public static Suppressed flow(@Nullable String rule, String flow, String reason) {
      return new Suppressed(rule, flow, null, null, reason);
    }

    /** What a step says. */
    public static Suppressed step(String flow, String step, String reason) {
      return new Suppressed(null, flow, step, null, reason);
    }

    /** A message that was written before. */
    public static Suppressed message(String id, String reason) {
      return new Suppressed(null, null, null, id, reason);
    }
  }

  /** A message was given up: it was refused, too old, or nobody could tell whether it may leave. */
  record NotSent(String message, String reason) implements TraceEntry {}

  /** A timer fell due. */
  record TimerDue(String timer) implements TraceEntry {}

  /** The host was asked to run an action. */
  record Called(String flow, String step, String action) implements StepRan {}

  /** The host's action, or its desk, answered. */
  record Completed(String flow, String step, ActionCompleted.Outcome outcome)
      implements TraceEntry {}

  /**
   * A decision table was asked.
   *
   * @param rule the row that fitted; null if none did
   * @param exit the exit it names; {@code else} if none fitted
   */
  record Decided(
      String flow, String step, String table, @Nullable String rule, String exit)
      implements StepRan {}

  /**
   * The desk was asked to take the conversation.
   *
   * @param queue masked if it is sensitive
   * @param carried what the desk was given, sensitive values masked
   */
  record HandedOver(String flow, String step, String queue, Map<String, Object> carried)
      implements StepRan {
    public HandedOver {
      carried = Collections.unmodifiableMap(new LinkedHashMap<>(carried));
    }
  }

  /** The desk was not asked, since it is closed. */
  record DeskClosed(String flow, String step, String queue) implements StepRan {}

  /** A question is open again, after what paused it. */
  record Resumed(String flow, String step) implements TraceEntry {}

  /** A run ended before its time. */
  record Ended(String flow, @Nullable String step, String reason) implements TraceEntry {}

  /** A run ended with the session, after a long silence. */
  record Expired(String flow, String step) implements TraceEntry {}

  /** Another contact was merged into this one, and so many open runs came along. */
  record Merged(int runs) implements TraceEntry {}

  /** The contact wrote on another channel while something was open. */
  record ChannelChanged(Channel from, Channel to) implements TraceEntry {}

  /**
   * A text or argument names a variable that is not there.
   *
   * @param flow null where a row starts a flow with it, and where a flow calls another
   * @param step null where {@code flow} is
   * @param absent the variable's name
   */
  record Absent(@Nullable String flow, @Nullable String step, String absent)
      implements TraceEntry {}

  /** A step could not do all it should, and the flow went on. */
  record Warning(String flow, String step, String message) implements TraceEntry {}

  /**
   * A step failed, or a rule named a flow that is not there.
   *
   * @param rule the rule; null for a step
   * @param step the step; null for a rule
   */
  record Failed(
      @Nullable String rule, String flow, @Nullable String step, String message)
      implements TraceEntry {

    /** A step failed. */
    public static Failed step(String flow, String step, String message) {
      return new Failed(null, flow, step, message);
    }
  }

  /** The flows went round too often. */
  record Loop(String flow, String step, String message) implements TraceEntry {}

  /** What another version of BotFlow wrote; it is printed and stored again as it was read. */
  record Other(String what, Map<String, Object> details) implements TraceEntry {
    public Other {
      details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
  }
}
