package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.EventCounts;
import dev.botflow.store.StoreCounts;
import dev.botflow.store.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How an engine stands, for a host to show.
 *
 * @param problem why the store cannot be used; null if it was written within the last 10 seconds. Then the numbers of what it holds are 0
 * @param lag events and results that wait, calls under way, events whose turns failed and are run again later, and
 *     events that are still taken up since the start; above
 *     {@link RuntimeLimits#maxWaiting} events are refused with 503
 * @param recovering of these, events accepted before the start that are still to be taken up
 * @param oldestMessage how long the oldest message waits to be sent; null if none waits
 * @param breakersOpen apps that are tried with one message at a time, since their sends keep failing; null if the thread
 *     that sends did not answer within a second
 * @param deadLetters what was given up, counted by kind
 * @param timersDue timers whose moment has come
 * @param tally what became of the events of the dedupe window
 * @param counted what the transports counted, by app and name, such as stale signatures
 * @param apps each app that is connected or has a bot of its own, by id
 */
public record Health(
    @Nullable String problem,
    int lag,
    int recovering,
    @Nullable Duration oldestMessage,
    @Nullable List<String> breakersOpen,
    Map<DeadLetter.Kind, Long> deadLetters,
    int timersDue,
    EventCounts tally,
    Map<String, Map<String, Long>> counted,
    Map<String, App> apps) {

  /**
   * How one app stands.
   *
   * @param problems what keeps it from working, a sentence each: its bot is broken, its key was refused, Sinch does not
   *     answer; what comes in is stored meanwhile
   * @param version the number of its bot's live version; 0 if it has none or was never published
   * @param connected whether it has a transport
   */
  public record App(List<String> problems, long version, boolean connected) {
    public App {
      problems = List.copyOf(problems);
    }
  }

  public Health {
    breakersOpen = breakersOpen == null ? null : List.copyOf(breakersOpen);
    deadLetters = Collections.unmodifiableMap(new TreeMap<>(deadLetters));
    counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
    apps = Collections.unmodifiableMap(new TreeMap<>(apps));
  }

  /** True if events are taken in and the thread that sends answers. */
  public boolean storeWritable() {
    return problem == null;
  }

  /** How many of a kind were given up. */
  public long deadLetters(DeadLetter.Kind kind) {
    return deadLetters.getOrDefault(kind, 0L);
  }

  /** @param writing writes to the store, unless that was done just now */
  static Health of(
      Upkeep store,
      Runnable writing,
      Instant now,
      int lag,
      int recovering,
      CompletableFuture<List<String>> breakers,
      Map<String, Map<String, Long>> counted,
      Map<String, App> apps) {
    List<String> open = within(breakers);
    try {
      writing.run();
      StoreCounts counts = store.counts(now);
      Instant oldest = counts.oldestRow();
      return new Health(
          null,
          lag,
          recovering,
          oldest == null ? null : Duration.between(oldest, now),
          open,
          counts.deadLetters(),
          counts.timersDue(),
          counts.events(),
          counted,
          apps);
    } catch (BotFlowException e) {
      return new Health(
          e.getMessage(),
          lag,
          recovering,
          null,
          open,
          Map.of(),
          0,
          new EventCounts(0, 0, 0, 0, 0),
          counted,
          apps);
    }
  }

  private static @Nullable List<String> within(CompletableFuture<List<String>> breakers) {
    try {
      return breakers.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
