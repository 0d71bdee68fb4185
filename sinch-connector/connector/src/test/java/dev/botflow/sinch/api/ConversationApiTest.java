package dev.botflow.sinch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.DeafPort;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.error.SinchApiException;
import dev.botflow.sinch.http.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationApiTest {
  private static final Address SMS = new Address("APP1", Channel.SMS, null, "46700000001");

  private final SettableClock clock = new SettableClock();
  private SinchSimulator sinch;
  private ConversationApi api;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("WHATSAPP", "SMS")
        .tokenLife(Duration.ofHours(1))
        .start();
    api = ConversationApi.open(config());
  }

  @AfterEach
  void stop() {
    api.close();
    sinch.close();
  }

  @Test
  void sends() {
    SendOutcome outcome = send();

    assertThat(outcome)
        .isEqualTo(new SendOutcome.Sent(sinch.sentMessages().get(0).messageId()));
  }

  @Test
  void asksForOneTokenForManyCallsAtOnce() {
    List<CompletableFuture<SendOutcome>> sends = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sends.add(api.send(outgoing("id-" + i)));
    }

    sends.forEach(send -> assertThat(send.join()).isInstanceOf(SendOutcome.Sent.class));

    assertThat(tokenCalls()).isEqualTo(1);
  }

  @Test
  void renewsTheTokenBeforeItExpires() {
    send();
    clock.forward(Duration.ofMinutes(57));
    send();
    assertThat(tokenCalls()).isEqualTo(1);

    clock.forward(Duration.ofSeconds(125));
    send();

    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void keepsTheOldTokenWhileRenewingEarlyFails() {
    send();
    clock.forward(Duration.ofMinutes(59));
    sinch.faults().next(Faults.Kind.TOKEN, 1, Faults.status(500));

    assertThat(send()).isInstanceOf(SendOutcome.Sent.class);
    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void renewsARefusedTokenOnceAndRepeatsTheCallOnce() {
    send();
    sinch.expireTokens();

    assertThat(send()).isInstanceOf(SendOutcome.Sent.class);
    assertThat(tokenCalls()).isEqualTo(2);
    assertThat(sendStatuses()).containsExactly(200, 401, 200);
  }

  @Test
  void renewsARefusedTokenOnceForManyCalls() {
    send();
    sinch.expireTokens();
    List<CompletableFuture<SendOutcome>> sends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      sends.add(api.send(outgoing("id-" + i)));
    }

    sends.forEach(send -> assertThat(send.join()).isInstanceOf(SendOutcome.Sent.class));

    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void leavesAMessageToBeRetriedWhenEvenANewTokenIsRefused() {
    sinch.faults().next(Faults.Kind.SEND, 2, Faults.status(401));

    assertThat(send())
        .isEqualTo(
            new SendOutcome.Retry("POST /messages:send: Sinch answered 401 UNAUTHENTICATED", null));
    assertThat(tokenCalls()).isEqualTo(2);
    assertThat(sinch.sentMessages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void retriesWhatWasNotTaken(int status) {
    sinch
        .faults()
        .next(Faults.Kind.SEND, 1, Faults.status(status).retryAfter(Duration.ofSeconds(7)));

    SendOutcome outcome = send();

    assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> {
      assertThat(retry.after()).isEqualTo(Duration.ofSeconds(7));
      assertThat(retry.reason()).startsWith("POST /messages:send: Sinch answered " + status);
    });
    assertThat(sendStatuses()).containsExactly(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 501})
  void rejectsWhatWillNeverBeTaken(int status) {
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(status));

    assertThat(send()).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(sendStatuses()).containsExactly(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void doesNotKnowAfterAnotherFaultOfTheServer(int status) {
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(status));

    assertThat(send()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(sendStatuses()).containsExactly(status);
  }

  @Test
  void doesNotKnowWhenTheConnectionBreaksAfterTheMessageWasWritten() {
    for (Faults.Fault fault :
        List.of(Faults.closeBefore(), Faults.closeAfter(), Faults.cutAnswer())) {
      sinch.faults().next(Faults.Kind.SEND, 1, fault);

      assertThat(send())
          .isEqualTo(new SendOutcome.Unknown(
              "POST at " + sinch.baseUrl() + ": no whole answer came, the connection broke"));
    }
    assertThat(sinch.sentMessages()).hasSize(2);
  }

  @Test
  void doesNotKnowWhenTheAnswerComesTooLate() {
    // Until the test ends.
    Faults.Fault never = Faults.delay(Duration.ofHours(1));
    try (ConversationApi hurried = hurried(Duration.ofMillis(300), Duration.ofMinutes(1))) {
      sinch.faults().next(Faults.Kind.SEND, 1, never);

      assertThat(hurried.send(outgoing("id-1")).join())
          .isEqualTo(new SendOutcome.Unknown(
              "POST at " + sinch.baseUrl() + ": no whole answer came, timed out"));
    }
    try (ConversationApi hurried = hurried(Duration.ofMinutes(1), Duration.ofMillis(300))) {
      sinch.faults().next(Faults.Kind.SEND, 1, never);

      assertThat(hurried.send(outgoing("id-2")).join())
          .isEqualTo(new SendOutcome.Unknown("POST at " + sinch.baseUrl()
              + ": no whole answer came, the time for the whole call was over"));
    }
  }

  @Test
  void retriesWhenTheHostCannotBeReached() {
    try (DeafPort nobody = new DeafPort();
        ConversationApi unreachable =
            ConversationApi.open(config().baseUrls(nobody.url(), sinch.tokenUrl()))) {
      assertThat(unreachable.send(outgoing("id-1")).join())
          .isEqualTo(new SendOutcome.Retry(
              "POST at " + nobody.url() + ": not reached, the connection was refused", null));
    }
  }

  @Test
  void asksTheTokenHostNoMoreUntilItsTimeIsOver() {
    sinch
        .faults()
        .next(Faults.Kind.TOKEN, 1, Faults.status(429).retryAfter(Duration.ofSeconds(30)));

    assertThat(send())
        .isEqualTo(
            new SendOutcome.Retry("token: the token host answered 429", Duration.ofSeconds(30)));
    clock.forward(Duration.ofSeconds(10));
    assertThat(send())
        .isEqualTo(new SendOutcome.Retry(
            "token: waiting before the token host is asked again", Duration.ofSeconds(20)));
    assertThat(tokenCalls()).isEqualTo(1);
    clock.forward(Duration.ofSeconds(21));

    assertThat(send()).isInstanceOf(SendOutcome.Sent.class);
  }

  @Test
  void retriesWhenTheKeyIsRefused() {
    try (ConversationApi wrong =
        ConversationApi.open(SinchConfig.of("P1", "APP1", "key", "wrong", Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl()))) {
      assertThat(wrong.send(outgoing("id-1")).join())
          .isEqualTo(new SendOutcome.Retry("token: the token host answered 401", null));
    }
  }

  @Test
  void readsARetryHintAsSecondsDateOrInTheBody() {
    Instant now = Instant.parse("2026-01-05T09:00:00Z");
    Clock fixed = Clock.fixed(now, ZoneOffset.UTC);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.ofInstant(now.plusSeconds(90), ZoneOffset.UTC));
    String info =
        "{\"error\":{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1.5s\"}]}}";

    assertThat(new Answer(429, "3", "").retryAfter(fixed)).isEqualTo(Duration.ofSeconds(3));
    assertThat(new Answer(429, date, "").retryAfter(fixed)).isEqualTo(Duration.ofSeconds(90));
    assertThat(new Answer(429, null, info).retryAfter(fixed)).isEqualTo(Duration.ofMillis(1500));
    assertThat(new Answer(429, "soon", info).retryAfter(fixed)).isEqualTo(Duration.ofMillis(1500));
    assertThat(new Answer(429, "3", info).retryAfter(fixed)).isEqualTo(Duration.ofSeconds(3));
    assertThat(new Answer(429, "999999999", "").retryAfter(fixed)).isEqualTo(Duration.ofDays(1));
    for (String broken : List.of("", "-1", "soon", "9999999999999")) {
      assertThat(new Answer(429, broken, "<html>").retryAfter(fixed)).as(broken).isNull();
    }
  }

  @Test
  void tellsWhichFieldsSinchComplainsAboutButNotWhatWasInThem() {
    String body =
        "{\"error\":{\"code\":400,\"message\":\"46700000001 is bad\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"fieldViolations\":"
            + "[{\"field\":\"recipient.identified_by\",\"description\":\"46700000001\"},{\"field\":\"46700000001\"}]}]}}";
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(400).body(body));

    assertThat(send())
        .isEqualTo(new SendOutcome.Rejected(
            "POST /messages:send: Sinch answered 400 INVALID_ARGUMENT on recipient.identified_by"));
    sinch.faults().next(Faults.Kind.GET, 1, Faults.status(400).body(body));
    assertThatThrownBy(() -> api.call("GET", "/apps", null).join())
        .cause()
        .isInstanceOfSatisfying(
            SinchApiException.class,
            e -> assertThat(e.fields()).containsExactly("recipient.identified_by"));
  }

  @Test
  void survivesAnswersThatAreNoJson() {
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(502).body("<html>Bad gateway</html>"));
    assertThat(send())
        .isEqualTo(new SendOutcome.Unknown("POST /messages:send: Sinch answered 502"));

    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(200).body("<html>Welcome</html>"));
    assertThat(send())
        .isEqualTo(new SendOutcome.Unknown("messages:send: answered 200 without a message id"));
  }

  @Test
  void saysThatItIsWriting() {
    api.typing(SMS, true).join();

    assertThat(sinch.sentEvents()).hasSize(1).first().asString().contains("composing_event");
  }

  @Test
  void showsTypingBeforeAMessageWhereTheChannelCan() {
    sinch.addApp(AppConfig.of("APP1", "RCS", "SMS"));
    Address rcs = new Address("APP1", Channel.RCS, null, Canaries.PHONE);
    Outgoing typed = new Outgoing("id-1", rcs, new TextMessage(Canaries.TEXT), null, true);
    Outgoing onSms = new Outgoing("id-2", SMS, new TextMessage(Canaries.TEXT), null, true);

    assertThat(api.send(typed).join()).isInstanceOf(SendOutcome.Sent.class);
    sinch.faults().next(Faults.Kind.EVENT, 1, Faults.status(501));
    assertThat(api.send(typed).join()).isInstanceOf(SendOutcome.Sent.class);
    assertThat(api.send(onSms).join()).isInstanceOf(SendOutcome.Sent.class);

    assertThat(sinch.sentEvents()).hasSize(1);
    assertThat(sinch.requests())
        .extracting(request -> request.path().substring(request.path().lastIndexOf('/') + 1))
        .containsExactly(
            "token",
            "events:send",
            "messages:send",
            "events:send",
            "messages:send",
            "messages:send");
  }

  @Test
  void makesAnyOtherCallAndFailsWithWhatSinchSaid() {
    assertThat(api.call("GET", "/apps/APP1", null).join()).contains("\"APP1\"");
    assertThatThrownBy(() -> api.call("GET", "/apps/NOPE", null).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(SinchApiException.class, e -> {
          assertThat(e).hasMessage("GET /apps: Sinch answered 404 NOT_FOUND");
          assertThat(e.status()).isEqualTo(404);
          assertThat(e.statusWord()).contains("NOT_FOUND");
          assertThat(e.maybeSent()).isFalse();
        });
  }

  @Test
  void triesNothingOnceClosed() {
    api.close();

    assertThat(send()).isEqualTo(new SendOutcome.Retry("not tried: the connector is closed", null));
  }

  /** Has its token, however often it was too late for that. */
  private ConversationApi hurried(Duration response, Duration total) {
    Duration minute = Duration.ofMinutes(1);
    ConversationApi hurried =
        ConversationApi.open(config().timeouts(new Timeouts(minute, minute, response, total)));
    Awaitility.await()
        .atMost(minute)
        .until(() -> hurried.channels().handle((channels, late) -> late == null).join());
    return hurried;
  }

  private SinchConfig config() {
    return SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .clock(clock);
  }

  private SendOutcome send() {
    return api.send(outgoing("id-1")).join();
  }

  private static Outgoing outgoing(String id) {
    return new Outgoing(id, SMS, new TextMessage(Canaries.TEXT), null);
  }

  private long tokenCalls() {
    return sinch.requests().stream()
        .filter(request -> request.path().endsWith("/oauth2/token"))
        .count();
  }

  private List<Integer> sendStatuses() {
    return sinch.requests().stream()
        .filter(request -> request.path().endsWith("messages:send"))
        .map(RecordedRequest::status)
        .toList();
  }

  /** A clock that stands until it is moved. */
  private static final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-05T09:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
