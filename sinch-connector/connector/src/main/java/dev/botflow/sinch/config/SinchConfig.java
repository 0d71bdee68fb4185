package dev.botflow.sinch.config;

import dev.botflow.error.BotFlowException;
import dev.botflow.sinch.webhook.WebhookTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything the connector is given about one app. A value: each method gives a changed copy. Settings are named in
 * errors as {@code sinch.projectId}, {@code sinch.appId}, {@code sinch.clientId}, {@code sinch.clientSecret}, {@code
 * sinch.region}, {@code sinch.webhook.url}, {@code sinch.webhook.secret} and so on, whatever file they came from.
 */
public final class SinchConfig {
  static final String REGION_MISSING = "sinch.region: expected EU, US or BR, but was missing";

  private static final String DEFAULT_TOKEN_URL = "https://auth.sinch.com/oauth2/token";

  private static final Duration CHANNELS_EVERY = Duration.ofMinutes(1);

  // Changed on a copy that nobody has yet, and never again.
  private Account account;
  private Hosts hosts;
  private Webhook webhook;
  private Timeouts timeouts = Timeouts.DEFAULT;
  private int maxConnections = 20;
  private Clock clock = Clock.systemUTC();
  private Map<String, String> channelProperties = Collections.emptyMap();
  private Duration channelsEvery = CHANNELS_EVERY;

  /** Who we are at Sinch. */
  public record Account(
      String projectId, String appId, String clientId, Secret clientSecret, Region region) {}

  /** Where Sinch is; {@code given} if it was not the region's own host. */
  public record Hosts(URI conversation, URI token, boolean given) {}

  /** How Sinch reaches us. */
  public record Webhook(
      @Nullable String url,
      List<Secret> secrets,
      boolean unsigned,
      List<String> triggers,
      Duration past,
      Duration future,
      @Nullable WebhookCredentials credentials,
      @Nullable BearerCheck bearer) {

    Webhook at(String newUrl) {
      return new Webhook(newUrl, secrets, unsigned, triggers, past, future, credentials, bearer);
    }

    Webhook signedWith(List<Secret> newSecrets) {
      return new Webhook(url, newSecrets, unsigned, triggers, past, future, credentials, bearer);
    }

    Webhook notSigned() {
      return new Webhook(url, secrets, true, triggers, past, future, credentials, bearer);
    }

    Webhook wanting(List<String> newTriggers) {
      return new Webhook(url, secrets, unsigned, newTriggers, past, future, credentials, bearer);
    }

    Webhook tolerating(Duration newPast, Duration newFuture) {
      return new Webhook(url, secrets, unsigned, triggers, newPast, newFuture, credentials, bearer);
    }

    Webhook bearing(@Nullable WebhookCredentials newCredentials, BearerCheck check) {
      return new Webhook(url, secrets, unsigned, triggers, past, future, newCredentials, check);
    }
  }

  private SinchConfig(Account account, Hosts hosts, Webhook webhook) {
    this.account = account;
    this.hosts = hosts;
    this.webhook = webhook;
  }

  private SinchConfig with(Consumer<SinchConfig> change) {
    SinchConfig copy = new SinchConfig(account, hosts, webhook);
    copy.timeouts = timeouts;
    copy.maxConnections = maxConnections;
    copy.clock = clock;
    copy.channelProperties = channelProperties;
    copy.channelsEvery = channelsEvery;
    change.accept(copy);
    return copy;
  }

  /**
   * The five settings nothing works without.
   *
   * @param clientId the key id of an access key of the project
   * @param clientSecret its secret
   * @throws BotFlowException if some are missing or blank: one sentence a line, for all of them
   */
  public static SinchConfig of(
      @Nullable String projectId,
      @Nullable String appId,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @Nullable Region region) {
    List<String> missing = new ArrayList<>();
    String project =
        given(projectId, "sinch.projectId: expected the id of the Sinch project", missing);
    String app = given(appId, "sinch.appId: expected the id of the Conversation API app", missing);
    String client =
        given(clientId, "sinch.clientId: expected the key id of an access key", missing);
    String secret =
        given(clientSecret, "sinch.clientSecret: expected the secret of the access key", missing);
    if (region == null) {
      missing.add(REGION_MISSING);
    }
    if (region == null || !missing.isEmpty()) {
      throw new BotFlowException(String.join("\n", missing));
    }
    return new SinchConfig(
        new Account(project, app, client, Secret.of(secret), region),
        new Hosts(URI.create(region.conversationUrl()), URI.create(DEFAULT_TOKEN_URL), false),
        new Webhook(
            null,
            List.of(),
            false,
            Trigger.DEFAULT,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            null,
            null));
  }

  private static String given(@Nullable String value, String expected, List<String> missing) {
    if (value == null || value.isBlank()) {
      missing.add(expected + ", but was missing");
      return "";
    }
    return value.strip();
  }

  /**
   * Has the webhook registered at the app when connecting, and its calls verified.
   *
   * @param url where Sinch reaches this endpoint: https, or http on a loopback address; at most 742 characters
   * @param secrets keys its calls are signed with; several while one is being replaced, the one to register first
   */
  public SinchConfig webhook(String url, String... secrets) {
    Webhook now = webhookSecrets(secrets).webhook;
    URI checked = Urls.check("sinch.webhook.url", url);
    if (url.length() > 742) {
      throw new BotFlowException(
          "sinch.webhook.url: expected at most 742 characters, but was " + url.length());
    }
    return with(now.at(checked.toString()));
  }

  /** Verifies webhook calls with these secrets; none is registered. For webhooks that are set up by hand. */
  public SinchConfig webhookSecrets(String... secrets) {
    for (String secret : secrets) {
      if (secret == null || secret.isBlank()) {
        throw new BotFlowException("sinch.webhook.secret: expected a text, but was blank");
      }
    }
    List<Secret> all = Arrays.stream(secrets).map(Secret::of).toList();
    return with(webhook.signedWith(all));
  }

  /**
   * Has Sinch fetch a token from an endpoint of ours and bear it with every webhook call; the webhook is registered so
   * when connecting. With secrets set as well, a call must be signed and bear a token: nobody documents whether Sinch does
   * both (the Conversation API documentation), so set one of them unless it was seen to.
   *
   * @param check what knows our tokens, such as {@link WebhookTokens}
   */
  public SinchConfig webhookTokens(WebhookCredentials credentials, BearerCheck check) {
    return with(webhook.bearing(credentials, check));
  }

  /** As {@link #webhookTokens(WebhookCredentials, BearerCheck)}, for a webhook that is set up by hand. */
  public SinchConfig webhookTokens(BearerCheck check) {
    return with(webhook.bearing(null, check));
  }

  /** Takes webhook calls without any signature: whoever finds the address can feed the bot. Logged when connecting. */
  public SinchConfig unsigned() {
    return with(webhook.notSigned());
  }

  /** The triggers the registered webhook shall have at least, in Sinch's words. */
  public SinchConfig triggers(List<String> triggers) {
    if (triggers.isEmpty()) {
      throw new BotFlowException(
          "sinch.webhook.triggers: expected at least MESSAGE_INBOUND, but was empty");
    }
    List<String> copy = triggers.stream().distinct().toList();
    return with(webhook.wanting(copy));
  }

  /** How old, and how far ahead of our clock, a signature's timestamp may be; 5 minutes each unless set. */
  public SinchConfig tolerance(Duration past, Duration future) {
    if (past.isNegative() || future.isNegative()) {
      throw new BotFlowException(
          "sinch.tolerance: expected 0 s or more each way, but was " + past + " and " + future);
    }
    return with(webhook.tolerating(past, future));
  }

  /**
   * Talks to these hosts instead of the region's, such as a simulator's.
   *
   * @param conversationUrl scheme, host and port; https, or http on a loopback address
   * @param tokenUrl the token endpoint; without a path it is {@code /oauth2/token}
   */
  public SinchConfig baseUrls(String conversationUrl, String tokenUrl) {
    URI conversation = Urls.base(Urls.check("sinch.conversationUrl", conversationUrl));
    URI token = Urls.check("sinch.tokenUrl", tokenUrl);
    if (token.getPath().isEmpty() || token.getPath().equals("/")) {
      token = URI.create(Urls.base(token) + "/oauth2/token");
    }
    URI tokenEndpoint = token;
    return with(copy -> copy.hosts = new Hosts(conversation, tokenEndpoint, true));
  }

  /** How long calls to Sinch may take; {@link Timeouts#DEFAULT} unless set. */
  public SinchConfig timeouts(Timeouts newTimeouts) {
    return with(copy -> copy.timeouts = newTimeouts);
  }

  /**
   * Calls to Sinch at the same time, each with a connection and a thread of its own; 20 unless set. The 800 messages a
   * second of a project need 80 where an answer takes 100 ms.
   */
  public SinchConfig maxConnections(int connections) {
    if (connections < 1) {
      throw new BotFlowException(
          "sinch.maxConnections: expected at least 1, but was " + connections);
    }
    return with(copy -> copy.maxConnections = connections);
  }

  /** The clock that signatures, tokens and arrival times are measured with. */
  public SinchConfig clock(Clock newClock) {
    return with(copy -> copy.clock = newClock);
  }

  /**
   * Channel properties every message gets, such as {@code SMS_SENDER}: a key counts on the channel it begins with
   * ({@code VIBER_} also on VIBERBM). Keys: the Conversation API documentation.
   */
  public SinchConfig channelProperties(Map<String, String> properties) {
    Map<String, String> kept = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    return with(copy -> copy.channelProperties = kept);
  }

  /** Channel properties every message gets, as far as their channel is one it goes out on. */
  public SinchConfig channelProperties(ChannelProperties properties) {
    return channelProperties(properties.asMap());
  }

  /**
   * How often the app's channels are read again while connected, so that one that is added, fails or works again is known;
   * a minute unless set.
   *
   * @param pause at least a second; zero for never
   */
  public SinchConfig channelsEvery(Duration pause) {
    if (!pause.isZero() && pause.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new BotFlowException(
          "sinch.channelsEvery: expected at least 1 s, or 0 for never, but was " + pause);
    }
    return with(copy -> copy.channelsEvery = pause);
  }

  private SinchConfig with(Webhook newWebhook) {
    return with(copy -> copy.webhook = newWebhook);
  }

  /** The id of the Sinch project. */
  public String projectId() {
    return account.projectId;
  }

  /** The id of the Conversation API app. */
  public String appId() {
    return account.appId;
  }

  /** Where the app lives. */
  public Region region() {
    return account.region;
  }

  public Account account() {
    return account;
  }

  public Hosts hosts() {
    return hosts;
  }

  public Webhook webhook() {
    return webhook;
  }

  public Timeouts timeouts() {
    return timeouts;
  }

  public int maxConnections() {
    return maxConnections;
  }

  public Clock clock() {
    return clock;
  }

  public Map<String, String> channelProperties() {
    return channelProperties;
  }

  public Duration channelsEvery() {
    return channelsEvery;
  }

  /** Project, app and region only. */
  @Override
  public String toString() {
    return "SinchConfig[project " + projectId() + ", app " + appId() + ", region " + region() + "]";
  }
}
