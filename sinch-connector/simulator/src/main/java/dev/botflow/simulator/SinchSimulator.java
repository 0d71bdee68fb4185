package dev.botflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.callback.CallbackAttempt;
import dev.botflow.simulator.callback.CallbackFaults;
import dev.botflow.simulator.callback.CallbackOutcome;
import dev.botflow.simulator.callback.Callbacks;
import dev.botflow.simulator.callback.DeliveryReports;
import dev.botflow.simulator.callback.Envelopes;
import dev.botflow.simulator.callback.Injections;
import dev.botflow.simulator.callback.Trigger;
import dev.botflow.simulator.callback.Webhooks;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.HttpListener;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.simulator.http.RequestLog;
import dev.botflow.simulator.http.Tokens;
import dev.botflow.simulator.json.Answer;
import dev.botflow.simulator.json.ApiException;
import dev.botflow.simulator.json.Call;
import dev.botflow.simulator.json.Ids;
import dev.botflow.simulator.json.Json;
import dev.botflow.simulator.json.Pages;
import dev.botflow.simulator.json.RateLimit;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.Apps;
import dev.botflow.simulator.model.Contacts;
import dev.botflow.simulator.model.Events;
import dev.botflow.simulator.model.Identity;
import dev.botflow.simulator.model.Messages;
import dev.botflow.simulator.model.Outgoing;
import dev.botflow.simulator.model.ReportStep;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.simulator.shape.MessageShapes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Sinch Conversation API on loopback.
 *
 * <pre>{@code
 * try (SinchSimulator sinch = SinchSimulator.builder().key("id", "secret").channels("WHATSAPP", "SMS").start()) {
 *   sinch.addWebhook("http://127.0.0.1:8080/sinch", "webhook secret", "MESSAGE_INBOUND", "MESSAGE_DELIVERY");
 *   sinch.injectMessage("WHATSAPP", "46700000001", "Hello").join();
 *   sinch.sentMessages(); // what the bot answered
 * }
 * }</pre>
 *
 * <p>Strict where a mistake of the client would show only in production: an unknown field at any depth, a limit passed,
 * a channel the app does not have, a token that has run out, each is refused in Sinch's own error body, with a message
 * that names the place. Everything it got and did is on record. Faults can be ordered with {@link #faults()}.
 *
 * <p>Endpoints: {@code POST /oauth2/token}; below {@code /v1/projects/{project}}: {@code GET|POST
 * apps}, {@code GET|PATCH|DELETE apps/{id}}, {@code GET apps/{id}/webhooks}, {@code POST webhooks}, {@code
 * GET|PATCH|DELETE webhooks/{id}}, {@code POST messages:send}, {@code POST messages:transcode}, {@code GET messages},
 * {@code GET|PATCH|DELETE messages/{id}}, {@code POST events:send}, {@code GET events}, {@code GET|DELETE events/{id}}; and for tests
 * in other languages {@code /simulator/messages}, {@code callbacks}, {@code sent}, {@code requests}, {@code faults},
 * {@code callback_faults}, {@code reports} and {@code settings}.
 *
 * <p>Where Sinch documents nothing, this is our reading: 404 for an unknown contact, 400 for a sixth webhook, the retry
 * schedule of callbacks, a new signature for each attempt. Not simulated: contacts and conversations as endpoints,
 * consents, templates, batches.
 *
 * <p>Safe for many threads. All its threads are daemons.
 *
 * <p>The file is long since a test finds all it can ask of a Sinch in this one type, each a method of a line or two; what
 * they do stands in the packages below.
 */
public final class SinchSimulator implements AutoCloseable {
  private final String projectId;
  private final String region;
  private final Apps apps = new Apps();
  private final Contacts contacts;
  private final Webhooks webhooks;
  private final Messages messages;
  private final Events events;
  private final Callbacks callbacks;
  private final DeliveryReports reports;
  private final Injections injections;
  private final SendService sends;
  private final Tokens tokens;
  private final RequestLog log;
  private final Faults faults = new Faults();
  private final ConversationService conversation;
  private final AdminService admin;
  private final ExecutorService executor = Executors.newCachedThreadPool(SinchSimulator::daemon);
  private final RateLimit limit;
  private final HttpListener home;
  private final Map<String, HttpListener> foreign = new ConcurrentHashMap<>();

  SinchSimulator(SimulatorBuilder config) {
    projectId = config.projectId;
    region = config.region;
    config.apps().forEach(apps::put);
    Ids ids = new Ids(config.clock);
    contacts = new Contacts(ids);
    webhooks = new Webhooks(ids);
    messages = new Messages(config.clock, ids);
    events = new Events(config.clock, ids);
    log = new RequestLog(config.clock);
    tokens = new Tokens(config.keyId, config.keySecret, config.tokenLife, config.clock);
    callbacks = new Callbacks(
        config.clock,
        config.callbackBaseDelay,
        config.callbackMaxAttempts,
        config.callbackTimeout,
        ids,
        executor);
    Envelopes envelopes = new Envelopes(projectId, config.clock, ids);
    reports = new DeliveryReports(
        apps,
        webhooks,
        callbacks,
        envelopes,
        config.submitNotifications,
        path(config.deliveryReports));
    limit = new RateLimit(config.requestsPerSecond, config.clock);
    injections = new Injections(
        apps, contacts, messages, events, webhooks, callbacks, envelopes, config.clock);
    sends = new SendService(
        new MessageShapes(config.outerChoices),
        new SendRules(apps, contacts),
        messages,
        reports,
        events,
        config.clock);
    conversation = new ConversationService(
        projectId,
        region,
        tokens,
        apps,
        webhooks,
        sends,
        new AppEndpoints(apps, webhooks, ids),
        new ReadEndpoints(messages, events, new Pages(ids)));
    admin = new AdminService(apps, injections, messages, callbacks, log, faults, reports, tokens);
    home = open(region, config.port);
  }

  /** Settings for a new simulator. */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /** The address of the Conversation API, without a slash at the end; the paths begin with {@code /v1/projects/}. */
  public String baseUrl() {
    return home.url();
  }

  /** The address that gives out tokens. */
  public String tokenUrl() {
    return home.url() + "/oauth2/token";
  }

  /** The address below which the paths for tests begin. */
  public String adminUrl() {
    return home.url() + "/simulator";
  }

  /**
   * The address of the API in a region. In any but the simulator's own the same tokens hold, but no app is found: the
   * answer is 404, as at Sinch.
   */
  public String regionUrl(String name) {
    return name.equals(region)
        ? baseUrl()
        : foreign.computeIfAbsent(name, other -> open(other, 0)).url();
  }

  /** The project's id. */
  public String projectId() {
    return projectId;
  }

  /** The id of the first app. */
  public String appId() {
    return apps.first().id();
  }

  /** The region the apps live in. */
  public String region() {
    return region;
  }

  /** What goes wrong next. */
  public Faults faults() {
    return faults;
  }

  /** What happens to the next callbacks on their way. */
  public CallbackFaults callbackFaults() {
    return callbacks.faults();
  }

  /** How long the tokens given out from now on hold. */
  public void tokenLife(Duration life) {
    tokens.life(life);
  }

  /** In which letters the header of a 401 is spelled, such as {@code WWW-Authenticate}; {@code ""} for no such header. */
  public void challengeHeader(String name) {
    tokens.challengeHeader(name);
  }

  /**
   * The reports that follow the messages accepted from now on; see {@link SimulatorBuilder#deliveryReports}.
   *
   * @throws IllegalArgumentException if one is no status or reason of Sinch's
   */
  public void deliveryReports(String... statuses) {
    reports.path(path(Arrays.asList(statuses)));
  }

  /** The reason codes a report may have, in Sinch's order. */
  public static List<String> reasonCodes() {
    return ReportStep.REASONS;
  }

  private static List<ReportStep> path(List<String> statuses) {
    try {
      return ReportStep.path(statuses, "deliveryReports");
    } catch (ApiException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Adds an app, or puts another in the place of the one with its id. */
  public void addApp(AppConfig app) {
    apps.put(app);
  }

  /**
   * Makes a contact known, so that messages can be sent to its id.
   *
   * @param channelsAndIdentities a channel, the identity there, a channel, and so on
   */
  public void registerContact(String contactId, String... channelsAndIdentities) {
    if (channelsAndIdentities.length % 2 != 0) {
      throw new IllegalArgumentException(
          "channelsAndIdentities: expected pairs, but the last channel has no identity");
    }
    Identity[] identities = new Identity[channelsAndIdentities.length / 2];
    for (int i = 0; i < identities.length; i++) {
      identities[i] =
          Identity.of(channelsAndIdentities[2 * i], channelsAndIdentities[2 * i + 1], appId());
    }
    contacts.register(contactId, Arrays.asList(identities));
  }

  /**
   * Registers a webhook of the first app.
   *
   * @param secret signs the callbacks; {@code ""} for callbacks without signature
   * @param triggers such as {@code MESSAGE_INBOUND}; none for all there are
   * @return the webhook's id
   * @throws IllegalArgumentException if Sinch would refuse it
   */
  public String addWebhook(String target, String secret, String... triggers) {
    return addWebhookOf(appId(), target, secret, triggers);
  }

  /** Registers a webhook of an app; see {@link #addWebhook}. */
  public String addWebhookOf(String appId, String target, String secret, String... triggers) {
    var body = Json.object().put("app_id", appId).put("target", target).put("secret", secret);
    var list = body.putArray("triggers");
    (triggers.length == 0 ? Trigger.all() : Arrays.asList(triggers)).forEach(list::add);
    try {
      return webhooks.create(body).id();
    } catch (ApiException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** A contact writes a text to the first app. */
  public CompletableFuture<CallbackOutcome> injectMessage(
      String channel, String identity, String text) {
    return injections.message(appId(), channel, identity, Injections.text(text), injections.now());
  }

  /** A contact picks a choice of an earlier message, whose metadata comes back with it. */
  public CompletableFuture<CallbackOutcome> injectChoice(
      String channel, String identity, String messageId, String postbackData) {
    return injections.message(
        appId(), channel, identity, Injections.choice(messageId, postbackData), injections.now());
  }

  /**
   * A contact writes a message of any kind to any app.
   *
   * @param contactMessage the JSON of Sinch's {@code contact_message}, such as {@code {"text_message":{"text":"Hi"}}}
   */
  public CompletableFuture<CallbackOutcome> injectContactMessage(
      String appId, String channel, String identity, String contactMessage, Instant eventTime) {
    return injections.message(appId, channel, identity, object(contactMessage), eventTime);
  }

  /**
   * A contact does something that is no message.
   *
   * @param contactEvent the JSON of Sinch's {@code contact_event}, such as {@code {"composing_event":{}}}, or of its
   *     {@code contact_message_event}: a reaction, a payment or a short link
   */
  public CompletableFuture<CallbackOutcome> injectContactEvent(
      String appId, String channel, String identity, String contactEvent, Instant eventTime) {
    return injections.event(appId, channel, identity, object(contactEvent), eventTime);
  }

  /** A contact starts typing. */
  public CompletableFuture<CallbackOutcome> injectTyping(String channel, String identity) {
    return injectContactEvent(
        appId(), channel, identity, "{\"composing_event\":{}}", injections.now());
  }

  /** A contact opts in. */
  public CompletableFuture<CallbackOutcome> injectOptIn(String channel, String identity) {
    return injections.opt(appId(), channel, identity, true, injections.now());
  }

  /** A contact opts out. */
  public CompletableFuture<CallbackOutcome> injectOptOut(String channel, String identity) {
    return injections.opt(appId(), channel, identity, false, injections.now());
  }

  /**
   * Posts a text exactly as it is, signed, to the webhooks that want its trigger, of the app it names (else the first).
   * What has no known trigger, or is not JSON at all, goes to every webhook.
   */
  public CompletableFuture<CallbackOutcome> injectBody(String body) {
    return injections.body(body);
  }

  /** Posts the very bytes and headers of an attempt again, signature and timestamp included. */
  public CompletableFuture<CallbackAttempt> replay(CallbackAttempt attempt) {
    return callbacks.replay(attempt);
  }

  /**
   * Reports what became of a message. {@code SWITCHING_CHANNEL} moves it to its next channel, which later reports name.
   *
   * @param status such as {@code DELIVERED}
   * @param reasonCode such as {@code RECIPIENT_NOT_REACHABLE}; {@code ""} for none
   * @throws IllegalArgumentException if no such message was sent
   */
  public CompletableFuture<CallbackOutcome> deliveryReport(
      String messageId, String status, String reasonCode) {
    return reports.report(sent(messageId), status, reasonCode);
  }

  /**
   * Reports that a message was handed over for sending (MESSAGE_SUBMIT).
   *
   * @throws IllegalArgumentException if no such message was sent
   */
  public CompletableFuture<CallbackOutcome> submitNotification(String messageId) {
    return reports.submit(sent(messageId));
  }

  /** The messages accepted, in order. */
  public List<SentMessage> sentMessages() {
    return messages.sent();
  }

  /** The bodies of the events accepted by {@code events:send}, in order. */
  public List<String> sentEvents() {
    return events.sent();
  }

  /** The requests answered, or closed without an answer, in order; those under {@code /simulator/} are not among them. */
  public List<RecordedRequest> requests() {
    return log.all();
  }

  /** Every POST of a callback, in the order they ended. */
  public List<CallbackAttempt> callbackAttempts() {
    return callbacks.attempts();
  }

  /** How many callbacks are not settled yet. */
  public int callbacksUnderWay() {
    return callbacks.underWay();
  }

  /** From now on every token given out so far is answered 401 as expired. */
  public void expireTokens() {
    tokens.expireAll();
  }

  /** The made-up secrets in the answers about apps: none of them may ever stand in a log. */
  public List<String> secretsInAnswers() {
    return apps.secrets();
  }

  /** Forgets what was recorded and which faults are due; apps, webhooks, contacts and tokens stay. */
  public void clearRecords() {
    messages.clear();
    events.clear();
    log.clear();
    callbacks.clear();
    callbacks.faults().clear();
    faults.clear();
  }

  /** Stops listening, and gives up callbacks that are still under way. */
  @Override
  public void close() {
    callbacks.close();
    home.close();
    foreign.values().forEach(HttpListener::close);
    executor.shutdownNow();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SinchSimulator[" + baseUrl() + ", project " + projectId + ", region " + region + "]";
  }

  private HttpListener open(String name, int port) {
    try {
      return HttpListener.open(name, port, executor, this::answer, faults, log);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "port " + port + ": expected a free port on loopback, but could not listen", e);
    }
  }

  private Answer answer(Call call) {
    if (Faults.isToken(call)) {
      return tokens.token(call);
    }
    if (call.rawPath().startsWith("/simulator/")) {
      return admin.answer(call);
    }
    if (!limit.lets()) {
      throw new ApiException(429, "RESOURCE_EXHAUSTED", "Too many requests.");
    }
    return conversation.answer(call);
  }

  private Outgoing sent(String messageId) {
    return messages
        .find(messageId)
        .orElseThrow(() -> new IllegalArgumentException(
            "messageId: expected the id of a message sent, but was \"" + messageId + "\""));
  }

  private static ObjectNode object(String json) {
    return Json.tryObject(json)
        .orElseThrow(
            () -> new IllegalArgumentException("expected a JSON object, but was something else"));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "simulator");
    thread.setDaemon(true);
    return thread;
  }
}
