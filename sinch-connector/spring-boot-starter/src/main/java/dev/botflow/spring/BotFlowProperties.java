package dev.botflow.spring;

import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.Secret;
import java.io.File;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yaml} says below {@code botflow}. Sentences about a wrong setting name it without the prefix:
 * {@code sinch.appId} is {@code botflow.sinch.app-id}.
 *
 * @param enabled false for an application without its bot, in a test say
 * @param bot folder of the bot's files; a path, or one of the class path where that is no jar
 * @param versions folder in which published versions are kept, which this host follows; without it the bot is read at each
 *     start
 * @param host name under which this host says in the folder of versions what it runs; another one for each that shares it
 * @param trustRules whether a bot's own rules/*.drl are compiled, which are code with all rights of this program
 * @param absent what bots may name though this application does not have it: actions, facts, and handover for the desk
 * @param facts names of the facts that the HostFacts beans give; if set, a bot that names another is refused
 * @param store where sessions, events and messages are kept
 * @param sinch the app at Sinch
 * @param apps several apps in place of one, each under a name, with a bot of its own; what it does not say of sinch is as
 *     above
 * @param limits bounds of the engine's threads and queues
 * @param workbench the analysts' page
 */
@ConfigurationProperties("botflow")
public record BotFlowProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable File bot,
    @Nullable File versions,
    @DefaultValue("host-1") String host,
    @DefaultValue("false") boolean trustRules,
    @DefaultValue List<String> absent,
    @DefaultValue List<String> facts,
    @DefaultValue Store store,
    @DefaultValue Sinch sinch,
    @DefaultValue Map<String, App> apps,
    @DefaultValue Limits limits,
    @DefaultValue Workbench workbench) {
  public BotFlowProperties {
    absent = List.copyOf(absent);
    facts = List.copyOf(facts);
    apps = Collections.unmodifiableMap(new LinkedHashMap<>(apps));
  }

  /**
   * Where everything is kept.
   *
   * @param file SQLite file; its folder exists
   * @param inMemory true to keep nothing beyond the end of this process, for trials
   * @param waiting how long a start waits for another host that has the file open, as in a rolling update
   */
  public record Store(
      @Nullable File file,
      @DefaultValue("false") boolean inMemory,
      @DefaultValue("0s") Duration waiting) {}

  /**
   * An app of Sinch's Conversation API, and the access key for it.
   *
   * @param projectId id of the Sinch project
   * @param appId id of the Conversation API app
   * @param clientId key id of an access key of the project
   * @param clientSecret secret of the access key
   * @param region where the app lives
   * @param connect whether a start waits for Sinch once, so that wrong settings are an error at once; startup for one app,
   *     background for each of several
   * @param webhook how Sinch reaches this application
   * @param channelProperties channel properties that every message gets, such as SMS_SENDER
   * @param maxConnections calls to Sinch at the same time; 20 for one app, 80 for several together unless set
   * @param channelsEvery how often the app's channels are read again; 0 for never
   * @param conversationUrl another host than the region's, such as a simulator's; with token-url
   * @param tokenUrl the token endpoint of that host
   */
  public record Sinch(
      @Nullable String projectId,
      @Nullable String appId,
      @Nullable String clientId,
      @Nullable Secret clientSecret,
      @Nullable Region region,
      @Nullable Connect connect,
      @DefaultValue Webhook webhook,
      @DefaultValue Map<String, String> channelProperties,
      @Nullable Integer maxConnections,
      @DefaultValue("1m") Duration channelsEvery,
      @Nullable String conversationUrl,
      @Nullable String tokenUrl) {
    public Sinch {
      channelProperties = Collections.unmodifiableMap(new LinkedHashMap<>(channelProperties));
    }
  }

  /**
   * One of several apps.
   *
   * @param bot folder of its bot's files
   * @param versions folder in which published versions of its bot are kept
   * @param sinch what is its own at Sinch
   */
  public record App(
      @Nullable File bot,
      @Nullable File versions,
      @DefaultValue AppSinch sinch) {}

  /**
   * What one of several apps has of its own; what is missing is as {@code botflow.sinch} says.
   *
   * @param projectId id of its Sinch project
   * @param appId id of the Conversation API app
   * @param clientId key id of an access key of the project
   * @param clientSecret secret of the access key
   * @param region where the app lives
   * @param connect whether a start waits for Sinch once
   * @param webhookUrl address under which Sinch reaches it, to have it registered at the app; of the endpoint for all, or
   *     of its own
   * @param webhookSecrets what calls are signed with
   * @param channelProperties channel properties that every message gets
   */
  public record AppSinch(
      @Nullable String projectId,
      @Nullable String appId,
      @Nullable String clientId,
      @Nullable Secret clientSecret,
      @Nullable Region region,
      @Nullable Connect connect,
      @Nullable String webhookUrl,
      @Nullable List<Secret> webhookSecrets,
      @Nullable Map<String, String> channelProperties) {}

  /** The settings at Sinch of one of several apps, with what it shares with the others. */
  Sinch sinchOf(String name) {
    App app = apps.get(name);
    if (app == null) {
      throw new IllegalArgumentException(name + ": expected one of " + apps.keySet());
    }
    AppSinch own = app.sinch();
    return new Sinch(
        or(own.projectId(), sinch.projectId()),
        or(own.appId(), sinch.appId()),
        or(own.clientId(), sinch.clientId()),
        or(own.clientSecret(), sinch.clientSecret()),
        or(own.region(), sinch.region()),
        or(own.connect(), sinch.connect()),
        new Webhook(
            sinch.webhook().path() + "/" + name,
            or(own.webhookUrl(), sinch.webhook().url()),
            own.webhookSecrets() == null ? sinch.webhook().secrets() : own.webhookSecrets(),
            sinch.webhook().unsigned()),
        own.channelProperties() == null ? sinch.channelProperties() : own.channelProperties(),
        sinch.maxConnections(),
        sinch.channelsEvery(),
        sinch.conversationUrl(),
        sinch.tokenUrl());
  }

  private static <T> @Nullable T or(@Nullable T own, @Nullable T shared) {
    return own == null ? shared : own;
  }

  /** When Sinch is asked whether the settings are right. */
  public enum Connect {
    /** While the application starts; an outage of Sinch is no error. */
    STARTUP,
    /** Behind the start; what is wrong stands in the log and in health. */
    BACKGROUND
  }

  /**
   * The endpoint for Sinch's calls.
   *
   * @param path where it is in this application, below its context path; of several apps each has its name behind it
   * @param url address under which Sinch reaches it, to have it registered at the app; without it none is registered
   * @param secrets what calls are signed with; several while one is being replaced, the one to register first
   * @param unsigned true to take calls without a signature: whoever finds the address can feed the bot
   */
  public record Webhook(
      @DefaultValue("/sinch") String path,
      @Nullable String url,
      @DefaultValue List<Secret> secrets,
      @DefaultValue("false") boolean unsigned) {
    public Webhook {
      secrets = List.copyOf(secrets);
    }
  }

  /**
   * Bounds of the threads around the turns.
   *
   * @param workers threads that run turns
   * @param maxWaiting events that may wait for one; above it calls of Sinch's are answered 503, and come again
   * @param firstRetry bound of the first wait before a message is sent again; it doubles each time
   * @param longestRetry the longest such wait
   * @param maxMessageAge how old a message may get before it is given up
   * @param maxEventAge how long an event is tried again while the host's facts fail
   * @param settling how long a message of unknown outcome waits for a report before it is sent again
   * @param factsTimeout how long the host's facts may take
   * @param drain how long a stop waits for turns under way; spring.lifecycle.timeout-per-shutdown-phase is longer
   */
  public record Limits(
      @DefaultValue("32") int workers,
      @DefaultValue("10000") int maxWaiting,
      @DefaultValue("1s") Duration firstRetry,
      @DefaultValue("5m") Duration longestRetry,
      @DefaultValue("24h") Duration maxMessageAge,
      @DefaultValue("24h") Duration maxEventAge,
      @DefaultValue("30s") Duration settling,
      @DefaultValue("30s") Duration factsTimeout,
      @DefaultValue("10s") Duration drain) {

    RuntimeLimits runtimeLimits() {
      return new RuntimeLimits(
          workers,
          maxWaiting,
          firstRetry,
          longestRetry,
          maxMessageAge,
          settling,
          drain,
          maxEventAge,
          factsTimeout);
    }
  }

  /**
   * The analysts' page on the folder of the bot, behind the application's own security.
   *
   * @param enabled true to have it
   * @param path where it is in this application, below its context path
   * @param viewers roles of the application whose people may look and try
   * @param editors roles of the application whose people may change the bot's files as well
   */
  public record Workbench(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("/workbench") String path,
      @DefaultValue("BOTFLOW_VIEWER") List<String> viewers,
      @DefaultValue("BOTFLOW_EDITOR") List<String> editors) {
    public Workbench {
      viewers = List.copyOf(viewers);
      editors = List.copyOf(editors);
    }
  }
}
