package dev.botflow.simulator;

import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.ChannelState;
import dev.botflow.simulator.model.ProcessingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulator is started with. Made by {@link SinchSimulator#builder()}; every setting has a default, so that
 * {@code SinchSimulator.builder().start()} gives a simulator that works.
 */
public final class SimulatorBuilder {
  String projectId = "11111111-2222-4333-8444-000000000001";
  String keyId = "simulated-key-id";
  String keySecret = "simulated-key-secret";
  String region = "eu";
  int port;
  Clock clock = Clock.systemUTC();
  Duration tokenLife = Duration.ofSeconds(3599);
  Duration callbackBaseDelay = Duration.ofMillis(200);
  int callbackMaxAttempts = 5;
  Duration callbackTimeout = Duration.ofSeconds(5);
  int outerChoices = 3;
  boolean submitNotifications;
  List<String> deliveryReports = List.of();
  int requestsPerSecond;

  private String appId = "01BTF00000000000000000APP1";
  private ProcessingMode mode = ProcessingMode.CONVERSATION;
  private int outboundPerSecond = AppConfig.OUTBOUND_PER_SECOND;
  private final Map<String, ChannelState> channels = new LinkedHashMap<>();
  private final List<AppConfig> more = new ArrayList<>();

  SimulatorBuilder() {}

  /** The project the key belongs to. */
  public SimulatorBuilder project(String id) {
    this.projectId = id;
    return this;
  }

  /** The id of the first app, the one meant where a method names none. */
  public SimulatorBuilder app(String id) {
    this.appId = id;
    return this;
  }

  /** One more app; later ones can be added by {@link SinchSimulator#addApp}. */
  public SimulatorBuilder app(AppConfig app) {
    more.add(app);
    return this;
  }

  /** The OAuth client credentials that get a token. */
  public SimulatorBuilder key(String id, String secret) {
    this.keyId = id;
    this.keySecret = secret;
    return this;
  }

  /** The region the apps live in, such as {@code eu}, the default; at {@link SinchSimulator#regionUrl others} they are not found. */
  public SimulatorBuilder region(String name) {
    this.region = name;
    return this;
  }

  /** Active channels of the first app. Without any channel set it has WHATSAPP, RCS, SMS, MESSENGER and VIBERBM. */
  public SimulatorBuilder channels(String... names) {
    for (String name : names) {
      channels.put(name, ChannelState.ACTIVE);
    }
    return this;
  }

  /** A channel of the first app in a given state. */
  public SimulatorBuilder channel(String name, ChannelState state) {
    channels.put(name, state);
    return this;
  }

  /** Whether the first app keeps contacts and conversations; CONVERSATION unless set. */
  public SimulatorBuilder mode(ProcessingMode processingMode) {
    this.mode = processingMode;
    return this;
  }

  /** The {@code rate_limits.outbound} the first app reports; 20 unless set. The simulator itself holds nobody to it. */
  public SimulatorBuilder outboundPerSecond(int most) {
    this.outboundPerSecond = most;
    return this;
  }

  /** The port on loopback; 0, the default, for any that is free. */
  public SimulatorBuilder port(int number) {
    this.port = number;
    return this;
  }

  /** The clock of tokens, signatures, ids and times in bodies. Back-off and time-outs run in real time regardless. */
  public SimulatorBuilder clock(Clock source) {
    this.clock = source;
    return this;
  }

  /** How long an access token holds; 3599 s unless set. */
  public SimulatorBuilder tokenLife(Duration life) {
    this.tokenLife = life;
    return this;
  }

  /** How long to wait before a callback's second attempt; doubled for each further one. 200 ms unless set. */
  public SimulatorBuilder callbackBaseDelay(Duration delay) {
    this.callbackBaseDelay = delay;
    return this;
  }

  /** How often a callback is tried in all; 5 unless set. Sinch publishes no number. */
  public SimulatorBuilder callbackMaxAttempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: expected at least 1, but was " + attempts);
    }
    this.callbackMaxAttempts = attempts;
    return this;
  }

  /** How long a webhook may take to answer; 5 s unless set. Sinch publishes no number. */
  public SimulatorBuilder callbackTimeout(Duration timeout) {
    this.callbackTimeout = timeout;
    return this;
  }

  /**
   * How many choices may stand under a carousel, beside those of its cards. 3 unless set, as documented; Sinch's own SDK
   * has a sample with 6.
   */
  public SimulatorBuilder carouselOuterChoices(int most) {
    this.outerChoices = most;
    return this;
  }

  /** Whether MESSAGE_SUBMIT follows each accepted message; no unless set. */
  public SimulatorBuilder submitNotifications(boolean on) {
    this.submitNotifications = on;
    return this;
  }

  /**
   * The statuses reported by MESSAGE_DELIVERY after each accepted message, one after the other, such as
   * {@code QUEUED_ON_CHANNEL, DELIVERED}; none unless set. A reason stands behind a colon: {@code
   * FAILED:RECIPIENT_NOT_REACHABLE}, {@code SWITCHING_CHANNEL:RATE_LIMITED}; it is one of {@link
   * SinchSimulator#reasonCodes}. A message to a channel that is not active fails or switches to the next channel instead.
   */
  public SimulatorBuilder deliveryReports(String... statuses) {
    this.deliveryReports = List.of(statuses);
    return this;
  }

  /** How many requests to the API are taken in a second of the clock, the others being answered 429; no limit unless set. */
  public SimulatorBuilder requestsPerSecond(int most) {
    this.requestsPerSecond = most;
    return this;
  }

  /**
   * Starts the simulator.
   *
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public SinchSimulator start() {
    return new SinchSimulator(this);
  }

  List<AppConfig> apps() {
    Map<String, ChannelState> first = new LinkedHashMap<>(channels);
    if (first.isEmpty()) {
      for (String name : List.of("WHATSAPP", "RCS", "SMS", "MESSENGER", "VIBERBM")) {
        first.put(name, ChannelState.ACTIVE);
      }
    }
    List<AppConfig> all = new ArrayList<>();
    all.add(new AppConfig(appId, mode, outboundPerSecond, first));
    all.addAll(more);
    return all;
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SimulatorBuilder[project " + projectId + ", app " + appId + ", region " + region
        + ", port " + port + "]";
  }
}
