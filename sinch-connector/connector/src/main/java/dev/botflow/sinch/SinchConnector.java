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
import dev.botflow.sinch.api.StartUp;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.EventReader;
import dev.botflow.sinch.webhook.WebhookResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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
  private final SinchApp app;
  private final List<String> warnings;
  private final EventReader reader;
  private final WebhookHandler handler;

  private SinchConnector(
      SinchConfig config, ConversationApi api, SinchApp app, List<String> warnings, Intake intake) {
    this.config = config;
    this.api = api;
    this.app = app;
    this.warnings = warnings;
    this.reader = new EventReader(config.appId());
    this.handler = new WebhookHandler(config, intake, reader);
  }

  /**
   * Proves the settings with Sinch, finds the app's channels, sees that the webhook is registered (if the settings have
   * one), and hands itself to the engine.
   *
   * @throws dev.botflow.error.BotFlowException naming the setting to look at: a wrong key or secret, an app that is not
   *     in that region, a host that does not answer, a webhook that cannot be registered
   */
  public static SinchConnector connect(SinchConfig config, Intake intake) {
    ConversationApi api = ConversationApi.open(config);
    try {
      StartUp startUp = new StartUp(config, api);
      SinchApp app =
          startUp.findApp(intake instanceof ContactUse uses ? uses.contactUses() : List.of());
      startUp.registerWebhook();
      SinchConnector connector = new SinchConnector(config, api, app, startUp.warnings(), intake);
      intake.connect(config.appId(), connector);
      connector.logChannels();
      return connector;
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  private void logChannels() {
    if (config.webhook().unsigned()) {
      LOG.warn(
          "app {}: webhook calls are taken UNSIGNED, as the settings say: anybody can send them",
          config.appId());
    } else if (config.webhook().secrets().isEmpty() && config.webhook().bearer() == null) {
      LOG.warn(
          "app {}: sinch.webhook.secret is missing, so every webhook call will be refused",
          config.appId());
    }
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
    if (app.outboundPerSecond() > 0) {
      budgets.add(new SendBudget("sinch app " + config.appId(), app.outboundPerSecond()));
    }
    return budgets;
  }

  /** The app's channels as they were when connecting, in its order of priority. */
  public List<AppChannel> channels() {
    return app.channels();
  }

  /**
   * What was found when connecting that works but surely not as meant, a sentence each that begins with the setting to
   * look at: a channel that is PENDING or FAILING, SMS or MMS without a sender, DISPATCH mode with a bot that needs
   * contacts. The log has them too.
   */
  public List<String> warnings() {
    return warnings;
  }

  /** What came in so far. */
  public ConnectorHealth health() {
    return handler.health(channels());
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
    return counted;
  }

  /** The client underneath, for calls the engine does not make; closed with the connector. */
  public ConversationApi api() {
    return api;
  }

  /** Lets calls under way end for up to 5 seconds. Messages sent after that are to be retried. */
  @Override
  public void close() {
    api.close();
  }
}
