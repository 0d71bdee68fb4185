package dev.botflow.sinch.api;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.sinch.config.Secret;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.WebhookCredentials;
import dev.botflow.sinch.error.SinchApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls made when connecting: they prove the settings, find the channels and see to the webhook. What is wrong is
 * said in one sentence that begins with the settings to look at. A host that is busy is asked again a few times, for some
 * seconds.
 */
public final class StartUp {
  private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);
  private static final int ATTEMPTS = 4;
  private static final int MAX_WEBHOOKS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SinchConfig config;
  private final ConversationApi api;
  private List<String> warnings = List.of();

  public StartUp(SinchConfig config, ConversationApi api) {
    this.config = config;
    this.api = api;
  }

  /**
   * True if the settings may well be right, and Sinch or the way to it is at fault: nobody answered, too many asked, or it
   * answered that it failed. It is worth another try.
   */
  public static boolean isOutage(BotFlowException e) {
    if (!(e.getCause() instanceof SinchApiException failure)) {
      return false;
    }
    int status = failure.status();
    boolean busy = status == 408 || status == 429;
    boolean failed = status >= 500 && status != 501;
    return status == 0 || busy || failed;
  }

  /** What works, but surely not as meant: a sentence each, beginning with the setting to look at. */
  public List<String> warnings() {
    return warnings;
  }

  private void warn(String warning) {
    LOG.warn("app {}: {}", config.appId(), warning);
  }

  /** @param contactUses what the bot does with contacts that Sinch keeps, for people */
  public SinchApp findApp(List<String> contactUses) {
    SinchApp app;
    try {
      app = patiently(api::app);
    } catch (SinchApiException e) {
      throw plain(e);
    }
    warnings = warnings(app, contactUses);
    warnings.forEach(this::warn);
    return app;
  }

  /**
   * Reads the app once more, while connected. Warns in the log of what was not so before.
   *
   * @param contactUses what the bot does with contacts that Sinch keeps, for people
   * @param known what was warned of before
   * @throws SinchApiException if it cannot be read just now
   */
  public SinchApp lookAgain(List<String> contactUses, List<String> known) {
    SinchApp app;
    try {
      app = api.app().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SinchApiException failure ? failure : e;
    }
    warnings = warnings(app, contactUses);
    warnings.stream().filter(warning -> !known.contains(warning)).forEach(this::warn);
    return app;
  }

  private List<String> warnings(SinchApp app, List<String> contactUses) {
    List<String> found = new ArrayList<>();
    List<AppChannel> channels = app.channels();
    for (AppChannel one : channels) {
      if (!one.isActive()) {
        found.add("sinch.appId: channel " + one.channel() + " of the app is " + one.state()
            + (one.state().equals("PENDING") ? ", so it is still being set up" : "")
            + ": nothing goes through it");
      }
    }
    if (app.isDispatch() && !contactUses.isEmpty()) {
      found.add(
          "sinch.appId: the app is in DISPATCH mode, where Sinch keeps no contacts, but the bot needs them: "
              + String.join("; ", contactUses));
    }
    if (channels.stream().noneMatch(AppChannel::isActive)) {
      found.add("sinch.appId: no channel of the app is ACTIVE, so nothing can be sent; found: "
          + names(channels));
    }
    withoutSender(channels, Channel.SMS, "SMS_SENDER").ifPresent(found::add);
    withoutSender(channels, Channel.MMS, "MMS_SENDER").ifPresent(found::add);
    return List.copyOf(found);
  }

  /** Without a sender Sinch answers 200 and nothing arrives (the Conversation API documentation). */
  private Optional<String> withoutSender(
      List<AppChannel> channels, Channel channel, String property) {
    boolean active =
        channels.stream().anyMatch(one -> one.channel().equals(channel) && one.isActive());
    return active && !config.channelProperties().containsKey(property)
        ? Optional.of("sinch.channelProperties: " + channel + " is ACTIVE and there is no "
            + property + ": messages may be accepted and never arrive")
        : Optional.empty();
  }

  /** Registers our webhook, or gives it what it lacks; the webhooks of others are left alone. */
  public void registerWebhook() {
    String url = config.webhook().url();
    if (url == null) {
      return;
    }
    try {
      List<AppWebhook> webhooks = patiently(api::webhooks);
      Optional<AppWebhook> ours =
          webhooks.stream().filter(webhook -> webhook.target().equals(url)).findFirst();
      if (ours.isPresent()) {
        complete(ours.get());
      } else if (webhooks.size() >= MAX_WEBHOOKS) {
        throw new BotFlowException("sinch.webhook.url: expected at most 4 other webhooks on app "
            + config.appId()
            + ", but was "
            + webhooks.size()
            + "; Sinch allows 5 in all");
      } else {
        patiently(() -> api.createWebhook(
            url, config.webhook().triggers(), secret(), config.webhook().credentials()));
        LOG.info("app {}: webhook registered", config.appId());
      }
    } catch (SinchApiException e) {
      throw new BotFlowException(
          "sinch.webhook.url: the webhook could not be registered on app " + config.appId() + ": "
              + e.getMessage(),
          e);
    }
  }

  private void complete(AppWebhook ours) {
    Set<String> triggers = new LinkedHashSet<>(ours.triggers());
    boolean lacks = triggers.addAll(config.webhook().triggers());
    Secret secret = secret();
    boolean otherSecret = secret != null && !secret.equals(ours.secret());
    WebhookCredentials credentials = config.webhook().credentials();
    // Sinch does not have to show the client secret, so only a change of the others is seen.
    boolean otherCredentials = credentials != null
        && !(credentials.endpoint().equals(ours.tokenEndpoint())
            && credentials.clientId().equals(ours.tokenClientId()));
    if (lacks || otherSecret || otherCredentials) {
      patiently(() -> api.changeWebhook(
          ours.id(),
          new ArrayList<>(triggers),
          otherSecret ? secret : null,
          otherCredentials ? credentials : null));
      LOG.info("app {}: webhook {} completed", config.appId(), ours.id());
    }
  }

  private @Nullable Secret secret() {
    List<Secret> secrets = config.webhook().secrets();
    return secrets.isEmpty() ? null : secrets.get(0);
  }

  private <T> T patiently(Supplier<CompletableFuture<T>> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get().join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof SinchApiException failure)) {
          throw e;
        }
        Duration pause = failure.retryAfter().orElse(Duration.ofMillis(250L << attempt));
        boolean busy = failure.status() == 429 || failure.status() == 503;
        boolean waiting = failure.status() == 0 && failure.retryAfter().isPresent();
        if (!(busy || waiting) || attempt == ATTEMPTS || pause.compareTo(LONGEST_PAUSE) > 0) {
          throw failure;
        }
        pause(pause);
      }
    }
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(1, pause.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BotFlowException("connecting to Sinch was interrupted", e);
    }
  }

  /** The sentence for the one who wrote the settings. */
  private BotFlowException plain(SinchApiException e) {
    String app = "app " + config.appId() + " of project " + config.projectId();
    if (e.host() == SinchApiException.Host.TOKEN) {
      return new BotFlowException(token(e), e);
    }
    String place = config.hosts().given() ? "sinch.conversationUrl" : "sinch.region";
    return new BotFlowException(
        switch (e.status()) {
          case 0 -> place + ": expected a host that answers, but was " + e.getMessage();
          case 401, 403 ->
            "sinch.clientId, sinch.projectId: expected an access key that may use project "
                + config.projectId()
                + ", but Sinch answered "
                + e.status();
          case 404 ->
            "sinch.region, sinch.appId, sinch.projectId: expected "
                + app
                + " in region "
                + config.region()
                + ", but Sinch answered 404; an app stays in one region and is not found in another";
          default -> "sinch.appId: " + app + " could not be read: " + e.getMessage();
        },
        e);
  }

  private String token(SinchApiException e) {
    return switch (e.status()) {
      case 400, 401, 403 ->
        "sinch.clientId, sinch.clientSecret: expected an access key of project "
            + config.projectId()
            + " and its secret, but the token host answered "
            + e.status();
      case 0 -> "sinch.tokenUrl: expected a host that answers, but was " + e.getMessage();
      default -> "sinch.tokenUrl: expected a token, but was " + e.getMessage();
    };
  }

  private static String names(List<AppChannel> channels) {
    return channels.isEmpty()
        ? "none"
        : channels.stream()
            .map(one -> one.channel() + " " + one.state())
            .collect(Collectors.joining(", "));
  }
}
