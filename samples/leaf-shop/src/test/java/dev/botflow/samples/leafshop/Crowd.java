package dev.botflow.samples.leafshop;

import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.callback.CallbackOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Contacts who write one thing after the other, each as soon as Sinch was rid of the one before, until told to stop. */
final class Crowd {
  private static final List<String> WORDS = List.of(
      "hi", "order", "LC-000001", "LC-004217", "track order", "plant advice", "menu", "thanks");

  private final SinchSimulator sinch;
  private final long seed;
  private final List<CompletableFuture<Void>> all = new ArrayList<>();
  private final Map<Integer, List<String>> accepted =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile boolean going = true;

  private Crowd(SinchSimulator sinch, long seed) {
    this.sinch = sinch;
    this.seed = seed;
  }

  static Crowd of(SinchSimulator sinch, int contacts, long seed) {
    Crowd crowd = new Crowd(sinch, seed);
    for (int contact = 0; contact < contacts; contact++) {
      Random random = new Random(seed + contact);
      crowd.accepted.put(contact, Collections.synchronizedList(new ArrayList<>()));
      crowd.all.add(crowd.next(contact, random));
    }
    return crowd;
  }

  private CompletableFuture<Void> next(int contact, Random random) {
    if (!going) {
      return CompletableFuture.completedFuture(null);
    }
    String channel = contact % 2 == 0 ? "WHATSAPP" : "SMS";
    String text = WORDS.get(random.nextInt(WORDS.size()));
    // On a thread of the pool: with a shop that answers at once the chain would be one deep stack.
    return sinch.injectMessage(channel, identity(contact), text).thenComposeAsync(outcome -> {
      took(contact, outcome);
      return next(contact, random);
    });
  }

  private void took(int contact, CallbackOutcome outcome) {
    if (outcome.accepted()) {
      accepted.get(contact).add(outcome.id());
    }
  }

  static String identity(int contact) {
    return String.valueOf(447_700_901_000L + contact);
  }

  /** No one writes anything new. */
  void stop() {
    going = false;
  }

  /** Completes once all that was written is settled. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
  }

  /** Ids of the messages that were acknowledged, by contact, in the order they were. */
  Map<Integer, List<String>> accepted() {
    return accepted;
  }

  @Override
  public String toString() {
    return "Crowd[seed " + seed + "]";
  }
}
