package dev.botflow.workbench.draft;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.test.ScenarioChecks;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.BotReading;
import dev.botflow.rules.ReadOptions;
import dev.botflow.table.proof.ProofMemory;
import dev.botflow.table.proof.ProofRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the whole draft while somebody edits it: the bot is read after a short rest, and proofs are searched for after a
 * longer one, one search at a time, which the next edit cancels and which proves again what changed alone.
 */
final class Checks {
  private static final Duration READ_AFTER = Duration.ofMillis(300);
  private static final Duration PROVE_AFTER = Duration.ofSeconds(1);

  private final Path folder;
  private final DraftOptions options;
  private final Supplier<Snapshot> draft;
  private final Runnable news;
  private final Object proving = new Object();

  /** What was proved of the rows; used by who holds {@link #proving}. */
  private final ProofMemory memory = new ProofMemory();

  private @Nullable Read read;
  private @Nullable Running running;
  private List<BoundFinding> proofs = List.of();
  private DraftFindings found = new DraftFindings(-1, List.of(), DraftFindings.Proved.NO, 0);

  /**
   * @param draft gives the draft as it stands
   * @param news called when there are other findings
   */
  Checks(Path folder, DraftOptions options, Supplier<Snapshot> draft, Runnable news) {
    this.folder = folder;
    this.options = options;
    this.draft = draft;
    this.news = news;
  }

  /**
   * The draft at a revision.
   *
   * @param edited the tables of the bot as they would be saved
   * @param scenarios those of scenarios, which are no part of it
   */
  record Snapshot(
      long revision, Map<String, byte[]> edited, Map<String, byte[]> scenarios, Binding binding) {}

  /** @param scenarios what was found in the scenarios of the bot, which need one that can run */
  private record Read(long revision, BotReading reading, List<Finding> scenarios) {

    List<Finding> findings() {
      List<Finding> all = new ArrayList<>(reading.findings());
      all.addAll(scenarios);
      return all;
    }
  }

  private record Running(long revision, ProofRun search) {}

  synchronized DraftFindings findings() {
    return running == null || running.revision() != found.revision()
        ? found
        : new DraftFindings(
            found.revision(),
            found.findings(),
            DraftFindings.Proved.RUNNING,
            running.search().percent());
  }

  /** Has the draft checked after a rest, since it is another one now. */
  void changed(long revision) {
    end();
    options.timer().after(READ_AFTER, () -> {
      if (draft.get().revision() == revision) {
        readNow();
      }
    });
    options.timer().after(PROVE_AFTER, () -> prove(revision));
  }

  /** Reads the draft as a bot; at once if it was read at this revision before. */
  BotReading readNow() {
    Snapshot now = draft.get();
    synchronized (this) {
      if (read != null && read.revision() == now.revision()) {
        return read.reading();
      }
    }
    BotReading reading = BotFolder.read(
        folder,
        now.edited(),
        options.channels(),
        // A bot that is wrong but runnable can be tried, as --force does.
        ReadOptions.standard().forced(),
        new ProofRun(),
        new ProofMemory());
    List<Finding> scenarios = reading
        .version()
        .map(version -> ScenarioChecks.of(folder, now.scenarios(), BotTables.of(version)))
        .orElse(List.of());
    publish(now, new Read(now.revision(), reading, scenarios), false);
    return reading;
  }

  private void publish(Snapshot now, Read newest, boolean proved) {
    List<BoundFinding> bound =
        newest.findings().stream().map(now.binding()::bind).toList();
    synchronized (this) {
      if (found.revision() > now.revision()
          || found.revision() == now.revision() && found.proved() == DraftFindings.Proved.YES) {
        return;
      }
      List<BoundFinding> shown = new ArrayList<>(bound);
      if (proved) {
        Set<Finding> before = read == null ? Set.of() : new HashSet<>(read.findings());
        proofs = bound.stream()
            .filter(one -> !before.contains(one.finding().shownBy(null)))
            .map(BoundFinding::asOld)
            .toList();
      } else {
        read = newest;
        // Nothing jumps while it is proved anew.
        proofs.stream().filter(now.binding()::isThere).forEach(shown::add);
      }
      found = proved
          ? new DraftFindings(now.revision(), shown, DraftFindings.Proved.YES, 100)
          : new DraftFindings(now.revision(), shown, DraftFindings.Proved.NO, 0);
    }
    news.run();
  }

  private void prove(long revision) {
    synchronized (proving) {
      Snapshot now = draft.get();
      if (now.revision() != revision || readNow().findings().stream().anyMatch(Finding::isError)) {
        return;
      }
      ProofRun search = new ProofRun();
      synchronized (this) {
        running = new Running(revision, search);
      }
      try {
        BotReading proved = BotFolder.read(
            folder,
            now.edited(),
            options.channels(),
            ReadOptions.standard().lookingOnly().proving(ReadOptions.Proofs.ALL),
            search,
            memory);
        publish(now, new Read(revision, proved, scenarioFindings(revision)), true);
      } catch (CancellationException e) {
        return; // For the edit that ended it another search follows.
      } catch (BotFlowException e) {
        return; // The folder went while it was read: who looks at it next tells that.
      } finally {
        synchronized (this) {
          running = null;
        }
      }
    }
  }

  private synchronized List<Finding> scenarioFindings(long revision) {
    return read == null || read.revision() != revision ? List.of() : read.scenarios();
  }

  /** Ends the search for proofs, since the draft is closed. */
  synchronized void end() {
    if (running != null) {
      running.search().cancel();
    }
  }
}
