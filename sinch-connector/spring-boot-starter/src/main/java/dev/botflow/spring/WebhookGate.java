package dev.botflow.spring;

import org.springframework.context.SmartLifecycle;

/**
 * Whether calls of Sinch's are taken: from when everything has started, to before anything is stopped. Outside of that they
 * are answered 503, and Sinch comes again.
 */
final class WebhookGate implements SmartLifecycle {
  /** Above Boot's graceful shutdown of the web server, whose phase is 1024 below the default. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

  private volatile boolean open;

  @Override
  public void start() {
    open = true;
  }

  @Override
  public void stop() {
    open = false;
  }

  @Override
  public boolean isRunning() {
    return open;
  }

  /** From Spring 7 on, contexts of tests may be paused while others run. */
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
