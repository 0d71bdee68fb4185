package dev.botflow.publish;

import dev.botflow.flow.Step;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Open conversations whose wait a new version removes or changes. They finish on the version they began with; who
 * publishes knows from this how many people still see the old wording.
 */
public final class WaitingUsers {
  private WaitingUsers() {}

  /** What a new version does to a step somebody waits at. */
  public enum Fate {
    REMOVED,
    CHANGED
  }

  /**
   * Where people wait.
   *
   * @param flow the flow
   * @param step the step that waits
   * @param fate what the new version does to it
   */
  public record Place(String flow, String step, Fate fate) {
    @Override
    public String toString() {
      return flow + "." + step + " " + (fate == Fate.REMOVED ? "is removed" : "is changed");
    }
  }

  /**
   * Counts conversations by place.
   *
   * @param sessions those with open runs
   * @param versions the versions they stand on
   * @param draft the version that would be published
   */
  public static Map<Place, Integer> of(
      Collection<Session> sessions, BotVersions versions, BotVersion draft) {
    Map<Place, Integer> waiting = new TreeMap<>((one, other) -> {
      int byFlow = one.flow().compareTo(other.flow());
      int byStep = byFlow != 0 ? byFlow : one.step().compareTo(other.step());
      return byStep != 0 ? byStep : one.fate().compareTo(other.fate());
    });
    for (Session session : sessions) {
      for (Run run : session.runs()) {
        if (run.waiting() != null) {
          Frame top = run.frames().get(run.frames().size() - 1);
          place(top, versions, draft).ifPresent(place -> waiting.merge(place, 1, Integer::sum));
        }
      }
    }
    return waiting;
  }

  /**
   * What a version does to a step somebody waits at.
   *
   * @param was the version they stand on
   * @param then the version that would be published
   * @return empty if the step is the same in both
   */
  public static Optional<Fate> fate(String flow, String step, BotVersion was, BotVersion then) {
    Optional<Step> now = step(was, flow, step);
    Optional<Step> next = step(then, flow, step);
    if (next.isEmpty()) {
      return Optional.of(Fate.REMOVED);
    }
    return now.isPresent() && same(now.get(), next.get())
        ? Optional.empty()
        : Optional.of(Fate.CHANGED);
  }

  private static Optional<Place> place(Frame frame, BotVersions versions, BotVersion draft) {
    return fate(frame.flow(), frame.step(), versions.number(frame.botVersion()), draft)
        .map(fate -> new Place(frame.flow(), frame.step(), fate));
  }

  /** Equal but for the line they stand at. */
  private static boolean same(Step one, Step other) {
    return one.equals(other) || withoutPlace(one).equals(withoutPlace(other));
  }

  private static String withoutPlace(Step step) {
    return step.toString().replace(step.head().place().toString(), "");
  }

  private static Optional<Step> step(BotVersion version, String flow, String step) {
    return version.bot().flow(flow).flatMap(found -> found.step(step));
  }
}
