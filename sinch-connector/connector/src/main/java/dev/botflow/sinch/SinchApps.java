package dev.botflow.sinch;

import dev.botflow.Intake;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.http.ClientPool;
import dev.botflow.sinch.webhook.AppIds;
import dev.botflow.sinch.webhook.WebhookResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many Sinch apps, each with its own settings, connected to one engine over one HTTP client and one set of threads. They
 * come and go while it runs; what is wrong with one stops no other. Safe for use by many threads.
 *
 * <pre>{@code
 * SinchApps sinch = SinchApps.over(botFlow);
 * for (SinchConfig tenant : tenants) {
 *   sinch.open(tenant); // connected in the background
 * }
 * WebhookResponse answer = sinch.receive(method, headers, bytes); // one endpoint for all: the body names the app
 * }</pre>
 */
public final class SinchApps implements AutoCloseable {
  /** Enough for the 800 messages a second of a project where an answer takes 100 ms. */
  private static final int MAX_CONNECTIONS = 80;

  private static final Duration LAST_CALLS = Duration.ofSeconds(5);

  private final Intake intake;
  private final ClientPool pool;
  private final Map<String, SinchConnector> connectors = new ConcurrentHashMap<>();
  private final LongAdder unknownApps = new LongAdder();

  private SinchApps(Intake intake, ClientPool pool) {
    this.intake = intake;
    this.pool = pool;
  }

  /** No apps yet; at most 80 calls to Sinch at the same time, of which an app whose calls hang has half at most. */
  public static SinchApps over(Intake intake) {
    return over(intake, MAX_CONNECTIONS, Timeouts.DEFAULT);
  }

  /**
   * @param maxConnections calls to Sinch at the same time, of all apps; {@link SinchConfig#maxConnections} counts for
   *     nothing here
   * @param timeouts of the connections of all apps; {@link Timeouts#total} is each app's own
   */
  public static SinchApps over(Intake intake, int maxConnections, Timeouts timeouts) {
    return new SinchApps(intake, new ClientPool(timeouts, maxConnections, Clock.systemUTC()));
  }

  /**
   * Connects an app as {@link SinchConnector#connect} does, for somebody who waits for the result. An app that is connected
   * already is connected anew: its key was changed, say.
   *
   * @throws dev.botflow.error.BotFlowException naming the setting to look at; then the app is as it was before
   */
  public SinchConnector connect(SinchConfig config) {
    return keep(config, SinchConnector.connect(config, intake, pool));
  }

  /**
   * Connects an app in the background as {@link SinchConnector#open} does: it takes webhooks at once, and what is wrong
   * with its settings or with Sinch stands in {@link #health()}.
   */
  public SinchConnector open(SinchConfig config) {
    return keep(config, SinchConnector.open(config, intake, pool));
  }

  private SinchConnector keep(SinchConfig config, SinchConnector connector) {
    SinchConnector before = connectors.put(config.appId(), connector);
    if (before != null) {
      before.close();
    }
    return connector;
  }

  /**
   * Closes an app's connector, and takes no webhook calls for it any more: they are answered 503, so that Sinch comes again.
   * {@code BotFlow.removeApp} ends the rest.
   *
   * @return false if it is not connected
   */
  public boolean disconnect(String appId) {
    SinchConnector connector = connectors.remove(appId);
    if (connector != null) {
      connector.close();
    }
    return connector != null;
  }

  /** The connector of an app; empty if it is not connected. */
  public Optional<SinchConnector> app(String appId) {
    return Optional.ofNullable(connectors.get(appId));
  }

  /**
   * Takes one webhook call, of the app that the body names, verified with the secret of that app: for one endpoint that all
   * apps are registered with. 401 if the body names none, 503 if it is not connected (it may be soon); else as
   * {@link SinchConnector#receive}.
   */
  public WebhookResponse receive(String method, Map<String, List<String>> headers, byte[] body) {
    if (!method.equalsIgnoreCase("POST")) {
      return WebhookResponse.of(405, "webhooks are POSTed");
    }
    if (body.length > SinchConnector.MAX_BODY_BYTES) {
      return WebhookResponse.of(413, "at most 1 MiB");
    }
    Optional<String> appId = AppIds.of(body);
    if (appId.isEmpty()) {
      unknownApps.increment();
      return WebhookResponse.of(401, "names no app");
    }
    return receive(appId.get(), method, headers, body);
  }

  /**
   * Takes one webhook call of this app, as the endpoint's own path says: nothing of the body is looked at before it is
   * verified.
   */
  public WebhookResponse receive(
      String appId, String method, Map<String, List<String>> headers, byte[] body) {
    SinchConnector connector = connectors.get(appId);
    if (connector == null) {
      unknownApps.increment();
      return WebhookResponse.of(503, "no such app here for now, try again later");
    }
    return connector.receive(method, headers, body);
  }

  /** Webhook calls that named no app, or one that is not connected. */
  public long unknownApps() {
    return unknownApps.sum();
  }

  /** What came in so far of each app, and what is missing. */
  public Map<String, ConnectorHealth> health() {
    Map<String, ConnectorHealth> all = new TreeMap<>();
    connectors.forEach((app, connector) -> all.put(app, connector.health()));
    return Collections.unmodifiableMap(all);
  }

  /** Lets calls under way end for up to 5 seconds. Messages sent after that are to be retried. */
  @Override
  public void close() {
    connectors.values().forEach(SinchConnector::stop);
    try {
      // Together: one after the other, many that hang would take many times as long.
      pool.threads().awaitIdle(LAST_CALLS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
    connectors.values().forEach(SinchConnector::close);
  }
}
