package dev.botflow.workbench.trial;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials of all who are here: 20 a person, each for 30 minutes after it was last asked for. Who begins one more loses
 * the one unused for longest. Safe for use by many threads.
 */
public final class Trials {
  private static final int MOST = 20;
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final int ID_BYTES = 12;

  private final Path folder;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  private record Kept(String owner, Trial trial, Instant used) {}

  /** @param folder the bot's */
  public Trials(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Begins a trial of somebody. */
  public synchronized Trial begin(String owner, TrialSetting setting) {
    forget();
    List<Map.Entry<String, Kept>> own = kept.entrySet().stream()
        .filter(entry -> entry.getValue().owner().equals(owner))
        .sorted(Comparator.comparing(entry -> entry.getValue().used()))
        .toList();
    for (int i = 0; i <= own.size() - MOST; i++) {
      kept.remove(own.get(i).getKey());
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    Trial trial =
        new Trial(id, folder, setting, Instant.ofEpochSecond(clock.instant().getEpochSecond()));
    kept.put(id, new Kept(owner, trial, clock.instant()));
    return trial;
  }

  /** Somebody's trial; empty if it is over, or another's. */
  public synchronized Optional<Trial> find(String owner, String id) {
    forget();
    Kept found = kept.get(id);
    if (found == null || !found.owner().equals(owner)) {
      return Optional.empty();
    }
    kept.put(id, new Kept(owner, found.trial(), clock.instant()));
    return Optional.of(found.trial());
  }

  /** Ends somebody's trial. */
  public synchronized void end(String owner, String id) {
    if (find(owner, id).isPresent()) {
      kept.remove(id);
    }
  }

  private void forget() {
    Instant oldest = clock.instant().minus(KEPT);
    kept.values().removeIf(one -> one.used().isBefore(oldest));
  }
}
