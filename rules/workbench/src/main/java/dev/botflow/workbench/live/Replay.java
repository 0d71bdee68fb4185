package dev.botflow.workbench.live;

import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.report.EventComparison;
import dev.botflow.error.BotFlowException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recorded events and scenarios, played on two versions beside the editing. Safe for use by many threads. */
public final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final int MOST_SENTENCES = 20;

  private final String id = UUID.randomUUID().toString();
  private final String person;
  private final Sides sides;
  private final List<Recorded> files;
  private final int total;
  private State state = State.RUNNING;
  private int done;
  private boolean cancelled;
  private @Nullable String sentence;
  private @Nullable Result result;

  /** @param person who asks, and alone may see what comes out: events may hold what people wrote */
  Replay(String person, Sides sides, List<Recorded> files) {
    this.person = person;
    this.sides = sides;
    this.files = List.copyOf(files);
    this.total = files.stream().mapToInt(Recorded::bodies).sum();
  }

  /** How it stands. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * A file of webhook bodies.
   *
   * @param name says by its end whether it holds one a line
   */
  public record Recorded(String name, String text) {
    private int bodies() {
      return name.toLowerCase(Locale.ROOT).endsWith(".json")
          ? 1
          : (int) text.lines().filter(line -> !line.isBlank()).count();
    }
  }

  /**
   * What came out.
   *
   * @param events of recorded events; empty if there were none
   * @param unreadable how many bodies could not be read
   * @param sentences why, of the first of them
   * @param own the scenarios of the version that would be, on both
   * @param old those of the version before, on both; empty if they are the same files
   */
  public record Result(
      Optional<EventComparison> events,
      int unreadable,
      List<String> sentences,
      ScenarioComparison own,
      Optional<ScenarioComparison> old) {
    public Result {
      sentences = List.copyOf(sentences);
    }
  }

  public String id() {
    return id;
  }

  boolean isOf(String name) {
    return person.equals(name);
  }

  public Sides sides() {
    return sides;
  }

  public synchronized State state() {
    return state;
  }

  /** How many events were played. */
  public synchronized int done() {
    return done;
  }

  public int total() {
    return total;
  }

  /** Why it failed; null if it did not. */
  public synchronized @Nullable String sentence() {
    return sentence;
  }

  /** What came out; empty until it is done. */
  public synchronized Optional<Result> result() {
    return Optional.ofNullable(result);
  }

  /** Ends it soon. */
  public synchronized void cancel() {
    cancelled = true;
  }

  void play() {
    try {
      Result played = played();
      synchronized (this) {
        result = played;
        state = State.DONE;
      }
    } catch (CancellationException e) {
      end(State.CANCELLED, null);
    } catch (BotFlowException e) {
      end(State.FAILED, e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("a comparison failed inside with {}", e.getClass());
      LOG.debug("failed inside", e);
      end(State.FAILED, "expected to play both versions, but failed inside");
    }
  }

  private Result played() {
    List<String> problems = new ArrayList<>();
    EventComparison events = EventComparison.withTalks(sides.before(), sides.now());
    for (Recorded file : files) {
      EventFiles.of(
          file.name(),
          file.text().getBytes(StandardCharsets.UTF_8),
          problems::add,
          events::now,
          (place, event) -> {
            goOn(events.count() + problems.size());
            events.take(place, event);
          });
    }
    goOn(events.count() + problems.size());
    ScenarioComparison own =
        ScenarioComparison.of(sides.filesNow(), sides.edited(), sides.before(), sides.now());
    goOn(total);
    Optional<ScenarioComparison> old = sides.sameScenarios()
        ? Optional.empty()
        : Optional.of(
            ScenarioComparison.of(sides.filesBefore(), Map.of(), sides.before(), sides.now()));
    goOn(total);
    return new Result(
        files.isEmpty() ? Optional.empty() : Optional.of(events),
        problems.size(),
        problems.subList(0, Math.min(MOST_SENTENCES, problems.size())),
        own,
        old);
  }

  private synchronized void goOn(int played) {
    if (cancelled) {
      throw new CancellationException();
    }
    done = Math.min(played, total);
  }

  private synchronized void end(State ended, @Nullable String why) {
    state = ended;
    sentence = why;
  }
}
