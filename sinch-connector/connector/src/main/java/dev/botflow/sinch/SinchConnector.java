package dev.botflow.sinch;

import dev.botflow.Intake;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.ContactUse;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendBudget;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.api.SinchApp;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.http.ClientPool;
import dev.botflow.sinch.webhook.EventReader;
import dev.botflow.sinch.webhook.WebhookResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Sinch app, connected to an engine: webhook calls go in by {@link #receive}, messages go out by {@link #send}. Safe
 * for use by many threads.
 *
 * <pre>{@code
 * SinchConfig config = SinchConfig.of(projectId, appId, clientId, clientSecret, Region.EU).webhook(url, secret);
 * SinchConnector connector = SinchConnector.connect(config, botFlow);
 * WebhookResponse answer = connector.receive(method, headers, bytes); // in the platform's own controller
 * }</pre>
 */
public final class SinchConnector implements Transport, AutoCloseable {
  /** The largest webhook body taken: 1 MiB. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final int PROJECT_PER_SECOND = 800;
  private static final Logger LOG = LoggerFactory.getLogger(SinchConnector.class);

  private final SinchConfig config;
  private final ConversationApi api;
  private final Intake intake;
  private final EventReader reader;
  private final WebhookHandler handler;
  private final Connecting connecting;
  // Null where several apps share one.
  private final @Nullable ClientPool pool;

  private SinchConnector(SinchConfig config, Intake intake, ClientPool pool, boolean own) {
    this.config = config;
    this.intake = intake;
    this.pool = own ? pool : null;
    this.api = ConversationApi.open(config, pool);
    this.reader = new EventReader(config.appId());
    this.handler = new WebhookHandler(config, intake, reader);
    List<String> uses =
        intake instanceof ContactUse use ? use.contactUses(config.appId()) : List.of();
    this.connecting = new Connecting(config, api, uses, this::connected, pool);
  }

  /**
   * Proves the settings with Sinch, finds the app's channels, sees that the webhook is registered (if the settings have
   * one), and hands itself to the engine.
   *
   * <p>An outage of Sinch is no reason to take no webhooks: if Sinch or its token host does not answer, is busy or fails,
   * the connector is there all the same, stores what comes in, and goes on trying in the background, after 1 second and
   * then up to every minute. {@link #health()} says what is missing meanwhile.
   *
   * @throws dev.botflow.error.BotFlowException naming the setting to look at: a wrong key or secret, an app that is not
   *     in that region, a webhook that cannot be registered
   */
  public static SinchConnector connect(SinchConfig config, Intake intake) {
    return connect(new SinchConnector(config, intake, pool(config), true));
  }

  static SinchConnector connect(SinchConfig config, Intake intake, ClientPool shared) {
    return connect(new SinchConnector(config, intake, shared, false));
  }

  private static ClientPool pool(SinchConfig config) {
    return new ClientPool(config.timeouts(), config.maxConnections(), config.clock());
  }

  private static SinchConnector connect(SinchConnector connector) {
    try {
      connector.connecting.first();
    } catch (RuntimeException e) {
      connector.close();
      throw e;
    }
    if (!connector.connecting.isDone()) {
      // Connected or not: what is stored is handled, and what is to be sent waits in the outbox.
      connector.intake.connect(connector.config.appId(), connector);
    }
    connector.warnOfSignatures();
    return connector;
  }

  /**
   * A connector that takes webhooks at once, and is connected in the background: for hosts that must not wait for Sinch
   * when they start. Settings that turn out to be wrong stand in {@link #health()} and in the log, and are tried again like
   * an outage, since somebody may mend them at Sinch.
   */
  public static SinchConnector open(SinchConfig config, Intake intake) {
    return open(new SinchConnector(config, intake, pool(config), true));
  }

  static SinchConnector open(SinchConfig config, Intake intake, ClientPool shared) {
    return open(new SinchConnector(config, intake, shared, false));
  }

  private static SinchConnector open(SinchConnector connector) {
    try {
      connector.intake.connect(connector.config.appId(), connector);
    } catch (RuntimeException e) {
      connector.close();
      throw e;
    }
    connector.warnOfSignatures();
    connector.connecting.inBackground();
    return connector;
  }

  /** Also after an outage: the engine asks for the budgets anew. */
  private void connected() {
    intake.connect(config.appId(), this);
    List<String> active = channels().stream()
        .filter(AppChannel::isActive)
        .map(one -> one.channel().name())
        .toList();
    LOG.info(
        "app {}: connected in region {}; active channels: {}",
        config.appId(),
        config.region(),
        active);
  }

  private void warnOfSignatures() {
    if (config.webhook().unsigned()) {
      LOG.warn(
          "app {}: webhook calls are taken UNSIGNED, as the settings say: anybody can send them",
          config.appId());
    } else if (config.webhook().secrets().isEmpty() && config.webhook().bearer() == null) {
      LOG.warn(
          "app {}: sinch.webhook.secret is missing, so every webhook call will be refused",
          config.appId());
    }
  }

  /**
   * Takes one webhook call, and returns once its event is stored: 200 also for what is of no use, 401 for a missing or
   * wrong signature, 405, 413, 400 for a body that is no JSON when running unsigned, 503 to have Sinch come again. Never
   * throws.
   *
   * @param method the HTTP method
   * @param headers names in any letter case
   * @param body the raw bytes as they came, not decoded and encoded again: the signature counts over them; reading more
   *     than {@link #MAX_BODY_BYTES} plus one is not needed
   */
  public WebhookResponse receive(String method, Map<String, List<String>> headers, byte[] body) {
    return handler.receive(method, headers, body);
  }

  @Override
  public InboundEvent read(byte[] body, Instant receivedAt) {
    return reader.read(body, receivedAt);
  }

  @Override
  public CompletionStage<SendOutcome> send(Outgoing message) {
    return api.send(message);
  }

  /**
   * 800 messages a second for the project, whichever of its apps they come from, and what the app says for itself when
   * connecting. Source: the Conversation API documentation, rate limits.
   */
  @Override
  public List<SendBudget> budgets() {
    List<SendBudget> budgets = new ArrayList<>();
    budgets.add(new SendBudget("sinch project " + config.projectId(), PROJECT_PER_SECOND));
    SinchApp app = connecting.app();
    if (app != null && app.outboundPerSecond() > 0) {
      budgets.add(new SendBudget("sinch app " + config.appId(), app.outboundPerSecond()));
    }
    return budgets;
  }

  /**
   * The app's channels, in its order of priority, as they were last read ({@link SinchConfig#channelsEvery}); none before
   * connecting.
   */
  public List<AppChannel> channels() {
    SinchApp app = connecting.app();
    return app == null ? List.of() : app.channels();
  }

  /**
   * What was found when the app was last read that works but surely not as meant, a sentence each that begins with the setting to
   * look at: a channel that is PENDING or FAILING, SMS or MMS without a sender, DISPATCH mode with a bot that needs
   * contacts. The log has them too.
   */
  public List<String> warnings() {
    return connecting.warnings();
  }

  /** What came in so far, and what is missing. */
  public ConnectorHealth health() {
    return handler.health(channels(), missing());
  }

  /** What is missing to be connected, and what the token host refused; of {@link #health()}. */
  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>(connecting.missing());
    api.waitsForToken()
        .ifPresent(
            left -> missing.add("sinch.tokenUrl: the token host refused, and is asked again in "
                + Math.max(1, left.toSeconds()) + " s"));
    return missing;
  }

  /** Of {@link #health()}, what indicates trouble, for the engine's own health. */
  @Override
  public Map<String, Long> counted() {
    ConnectorHealth health = health();
    Map<String, Long> counted = new LinkedHashMap<>();
    counted.put("received", health.received());
    counted.put("rejected signatures", health.rejectedSignatures());
    counted.put("stale signatures", health.stale());
    counted.put("other app", health.otherApp());
    counted.put("buried", health.buried());
    counted.put("failures", health.failures());
    counted.put("missing", (long) health.missing().size());
    return counted;
  }

  /** The client underneath, for calls the engine does not make; closed with the connector. */
  public ConversationApi api() {
    return api;
  }

  /** Lets calls under way end for up to 5 seconds. Messages sent after that are to be retried. */
  @Override
  public void close() {
    connecting.close();
    api.close();
    if (pool != null) {
      pool.close();
    }
  }

  /** Begins no more calls; {@link #close} waits for those under way. */
  void stop() {
    connecting.close();
    api.stop();
  }
}
