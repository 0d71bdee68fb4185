package dev.botflow.runtime;

import dev.botflow.error.SafeErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a host's telemetry throws from the turn that it measures. */
final class SafeTelemetry implements Telemetry {
  private static final Logger LOG = LoggerFactory.getLogger(SafeTelemetry.class);

  private final Telemetry host;

  SafeTelemetry(Telemetry host) {
    this.host = host;
  }

  @Override
  public void received(String appId, Received what) {
    safely(() -> host.received(appId, what));
  }

  @Override
  public void recovered(String appId, int events) {
    safely(() -> host.recovered(appId, events));
  }

  @Override
  public void settled(String appId, Settled what) {
    safely(() -> host.settled(appId, what));
  }

  @Override
  public void turned(Measured turn) {
    safely(() -> host.turned(turn));
  }

  @Override
  public void attempted(String appId, String channel, Attempt what) {
    safely(() -> host.attempted(appId, channel, what));
  }

  @Override
  public void called(Called call) {
    safely(() -> host.called(call));
  }

  private static void safely(Runnable measuring) {
    try {
      measuring.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("the host's telemetry failed: {}", SafeErrors.shown(e));
    }
  }
}
