package dev.botflow.scenario;

import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.routing.Why;
import dev.botflow.text.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What playing a scenario on one channel came to. The play ends with the first turn that fails.
 *
 * @param scenario what was played
 * @param channel on which channel
 * @param transcript what happened, the failing turn included
 * @param failure what went wrong; empty if it passed
 */
public record ScenarioResult(
    Scenario scenario, Channel channel, Transcript transcript, Optional<Failure> failure) {
  private static final int LONG_LINE = 60;

  /**
   * A turn that did not go as expected.
   *
   * @param turn its number, from 1
   * @param place where it is written
   * @param expected all that did not hold, such as {@code rule R10; waiting welcome.topic}
   * @param found the same of what happened, in the same order
   * @param rule the row or rule that decided the turn; null where none did
   * @param nearest why the rows nearest to fitting did not decide it
   * @param course what decided the turn, in a line, and then the rows of decision tables and the steps that had a part in
   *     it; empty if the turn was not played
   * @param pairs what did not hold beside what was found, texts message by message
   */
  public record Failure(
      int turn,
      Place place,
      String expected,
      String found,
      @Nullable String rule,
      List<Why> nearest,
      List<String> course,
      List<SideBySide> pairs) {
    public Failure {
      nearest = List.copyOf(nearest);
      course = List.copyOf(course);
      pairs = List.copyOf(pairs);
    }
  }

  public boolean passed() {
    return failure.isEmpty();
  }

  /** Scenario and channel, as reports name it. */
  public String name() {
    return scenario.name() + " [" + channel + "]";
  }

  /** All a person needs to mend it: turn, expected, found, what decided, and what was said so far. */
  public String report() {
    if (failure.isEmpty()) {
      return name() + " passed";
    }
    Failure failed = failure.get();
    List<String> lines = new ArrayList<>();
    lines.add(failed.place() + ": " + name() + ": turn " + failed.turn());
    lines.add("  expected " + failed.expected());
    lines.add("  found    " + failed.found());
    if (failed.pairs().size() > 1 && (isLong(failed.expected()) || isLong(failed.found()))) {
      SideBySide.lines(failed.pairs()).forEach(line -> lines.add("  " + line));
    }
    failed.course().forEach(line -> lines.add("  " + line));
    for (Why why : failed.nearest()) {
      lines.add("  " + sentence(why));
    }
    lines.add("What was said:");
    transcript.lines().forEach(line -> lines.add("  " + line));
    return String.join("\n", lines);
  }

  /** Two short lines below each other are compared as easily. */
  private static boolean isLong(String line) {
    return line.length() > LONG_LINE;
  }

  /** Why a row did not decide: {@code R10 did not fit: At "Mon-Fri", but was "Sat 12:00"}. */
  public static String sentence(Why why) {
    return why.rule() + " did not fit: " + why.column() + " \"" + why.cell() + "\", but was "
        + (why.found() == null ? "nothing" : "\"" + why.found() + "\"");
  }
}
