package dev.botflow.metrics;

import dev.botflow.runtime.Health;
import dev.botflow.runtime.Telemetry;
import dev.botflow.store.DeadLetter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what the engine does in a Micrometer registry. All names begin with {@code botflow.}; tags hold ids
 * and names of apps, channels, rows, flows and steps, never anything of a person.
 *
 * <pre>{@code
 * MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
 * BotFlow botFlow = BotFlow.builder().bot(bot).store(store).telemetry(telemetry).build();
 * telemetry.watch(botFlow::health);
 * }</pre>
 */
public final class MicrometerTelemetry implements Telemetry {
  private static final long HEALTH_KEPT_NANOS = Duration.ofSeconds(10).toNanos();

  private final MeterRegistry registry;

  public MicrometerTelemetry(MeterRegistry registry) {
    this.registry = registry;
  }

  /** {@code botflow.events.received}: app, result (accepted, duplicate, busy). */
  @Override
  public void received(String appId, Received what) {
    count("botflow.events.received", Tags.of("app", appId, "result", word(what)), 1);
  }

  /** {@code botflow.events.recovered}: app. */
  @Override
  public void recovered(String appId, int events) {
    count("botflow.events.recovered", Tags.of("app", appId), events);
  }

  /** {@code botflow.events.settled}: app, result (applied, dead, ignored). */
  @Override
  public void settled(String appId, Settled what) {
    count("botflow.events.settled", Tags.of("app", appId, "result", word(what)), 1);
  }

  /**
   * {@code botflow.turns}: app, channel, trigger, rule, flow, outcome; {@code botflow.steps}: app, channel, step; times
   * {@code botflow.decision} and {@code botflow.turn}: app.
   */
  @Override
  public void turned(Measured turn) {
    Tags where = Tags.of("app", turn.appId(), "channel", orNone(turn.channel()));
    count(
        "botflow.turns",
        where.and(
            "trigger", turn.trigger(),
            "rule", orNone(turn.rule()),
            "flow", orNone(turn.flow()),
            "outcome", turn.outcome()),
        1);
    turn.steps().forEach(step -> count("botflow.steps", where.and("step", step), 1));
    Iterable<Tag> app = Tags.of("app", turn.appId());
    registry.timer("botflow.decision", app).record(turn.decision());
    registry.timer("botflow.turn", app).record(turn.whole());
  }

  /** {@code botflow.calls}: app, kind (action, desk), name, result (ok, error, timeout), counted and timed. */
  @Override
  public void called(Called call) {
    Iterable<Tag> tags = Tags.of(
        "app", call.appId(),
        "kind", call.kind(),
        "name", call.name(),
        "result", call.result());
    registry.timer("botflow.calls", tags).record(call.took());
  }

  /** {@code botflow.messages}: app, channel, result (sent, retry, rejected, unknown, settled_by_report, given_up). */
  @Override
  public void attempted(String appId, String channel, Attempt what) {
    count(
        "botflow.messages",
        Tags.of(
            "app", appId, "channel", channel.isEmpty() ? "none" : channel, "result", word(what)),
        1);
  }

  /**
   * Shows an engine's health as gauges: {@code botflow.store.writable} (1 or 0), {@code botflow.lag},
   * {@code botflow.outbox.age} (seconds), {@code botflow.breakers.open}, {@code botflow.dead.letters},
   * {@code botflow.buried.events}, {@code botflow.timers.due}, and what became of the accepted events of the dedupe window:
   * {@code botflow.window.accepted, .pending, .applied, .dead, .ignored}, of which the first is the sum of the others.
   * Health is asked for at most every 10 seconds. Tag: app, which is {@code all} here; where a process has several engines,
   * each names its own by {@link #watch(String, Supplier)}.
   */
  public void watch(Supplier<Health> health) {
    watch("all", health);
  }

  /**
   * The same for one engine of several.
   *
   * @param app the value of the tag {@code app}: the app that the engine serves; an engine that comes under the same name,
   *     after a restart say, takes the place of the one before
   */
  public void watch(String app, Supplier<Health> health) {
    Supplier<Health> kept = new Kept(health);
    Tags tags = Tags.of("app", app);
    gauge("botflow.store.writable", tags, kept, now -> now.storeWritable() ? 1 : 0);
    gauge("botflow.lag", tags, kept, Health::lag);
    gauge("botflow.outbox.age", tags, kept, now -> seconds(now.oldestMessage()));
    gauge(
        "botflow.breakers.open",
        tags,
        kept,
        now -> now.breakersOpen() == null ? Double.NaN : now.breakersOpen().size());
    gauge("botflow.dead.letters", tags, kept, now -> now.deadLetters(DeadLetter.Kind.MESSAGE));
    gauge("botflow.buried.events", tags, kept, now -> now.deadLetters(DeadLetter.Kind.EVENT));
    gauge("botflow.timers.due", tags, kept, Health::timersDue);
    gauge("botflow.window.accepted", tags, kept, now -> now.tally().accepted());
    gauge("botflow.window.pending", tags, kept, now -> now.tally().pending());
    gauge("botflow.window.applied", tags, kept, now -> now.tally().applied());
    gauge("botflow.window.dead", tags, kept, now -> now.tally().dead());
    gauge("botflow.window.ignored", tags, kept, now -> now.tally().ignored());
  }

  private void gauge(
      String name, Tags tags, Supplier<Health> health, ToDoubleFunction<Health> value) {
    // A registry keeps the first gauge of a name and drops a second without a word.
    Gauge before = registry.find(name).tags(tags).gauge();
    if (before != null) {
      registry.remove(before);
    }
    Gauge.builder(name, () -> value.applyAsDouble(health.get())).tags(tags).register(registry);
  }

  /** Of the counters' and timers' names with tags, those that all releases have: the ones with {@code Tags} are new. */
  private void count(String name, Iterable<Tag> tags, int by) {
    registry.counter(name, tags).increment(by);
  }

  private static double seconds(@Nullable Duration time) {
    return time == null ? 0 : time.toMillis() / 1_000.0;
  }

  private static String orNone(@Nullable String tag) {
    return tag == null ? "none" : tag;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** One answer for all gauges that are read together. */
  private static final class Kept implements Supplier<Health> {
    private final Supplier<Health> asked;
    private @Nullable Health last;
    private long at;

    Kept(Supplier<Health> asked) {
      this.asked = asked;
    }

    @Override
    public synchronized Health get() {
      Health known = last;
      if (known == null || System.nanoTime() - at > HEALTH_KEPT_NANOS) {
        known = asked.get();
        last = known;
        at = System.nanoTime();
      }
      return known;
    }
  }
}
