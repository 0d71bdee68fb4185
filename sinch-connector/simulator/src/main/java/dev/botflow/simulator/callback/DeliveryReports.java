package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.model.ChannelState;
import dev.botflow.simulator.model.Identity;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.ReportStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reports what becomes of a message: by itself after each send, if so configured, or by hand. */
public final class DeliveryReports {
  private final Apps apps;
  private final Webhooks webhooks;
  private final Callbacks callbacks;
  private final Envelopes envelopes;
  private final boolean submits;
  private volatile List<ReportStep> path;

  public DeliveryReports(
      Apps apps,
      Webhooks webhooks,
      Callbacks callbacks,
      Envelopes envelopes,
      boolean submits,
      List<ReportStep> path) {
    this.apps = apps;
    this.webhooks = webhooks;
    this.callbacks = callbacks;
    this.envelopes = envelopes;
    this.submits = submits;
    this.path = List.copyOf(path);
  }

  /** What the messages accepted from now on go through. */
  public void path(List<ReportStep> steps) {
    path = List.copyOf(steps);
  }

  /** What follows an accepted send: each report after the one before it is settled. */
  public void follow(Outgoing message) {
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    if (submits) {
      last = last.thenCompose(done -> submit(message));
    }
    List<ReportStep> steps = path;
    if (steps.isEmpty()) {
      return;
    }
    for (ReportStep step : steps(message, steps)) {
      last = last.thenCompose(done -> report(message, step.status(), step.reasonCode()));
    }
  }

  /** Posts MESSAGE_SUBMIT. */
  public CompletableFuture<CallbackOutcome> submit(Outgoing message) {
    ObjectNode body =
        envelopes.submit(message.sent(), message.party(), message.request().path("message"));
    return callbacks.post(Json.write(body), webhooks.of(message.sent().appId()));
  }

  /** Posts MESSAGE_DELIVERY, to the message's own address if it has one. Switching moves it on to its next channel. */
  public CompletableFuture<CallbackOutcome> report(
      Outgoing message, String status, String reasonCode) {
    ObjectNode body = envelopes.delivery(message.sent(), message.party(), status, reasonCode);
    if (status.equals("SWITCHING_CHANNEL")) {
      message.nextChannel();
    }
    String appId = message.sent().appId();
    if (message.callbackUrl().isEmpty()) {
      return callbacks.post(Json.write(body), webhooks.of(appId));
    }
    return callbacks
        .deliver(
            "MESSAGE_DELIVERY", message.callbackUrl(), apps.overrideSecret(appId), Json.write(body))
        .thenApply(attempts -> Envelopes.outcome(body, attempts));
  }

  /** A channel that is not active fails, and the next one is tried; the first active one does as configured. */
  private List<ReportStep> steps(Outgoing message, List<ReportStep> configured) {
    if (message.sent().channel().isEmpty()) {
      return List.of(new ReportStep("FAILED", "NO_CHANNEL_IDENTITY_FOR_CONTACT"));
    }
    Optional<AppConfig> app = apps.find(message.sent().appId());
    List<ReportStep> steps = new ArrayList<>();
    for (Identity hop : message.hops()) {
      boolean active =
          app.isPresent() && app.get().channels().get(hop.channel()) == ChannelState.ACTIVE;
      if (active) {
        steps.addAll(configured);
        return steps;
      }
      steps.add(new ReportStep("SWITCHING_CHANNEL", "CHANNEL_BAD_CONFIGURATION"));
    }
    steps.set(steps.size() - 1, new ReportStep("FAILED", "CHANNEL_BAD_CONFIGURATION"));
    return steps;
  }
}
