package dev.botflow.workbench.trial;

import dev.botflow.authoring.chat.PhoneTalk;
import dev.botflow.scenario.PlayResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a trial on one phone.
 *
 * @param number of the trial, from 1
 * @param event what happened
 * @param act what it came to; null if it could not happen here
 * @param problem why it could not; null if it did
 * @param before how it went with the draft on which it was tried first, where that was otherwise; null where it is the same
 */
public record TrialTurn(
    int number,
    TrialEvent event,
    PhoneTalk.@Nullable Act act,
    @Nullable String problem,
    @Nullable Course before) {

  /**
   * What somebody sees of a turn.
   *
   * @param rule what decided
   * @param flow where it went
   * @param waitingAt where it waits
   * @param said all messages, as texts
   */
  public record Course(
      @Nullable String rule,
      @Nullable String flow,
      @Nullable String waitingAt,
      List<String> said) {
    public Course {
      said = List.copyOf(said);
    }
  }

  /** The turn's own line; empty if only time passed, or nothing could happen. */
  public Optional<PlayResult> own() {
    return act == null || act.own() < 0
        ? Optional.empty()
        : Optional.of(act.lines().get(act.own()));
  }

  /** What somebody sees of it. */
  Course course() {
    List<PlayResult> lines = act == null ? List.of() : act.lines();
    PlayResult last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    return new Course(
        own().map(PlayResult::rule).orElse(null),
        own().map(PlayResult::flow).orElse(null),
        last == null ? null : last.waitingAt(),
        lines.stream()
            .flatMap(line -> line.messages().stream())
            .map(message -> message.message().readable())
            .toList());
  }

  /** The same turn, with how it went first if that was otherwise. */
  TrialTurn comparedWith(@Nullable Course first) {
    Course differing = first == null || Objects.equals(first, course()) ? null : first;
    return new TrialTurn(number, event, act, problem, differing);
  }
}
