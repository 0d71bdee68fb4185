package dev.botflow.sinch;

import dev.botflow.Intake;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.UnknownEvent;
import dev.botflow.sinch.api.AppChannel;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.EventReader;
import dev.botflow.sinch.webhook.VerifiedBody;
import dev.botflow.sinch.webhook.WebhookRejectedException;
import dev.botflow.sinch.webhook.WebhookRequest;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.sinch.webhook.WebhookVerifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers webhook calls. Sinch never repeats what got a 4xx, so that is only for calls that are not Sinch's; what is
 * Sinch's and of no use is acknowledged, and a fault of ours is a 503.
 */
public final class WebhookHandler {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

  private final String appId;
  private final WebhookVerifier verifier;
  private final boolean unsigned;
  private final EventReader reader;
  private final Intake intake;
  private final Clock clock;

  private final LongAdder received = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder rejectedSignatures = new LongAdder();
  private final LongAdder stale = new LongAdder();
  private final LongAdder otherApp = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder buried = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failures = new LongAdder();

  public WebhookHandler(SinchConfig config, Intake intake, EventReader reader) {
    SinchConfig.Webhook webhook = config.webhook();
    this.appId = config.appId();
    this.clock = config.clock();
    this.unsigned = webhook.unsigned();
    this.verifier = verifier(webhook, clock);
    this.intake = intake;
    this.reader = reader;
  }

  private static WebhookVerifier verifier(SinchConfig.Webhook webhook, Clock clock) {
    if (webhook.unsigned()) {
      return WebhookVerifier.unsigned();
    }
    WebhookVerifier signed =
        WebhookVerifier.of(webhook.secrets(), clock, webhook.past(), webhook.future());
    return webhook.bearer() == null ? signed : signed.bearing(webhook.bearer());
  }

  public WebhookResponse receive(String method, Map<String, List<String>> headers, byte[] body) {
    received.increment();
    if (!method.equalsIgnoreCase("POST")) {
      refused.increment();
      return WebhookResponse.of(405, "webhooks are POSTed");
    }
    if (body.length > SinchConnector.MAX_BODY_BYTES) {
      refused.increment();
      return WebhookResponse.of(413, "at most 1 MiB");
    }
    VerifiedBody verified;
    try {
      verified = verifier.verify(new WebhookRequest(method, headers, body));
    } catch (WebhookRejectedException e) {
      (e.isStale() ? stale : rejectedSignatures).increment();
      LOG.warn("app {}: webhook call refused: {}", appId, e.getMessage());
      return WebhookResponse.of(401, "invalid signature");
    } catch (RuntimeException e) {
      // The host's own check of the bearer failed.
      return failed(e);
    }
    try {
      return handle(verified);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private WebhookResponse failed(RuntimeException e) {
    failures.increment();
    LOG.error("app {}: webhook call failed: {}", appId, shown(e));
    return WebhookResponse.of(503, "try again later");
  }

  private WebhookResponse handle(VerifiedBody body) {
    InboundEvent event;
    try {
      event = reader.read(body.bytes(), clock.instant());
    } catch (BotFlowException e) {
      return unreadable(body, e.getMessage());
    }
    String app = event.context().appId();
    if (!appId.equals(app)) {
      otherApp.increment();
      LOG.warn("app {}: webhook call of another app acknowledged and dropped", appId);
      return WebhookResponse.ok();
    }
    if (event instanceof UnknownEvent other) {
      unknown.increment();
      LOG.info(
          "app {}: webhook call of an unknown kind acknowledged, with the keys {}",
          appId,
          shown(other.keys()));
      return WebhookResponse.ok();
    }
    return accept(event, body);
  }

  private WebhookResponse accept(InboundEvent event, VerifiedBody body) {
    Intake.Receipt receipt = intake.accept(event, body.bytes());
    if (receipt == Intake.Receipt.BUSY) {
      failures.increment();
      return WebhookResponse.of(503, "busy, try again later");
    }
    (receipt == Intake.Receipt.DUPLICATE ? duplicates : accepted).increment();
    return WebhookResponse.ok();
  }

  private WebhookResponse unreadable(VerifiedBody body, String reason) {
    if (unsigned) {
      refused.increment();
      return WebhookResponse.of(400, reason);
    }
    intake.giveUp(appId, body.bytes(), reason);
    buried.increment();
    LOG.error("app {}: a signed webhook call cannot be read and was kept: {}", appId, reason);
    return WebhookResponse.ok();
  }

  /** Our own messages name no personal data; of others only class and place are shown, as they may quote the body. */
  private static String shown(RuntimeException e) {
    if (e instanceof BotFlowException ours) {
      return ours.getMessage();
    }
    StackTraceElement[] trace = e.getStackTrace();
    return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** Keys come from outside: only plain ones are shown, and not many. */
  private static List<String> shown(List<String> keys) {
    return keys.stream()
        .filter(key ->
            key.length() <= 64 && key.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z')))
        .limit(16)
        .toList();
  }

  ConnectorHealth health(List<AppChannel> channels, List<String> missing) {
    return new ConnectorHealth(
        received.sum(),
        accepted.sum(),
        duplicates.sum(),
        rejectedSignatures.sum(),
        stale.sum(),
        otherApp.sum(),
        unknown.sum(),
        buried.sum(),
        refused.sum(),
        failures.sum(),
        channels,
        missing);
  }
}
