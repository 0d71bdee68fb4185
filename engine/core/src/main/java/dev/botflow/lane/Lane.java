package dev.botflow.lane;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One session's events and what they wait for.
 *
 * @param waiting in the order they came
 * @param results of the session's calls; they come first
 * @param calls the open ones by id: true once this process makes it. Nothing that waits begins meanwhile
 * @param now what the lane is at; null if at nothing
 */
public record Lane(
    List<Held> waiting,
    List<Held> results,
    Map<String, Boolean> calls,
    @Nullable Try now) {
  /** A lane on which nothing is. */
  public static final Lane EMPTY = new Lane(List.of(), List.of(), Map.of(), null);

  public Lane {
    waiting = List.copyOf(waiting);
    results = List.copyOf(results);
    calls = calls.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(calls));
  }

  /** How many wait for their turn, or for the facts for it. */
  public int waits() {
    boolean asks = now != null
        && (now.stage() instanceof Stage.Asking
            || now.stage() instanceof Stage.Answered
            || now.stage() instanceof Stage.Unanswered);
    return waiting.size() + (asks ? 1 : 0);
  }

  /** True while what the lane is at waits for its next try. */
  public boolean triesAgain() {
    return now != null
        && (now.stage() instanceof Stage.Pausing || now.stage() instanceof Stage.Rested);
  }

  /** Calls under way. */
  public int callsUnderWay() {
    return calls.isEmpty()
        ? 0
        : (int) calls.values().stream().filter(made -> made).count();
  }

  /** True if all there may be is calls that nobody makes: they are for the next start. */
  public boolean rests() {
    return now == null && waiting.isEmpty() && results.isEmpty() && callsUnderWay() == 0;
  }

  /** True while opt-outs must not wait in their turn, since the host tells no facts to somebody before them. */
  boolean lacksFacts() {
    if (now == null) {
      return false;
    }
    Stage stage = now.stage();
    return stage instanceof Stage.Asking asking && asking.slow()
        || stage instanceof Stage.Pausing pausing && pausing.why() == Fault.Kind.FACTS;
  }

  /** What is at work or waits under this number; null if it is there no more. */
  @Nullable
  Held find(long number) {
    return Stream.concat(Stream.ofNullable(now).map(Try::held), waiting.stream())
        .filter(held -> held.number() == number)
        .findFirst()
        .orElse(null);
  }

  Lane at(@Nullable Try next) {
    return new Lane(waiting, results, calls, next);
  }

  Lane waiting(List<Held> next) {
    return new Lane(next, results, calls, now);
  }

  Lane results(List<Held> next) {
    return new Lane(waiting, next, calls, now);
  }

  Lane without(Held held) {
    if (now != null && now.held().number() == held.number()) {
      return at(null);
    }
    return waiting(waiting.stream().filter(one -> one.number() != held.number()).toList());
  }

  Lane afterTry(Held tried) {
    return waiting(waiting.stream()
        .map(held -> held.number() == tried.number() ? held.afterTry() : held)
        .toList());
  }

  /** @param made true if this process makes it */
  Lane open(String call, boolean made) {
    Map<String, Boolean> next = new LinkedHashMap<>(calls);
    next.put(call, made);
    return new Lane(waiting, results, next, now);
  }

  Lane closed(String call) {
    Map<String, Boolean> next = new LinkedHashMap<>(calls);
    next.remove(call);
    return new Lane(waiting, results, next, now);
  }

  static List<Held> and(List<Held> before, Held one) {
    List<Held> all = new ArrayList<>(before.size() + 1);
    all.addAll(before);
    all.add(one);
    return all;
  }
}
