package dev.botflow.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.test.Mutants;
import dev.botflow.authoring.test.MutationScore;
import dev.botflow.authoring.test.TestRun;
import dev.botflow.error.BotFlowException;
import dev.botflow.workbench.draft.Draft;
import dev.botflow.workbench.trial.Trial;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays scenarios beside the editing, one run at a time; the last one can be looked at. Safe for use by many threads. */
final class TestJobs {
  private static final Logger LOG = LoggerFactory.getLogger(TestJobs.class);

  private final Draft draft;
  private final Semaphore testing;
  private @Nullable Job last;

  /** @param testing held while anything is played */
  TestJobs(Draft draft, Semaphore testing) {
    this.draft = draft;
    this.testing = testing;
  }

  /** How a run stands. */
  enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(last).filter(job -> job.id().equals(id));
  }

  /**
   * Begins a run.
   *
   * @param scenarios only those of these names; all if there are none
   * @param mutate whether it also looks for changes of the tables that no scenario notices
   */
  synchronized Job begin(Trial.On bot, List<String> scenarios, boolean mutate) {
    if (!testing.tryAcquire()) {
      throw TestRoutes.busy();
    }
    Job job = new Job();
    last = job;
    Thread thread = new Thread(
        () -> {
          try {
            play(job, bot, scenarios, mutate);
          } finally {
            testing.release();
          }
        },
        "botflow-tests");
    thread.setDaemon(true);
    thread.start();
    return job;
  }

  private void play(Job job, Trial.On bot, List<String> scenarios, boolean mutate) {
    try {
      BotTables tables = BotTables.of(bot.version());
      TestRun run = TestRun.named(draft.folder(), draft.files(), tables, scenarios);
      job.played(new TestJson(draft).of(bot, tables, run));
      if (mutate) {
        var mutants = Mutants.of(tables);
        MutationScore score =
            MutationScore.of(mutants, run.results(), done -> job.progress(done, mutants.size()));
        job.mutated(json(score));
      }
      job.end(State.DONE, null);
    } catch (CancellationException e) {
      job.end(State.CANCELLED, null);
    } catch (BotFlowException e) {
      job.end(State.FAILED, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("tests failed inside with {}", e.getClass());
      LOG.debug("failed inside", e);
      job.end(State.FAILED, "expected to play the scenarios, but failed inside");
    }
  }

  private static ObjectNode json(MutationScore score) {
    ObjectNode node = TableJson.object().put("percent", score.percent());
    ArrayNode unnoticed = node.putArray("unnoticed");
    score
        .unnoticed()
        .forEach(one -> unnoticed
            .addObject()
            .put("rule", one.rule())
            .put("column", one.column())
            .put("sentence", one.sentence()));
    return node;
  }

  /** One run. */
  static final class Job {
    private final String id = UUID.randomUUID().toString();
    private State state = State.RUNNING;
    private int done;
    private int total;
    private boolean cancelled;
    private @Nullable String sentence;
    private @Nullable ObjectNode tests;
    private @Nullable ObjectNode mutation;

    String id() {
      return id;
    }

    synchronized State state() {
      return state;
    }

    /** Of the changes that are tried; 0 of 0 while scenarios are played. */
    synchronized int done() {
      return done;
    }

    synchronized int total() {
      return total;
    }

    /** Why it failed; null if it did not. */
    synchronized @Nullable String sentence() {
      return sentence;
    }

    synchronized @Nullable ObjectNode tests() {
      return tests;
    }

    synchronized @Nullable ObjectNode mutation() {
      return mutation;
    }

    synchronized void cancel() {
      cancelled = true;
    }

    private synchronized void played(ObjectNode results) {
      tests = results;
    }

    private synchronized void progress(int tried, int of) {
      if (cancelled) {
        throw new CancellationException();
      }
      done = tried;
      total = of;
    }

    private synchronized void mutated(ObjectNode score) {
      mutation = score;
      done = total;
    }

    private synchronized void end(State ended, @Nullable String why) {
      state = ended;
      sentence = why;
    }
  }
}
