package dev.botflow.spring;

import dev.botflow.BotFlow;
import dev.botflow.Intake;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.ContactUse;
import dev.botflow.message.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the engine work from when all beans are there to when the web server has stopped. A connector that connects before
 * is handed to the engine at the start: what is stored is not handled while the beans it needs are being made.
 *
 * <p>Stopping finishes what is under way and closes the engine for good: a context that was stopped is not started again.
 */
final class EngineLifecycle implements Intake, ContactUse, SmartLifecycle {
  /** Starts before, and so stops after, Boot's web server, whose phase is 2048 below the default. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

  private final BotFlow botFlow;
  private final Map<String, Transport> early = new LinkedHashMap<>();
  private State state = State.NEW;

  private enum State {
    NEW,
    RUNNING,
    STOPPED
  }

  EngineLifecycle(BotFlow botFlow) {
    this.botFlow = botFlow;
  }

  @Override
  public Receipt accept(InboundEvent event, byte[] raw) {
    return botFlow.accept(event, raw);
  }

  @Override
  public void giveUp(String appId, byte[] raw, String reason) {
    botFlow.giveUp(appId, raw, reason);
  }

  @Override
  public List<String> contactUses() {
    return botFlow.contactUses();
  }

  @Override
  public List<String> contactUses(String appId) {
    return botFlow.contactUses(appId);
  }

  @Override
  public synchronized void connect(String appId, Transport transport) {
    if (state == State.NEW) {
      early.put(appId, transport);
    } else {
      botFlow.connect(appId, transport);
    }
  }

  @Override
  public synchronized void start() {
    if (state == State.STOPPED) {
      throw new IllegalStateException(
          "botflow: expected a new application context, but this one was stopped before, and its engine is closed");
    }
    state = State.RUNNING;
    early.forEach(botFlow::connect);
    early.clear();
  }

  @Override
  public void stop() {
    synchronized (this) {
      state = State.STOPPED;
    }
    botFlow.close();
  }

  @Override
  public synchronized boolean isRunning() {
    return state == State.RUNNING;
  }

  /** From Spring 7 on, contexts of tests may be paused while others run: an engine is not. */
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
