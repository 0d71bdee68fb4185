package dev.botflow.flow;

import dev.botflow.cell.Condition;
import dev.botflow.message.Variants;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a flow. Its data is here, its reading in {@code flow.read} and its running in {@code turn}: a file each.
 * Checks, proofs and pictures ask a step by these methods and know no kind, so that a new kind is theirs at once. It is
 * not sealed for the same reason: a kind is what the readers and the runners have registered.
 */
public interface Step {

  /** What every step may have. */
  StepHead head();

  default String id() {
    return head().id();
  }

  /** The key that makes a step of a flow file one of this kind, such as {@code ask}. */
  String kind();

  /** A few words on what it does, for a picture of the flow; a step with a message is shown by that. */
  String summary();

  /** Its ways out in the order a picture shows them. {@code on_error}, which any step may have, is none of them. */
  List<StepExit> exits();

  /** What it says; null for a step that sends no message of its own. */
  default @Nullable Variants message() {
    return null;
  }

  /** Its other texts, and all else in which names in braces stand for values; in the order written. */
  default List<StepText> texts() {
    return List.of();
  }

  /** The variables it sets itself when it goes on as planned; run scope unless named otherwise. */
  default Set<String> sets() {
    return Set.of();
  }

  /** Of the variables it sets those that take their value from others, each with the names of these. */
  default Map<String, List<String>> takes() {
    return Map.of();
  }

  /** Names whose values it hands on, read through the frames, innermost first. */
  default List<String> carry() {
    return List.of();
  }

  /** The action of the host's that it calls; null for none. */
  default @Nullable String calledAction() {
    return null;
  }

  /** The flow of the host's that it stands for; null for none. */
  default @Nullable String calledFlow() {
    return null;
  }

  /** The conditions it tests, beside the {@code when} that any step may have. */
  default List<Condition> conditions() {
    return List.of();
  }

  /** The name from the bot's hours it looks at; null for none. */
  default @Nullable String hours() {
    return null;
  }

  /**
   * The steps that do the same in its place and ask for a variable before, so that the warning of its absence shows that
   * it ran; itself alone if a message or an entry of the trace shows that anyway.
   *
   * @param variable a name that no bot uses
   */
  default List<Step> askingFor(String variable) {
    return List.of(this);
  }

  /** What a run stops for at this step; a {@code delay} before it does not count. */
  default WaitsFor waitsFor() {
    return WaitsFor.NOTHING;
  }

  /** What a run can stop for. */
  enum WaitsFor {
    NOTHING,
    /** The result of a call to the host. */
    RESULT,
    /** The contact. */
    ANSWER,
    /** A person at the host's desk, until that person leaves. */
    AGENT,
    /** A flow of the host's, which waits for the contact as often as it likes. */
    HOST;

    /** True if only what somebody does, not time and not a machine, takes the run on as planned. */
    public boolean isSomebody() {
      return this == ANSWER || this == AGENT || this == HOST;
    }
  }
}
