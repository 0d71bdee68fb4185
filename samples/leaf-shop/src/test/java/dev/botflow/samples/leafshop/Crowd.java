package dev.botflow.samples.leafshop;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * People who do one thing after the other, each a moment after Sinch was rid of the one before, until told to stop. What
 * they do is drawn by lot and leads everywhere the load bot goes; see {@link Person}.
 */
final class Crowd {
  private final SinchSimulator sinch;
  private final long seed;
  private final boolean hasty;
  private final List<CompletableFuture<Void>> all = new ArrayList<>();
  private final Map<Integer, List<String>> accepted =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile boolean going = true;

  private Crowd(SinchSimulator sinch, long seed, boolean hasty) {
    this.sinch = sinch;
    this.seed = seed;
    this.hasty = hasty;
  }

  /** People who think before they write, so that nudges and deadlines fall due. */
  static Crowd of(SinchSimulator sinch, int people, long seed) {
    return new Crowd(sinch, seed, false).begin(people);
  }

  /** People who write as fast as they can. */
  static Crowd hasty(SinchSimulator sinch, int people, long seed) {
    return new Crowd(sinch, seed, true).begin(people);
  }

  private Crowd begin(int people) {
    for (int number = 0; number < people; number++) {
      accepted.put(number, Collections.synchronizedList(new ArrayList<>()));
      all.add(next(number, new Person(sinch, number, seed + number)));
    }
    return this;
  }

  private CompletableFuture<Void> next(int number, Person person) {
    if (!going) {
      return CompletableFuture.completedFuture(null);
    }
    // On a thread of the pool: with a shop that answers at once the chain would be one deep stack.
    return person
        .act()
        .thenComposeAsync(
            outcome -> {
              took(number, outcome);
              return next(number, person);
            },
            CompletableFuture.delayedExecutor(hasty ? 0 : person.thinks(), TimeUnit.MILLISECONDS));
  }

  private void took(int number, CallbackOutcome outcome) {
    boolean message = outcome.attempts().stream()
        .anyMatch(attempt -> attempt.trigger().equals("MESSAGE_INBOUND"));
    if (message && outcome.accepted()) {
      accepted.get(number).add(outcome.id());
    }
  }

  /** No one does anything new. */
  void stop() {
    going = false;
  }

  /** Completes once all that was done is settled. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
  }

  /** Ids of the messages that were acknowledged, by person, in the order they were. */
  Map<Integer, List<String>> accepted() {
    return accepted;
  }

  @Override
  public String toString() {
    return "Crowd[seed " + seed + "]";
  }
}
