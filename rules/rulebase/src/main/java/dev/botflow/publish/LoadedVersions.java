package dev.botflow.publish;

import dev.botflow.routing.BotVersion;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Versions that are in memory. Those that conversations asked for lately stay there, so many at most; one that is read
 * again is read once, and nobody waits for it but who asked for it. Safe for use by many threads.
 */
final class LoadedVersions {
  /** Conversations on more versions at once are rare, and each takes as much memory as its tables and rules. */
  static final int KEPT = 8;

  // By number, the one asked for last at the end.
  private final LinkedHashMap<Long, BotVersion> kept = new LinkedHashMap<>(KEPT, 0.75f, true);
  private final Map<Long, WeakReference<BotVersion>> known = new HashMap<>();
  private final Map<Long, CompletableFuture<BotVersion>> loading = new HashMap<>();

  /** A version that is in memory for as long as somebody uses it. */
  synchronized void know(BotVersion version) {
    known.values().removeIf(one -> one.get() == null);
    known.put(version.number(), new WeakReference<>(version));
  }

  /** A version that open conversations stand on. */
  synchronized void keep(BotVersion version) {
    know(version);
    kept.put(version.number(), version);
    if (kept.size() > KEPT) {
      List<Long> numbers = new ArrayList<>(kept.keySet());
      kept.remove(numbers.get(0));
    }
  }

  /** The version of this number if it is in memory. */
  synchronized @Nullable BotVersion find(long number) {
    BotVersion version = kept.get(number);
    if (version != null) {
      return version;
    }
    WeakReference<BotVersion> reference = known.get(number);
    version = reference == null ? null : reference.get();
    if (version != null) {
      keep(version);
    }
    return version;
  }

  /**
   * The version of this number.
   *
   * @param load reads it; whoever asks meanwhile waits for that
   */
  BotVersion get(long number, LongFunction<BotVersion> load) {
    CompletableFuture<BotVersion> mine = new CompletableFuture<>();
    CompletableFuture<BotVersion> others;
    synchronized (this) {
      BotVersion version = find(number);
      if (version != null) {
        return version;
      }
      others = loading.putIfAbsent(number, mine);
    }
    if (others != null) {
      return joined(others);
    }
    try {
      BotVersion version = load.apply(number);
      keep(version);
      mine.complete(version);
      return version;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      synchronized (this) {
        loading.remove(number);
      }
    }
  }

  private static BotVersion joined(CompletableFuture<BotVersion> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
