package dev.botflow.routing;

import dev.botflow.template.Template;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do with an event. {@code rule} is the id of the row or rule that decided, for people who ask why. */
public sealed interface Decision {

  /** The row that decided, or a bot's own rule; null where none did, as for an answer. */
  @Nullable
  String rule();

  /** Its word in the command line's output. */
  String word();

  /**
   * Starts a flow.
   *
   * @param with run variables it starts with
   * @param endsOpenRuns true if the row ends whatever is open
   * @param notUnderstood true if it is the bot's flow for what nobody understood
   * @param share which part of a split was taken; null for none
   */
  record Start(
      @Nullable String rule,
      String flow,
      Map<String, Template> with,
      boolean endsOpenRuns,
      boolean notUnderstood,
      @Nullable String share)
      implements Decision {
    public Start {
      with = with.isEmpty()
          ? Collections.emptyMap()
          : Collections.unmodifiableMap(new LinkedHashMap<>(with));
    }

    @Override
    public String word() {
      return "start";
    }
  }

  /** Pauses the open question for a flow; the question is asked again after it. */
  record Interrupt(
      @Nullable String rule,
      String flow,
      Map<String, Template> with,
      @Nullable String share) implements Decision {
    public Interrupt {
      with = with.isEmpty()
          ? Collections.emptyMap()
          : Collections.unmodifiableMap(new LinkedHashMap<>(with));
    }

    @Override
    public String word() {
      return "interrupt";
    }
  }

  /**
   * The open question takes it.
   *
   * @param value the answer in its normal form
   * @param choice the choice picked; null for questions without
   */
  record Answer(
      @Nullable String rule, Object value, @Nullable String choice) implements Decision {
    @Override
    public String word() {
      return "answer";
    }

    @Override
    public String toString() {
      return "Answer[" + choice + "]";
    }
  }

  /** The open question did not understand; for a stale button it is asked once more, and no attempt is counted. */
  record Miss(@Nullable String rule, String why) implements Decision {
    @Override
    public String word() {
      return "miss";
    }
  }

  /** Recorded, and nothing is said. */
  record Silent(@Nullable String rule, String reason) implements Decision {
    @Override
    public String word() {
      return "silent";
    }
  }

  /** Nothing happens. */
  record Ignore(@Nullable String rule, String reason) implements Decision {
    @Override
    public String word() {
      return "ignore";
    }
  }

  /** A flow was chosen, but the contact opted out and the flow is not a legal one. */
  record Suppressed(@Nullable String rule, String flow, String reason) implements Decision {
    @Override
    public String word() {
      return "suppressed";
    }
  }

  /** The event belongs to a wait of an open run, not to routing: a timer, a call's result, an agent who left. */
  record Continue() implements Decision {
    @Override
    public @Nullable String rule() {
      return null;
    }

    @Override
    public String word() {
      return "continue";
    }
  }
}
