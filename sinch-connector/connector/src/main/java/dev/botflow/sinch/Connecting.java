package dev.botflow.sinch;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.api.SinchApp;
import dev.botflow.sinch.api.StartUp;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.http.ClientPool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the calls of a start until they succeed: the first time for whoever waits for it, then on a thread of its own. Reads
 * the app again from time to time after that.
 */
final class Connecting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final SinchConfig config;
  private final ConversationApi api;
  private final List<String> contactUses;
  private final Runnable connected;
  private final ClientPool pool;
  private final Object lock = new Object();
  // Guarded by lock.
  private @Nullable Thread trying;
  private @Nullable Future<?> next;
  private boolean closed;

  private volatile State state =
      new State(null, List.of(), List.of("sinch.appId: not connected to Sinch yet"));

  /** All that is known of the app at one moment. */
  private record State(@Nullable SinchApp app, List<String> warnings, List<String> missing) {}

  /** @param connected told once the calls have succeeded */
  Connecting(
      SinchConfig config,
      ConversationApi api,
      List<String> contactUses,
      Runnable connected,
      ClientPool pool) {
    this.config = config;
    this.api = api;
    this.contactUses = contactUses;
    this.connected = connected;
    this.pool = pool;
  }

  /** One attempt; after an outage others follow in the background. Throws if the settings are wrong. */
  void first() {
    try {
      attempt();
    } catch (BotFlowException e) {
      if (!StartUp.isOutage(e)) {
        throw e;
      }
      failed(e, 1);
    }
  }

  void inBackground() {
    later(Duration.ZERO, () -> tryAgain(1));
  }

  private void tryAgain(int attempt) {
    try {
      attempt();
    } catch (BotFlowException e) {
      failed(e, attempt);
    } catch (RuntimeException e) {
      // A fault of ours must not be the end of all attempts.
      failed(
          new BotFlowException("sinch.appId: connecting failed: " + e.getClass().getName(), e),
          attempt);
    }
  }

  private void attempt() {
    StartUp startUp = new StartUp(config, api);
    SinchApp app = startUp.findApp(contactUses);
    // Known from here on, though the webhook may still be missing.
    state = new State(app, startUp.warnings(), state.missing);
    startUp.registerWebhook();
    connected.run();
    state = new State(app, startUp.warnings(), List.of());
    lookAgainLater();
  }

  private void lookAgainLater() {
    Duration pause = config.channelsEvery();
    if (pause.isZero()) {
      return;
    }
    later(pause, this::lookAgain);
  }

  /** On a thread for calls, since it waits for their answers: nobody else's is held up. */
  private void later(Duration pause, Runnable task) {
    synchronized (lock) {
      if (closed) {
        LOG.debug("app {}: closed, so nothing more is asked about it", config.appId());
        return;
      }
      next = pool.time()
          .schedule(() -> handIn(task), Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
    }
  }

  private void handIn(Runnable task) {
    try {
      pool.threads().executeWhole(config.appId(), () -> run(task));
    } catch (RejectedExecutionException full) {
      later(FIRST_PAUSE, task);
    }
  }

  private void run(Runnable task) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      trying = Thread.currentThread();
    }
    try {
      task.run();
    } finally {
      synchronized (lock) {
        trying = null;
        // What was meant for this task must not reach the next on this thread.
        if (closed && Thread.interrupted()) {
          LOG.debug("app {}: closed while it was being asked about", config.appId());
        }
      }
    }
  }

  /** What cannot be read just now stays as it was; sending tells of an outage. */
  private void lookAgain() {
    State before = state;
    try {
      StartUp startUp = new StartUp(config, api);
      SinchApp app = startUp.lookAgain(contactUses, before.warnings);
      if (!app.equals(before.app)) {
        state = new State(app, startUp.warnings(), before.missing);
        tell(before.app, app);
      }
    } catch (RuntimeException e) {
      LOG.debug("app {}: its channels could not be read again: {}", config.appId(), e.toString());
    }
    lookAgainLater();
  }

  private void tell(@Nullable SinchApp before, SinchApp now) {
    Map<Channel, AppChannel> known = new LinkedHashMap<>();
    if (before != null) {
      before.channels().forEach(one -> known.put(one.channel(), one));
    }
    for (AppChannel one : now.channels()) {
      AppChannel old = known.remove(one.channel());
      if (old == null || !old.state().equals(one.state())) {
        LOG.info(
            "app {}: channel {} is {} now, {} before",
            config.appId(),
            one.channel(),
            one.state(),
            old == null ? "not there" : old.state());
      }
    }
    known.keySet().forEach(gone -> LOG.info("app {}: channel {} is gone", config.appId(), gone));
    if (before == null || before.outboundPerSecond() != now.outboundPerSecond()) {
      // The engine asks for the budgets anew.
      connected.run();
    }
  }

  private void failed(BotFlowException e, int attempt) {
    String sentence = e.getMessage();
    state = new State(state.app, state.warnings, List.of(sentence));
    long span =
        Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 6));
    long pause = span / 2 + ThreadLocalRandom.current().nextLong(span / 2 + 1);
    LOG.warn(
        "app {}: not connected, webhooks are stored meanwhile; tried again in {} ms: {}",
        config.appId(),
        pause,
        sentence);
    later(Duration.ofMillis(pause), () -> tryAgain(attempt + 1));
  }

  boolean isDone() {
    return state.missing.isEmpty();
  }

  @Nullable
  SinchApp app() {
    return state.app;
  }

  List<String> warnings() {
    return state.warnings;
  }

  List<String> missing() {
    return state.missing;
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (next != null) {
        next.cancel(false);
      }
      if (trying != null) {
        trying.interrupt();
      }
    }
  }
}
