package dev.botflow.sinch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.Faults.Fault;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.config.Timeouts;
import dev.botflow.sinch.error.SinchApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault, against a send, a token and a GET: how many requests Sinch sees for the one call, and how it ends. The
 * client's own times are short, and no fault may make a call take longer than its total of them.
 */
class FaultTableTest {
  private static final Duration RESPONSE = Duration.ofMillis(1500);
  private static final Duration TOTAL = Duration.ofSeconds(3);

  /** More than a total: what the machine itself may take. */
  private static final Duration BOUND = Duration.ofSeconds(12);

  /** Longer than the test, whose end is the delay's. */
  private static final Duration LONG = Duration.ofHours(1);

  private SinchSimulator sinch;
  private ConversationApi api;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("SMS")
        .start();
    Duration second = Duration.ofSeconds(2);
    api =
        ConversationApi.open(SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
            .timeouts(new Timeouts(second, second, RESPONSE, TOTAL)));
  }

  @AfterEach
  void stop() {
    api.close();
    sinch.close();
  }

  /** One line a fault: the fault, then "requests outcome" for send, token and GET; "-" is not tried. */
  private static final List<Row> TABLE = List.of(
      // Sent and then 400s: never to be repeated.
      row("400", Faults.status(400), "1 Rejected", "1 Retry", "1 400"),
      row("403", Faults.status(403), "1 Rejected", "1 Retry", "1 403"),
      row("404", Faults.status(404), "1 Rejected", "1 Retry", "1 404"),
      row("302", Faults.status(302), "1 Rejected", "1 Retry", "1 302"),
      // One forced renewal, whatever the letters of the header, and also without it.
      row("401", Faults.status(401), "2 Sent", "1 Retry", "2 ok"),
      row("401 www-authenticate", challenge("www-authenticate"), "2 Sent", "1 Retry", "2 ok"),
      row("401 WWW-Authenticate", challenge("WWW-Authenticate"), "2 Sent", "1 Retry", "2 ok"),
      row("401 WWW-AUTHENTICATE", challenge("WWW-AUTHENTICATE"), "2 Sent", "1 Retry", "2 ok"),
      // Not taken: to be tried again, later.
      row("429", Faults.status(429), "1 Retry", "1 Retry", "1 429"),
      row(
          "429 Retry-After",
          Faults.status(429).retryAfter(Duration.ofSeconds(7)),
          "1 Retry 7",
          "1 Retry 7",
          "1 429"),
      row("503", Faults.status(503), "1 Retry", "1 Retry", "1 503"),
      row(
          "503 Retry-After",
          Faults.status(503).retryAfter(Duration.ofSeconds(3)),
          "1 Retry 3",
          "1 Retry 3",
          "1 503"),
      // Perhaps taken.
      row("500", Faults.status(500), "1 Unknown", "1 Retry", "1 500"),
      row("502", Faults.status(502), "1 Unknown", "1 Retry", "1 502"),
      row("504", Faults.status(504), "1 Unknown", "1 Retry", "1 504"),
      row("501", Faults.status(501), "1 Rejected", "1 Retry", "1 501"),
      // Gateways that speak no JSON.
      row(
          "502 page",
          Faults.status(502).body("<html>Bad gateway"),
          "1 Unknown",
          "1 Retry",
          "1 502"),
      row("429 page", Faults.status(429).body("<html>Slow down"), "1 Retry", "1 Retry", "1 429"),
      row("200 page", Faults.status(200).body("<html>Welcome"), "1 Unknown", "1 Retry", "1 ok"),
      row("200 nothing", Faults.status(200).body(""), "1 Unknown", "1 Retry", "1 ok"),
      // Connections that end.
      row("closed before", Faults.closeBefore(), "1 Unknown", "1 Retry", "1 0"),
      row("closed after", Faults.closeAfter(), "1 Unknown", "1 Retry", "1 0"),
      row("closed in the answer", Faults.cutAnswer(), "1 Unknown", "1 Retry", "1 0"),
      row("closed after the answer", Faults.closeAfterAnswer(), "1 Sent", "1 Sent", "1 ok"),
      row("reset before", Faults.closeBefore().reset(), "1 Unknown", "1 Retry", "1 0"),
      row("reset after", Faults.closeAfter().reset(), "1 Unknown", "1 Retry", "1 0"),
      row("reset in the answer", Faults.cutAnswer().reset(), "1 Unknown", "1 Retry", "1 0"),
      row("reset after the answer", Faults.closeAfterAnswer().reset(), "1 Sent", "1 Sent", "1 ok"),
      // Answers that take their time: up to the response time, and past it or the total.
      row("late", Faults.delay(Duration.ofMillis(100)), "1 Sent", "1 Sent", "1 ok"),
      row("too late", Faults.delay(LONG), "1 Unknown", "1 Retry", "1 0"),
      row("dripping", Faults.drip(Duration.ofMillis(300)), "1 Sent", "1 Sent", "1 ok"),
      row("dripping on", Faults.drip(Duration.ofSeconds(6)), "1 Unknown", "1 Retry", "1 0"));

  private static Fault challenge(String header) {
    return Faults.status(401)
        .header(header, "Bearer error=\"invalid_token\", error_description=\"token expired\"");
  }

  private record Row(String name, Fault fault, String send, String token, String get) {}

  private static Row row(String name, Fault fault, String send, String token, String get) {
    return new Row(name, fault, send, token, get);
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (Row row : TABLE) {
      cases.add(Arguments.of(row.name(), "send", row.fault(), row.send()));
      cases.add(Arguments.of(row.name(), "token", row.fault(), row.token()));
      cases.add(Arguments.of(row.name(), "get", row.fault(), row.get()));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}: {1} -> {3}")
  @MethodSource("cases")
  @Tag("G5")
  void endsAsItShould(String name, String call, Fault fault, String expected) {
    if (!call.equals("token")) {
      api.call("GET", "/apps", null).join();
    }
    sinch.clearRecords();
    sinch.faults().next(kind(call), 1, fault);
    long start = System.nanoTime();

    String outcome = call.equals("get") ? got() : sent();

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    boolean fine = outcome.equals("Sent") || outcome.equals("ok");
    if (!fine) {
      // Ends what is still being answered, so that it counts.
      sinch.close();
    }
    assertThat(requests(call) + " " + outcome).isEqualTo(expected);
    assertThat(took).isLessThan(BOUND);
    // What went wrong is over with that one call.
    if (fine) {
      assertThat(sent()).isEqualTo("Sent");
    }
  }

  private static Faults.Kind kind(String call) {
    return switch (call) {
      case "send" -> Faults.Kind.SEND;
      case "token" -> Faults.Kind.TOKEN;
      default -> Faults.Kind.GET;
    };
  }

  private String sent() {
    SendOutcome outcome = api.send(new Outgoing(
            "id-1",
            new Address("APP1", Channel.SMS, null, Canaries.PHONE),
            new TextMessage(Canaries.TEXT),
            null))
        .join();
    String kind = outcome.getClass().getSimpleName();
    return outcome instanceof SendOutcome.Retry retry && retry.after() != null
        ? kind + " " + retry.after().toSeconds()
        : kind;
  }

  /** "ok", or the status of the failure. */
  private String got() {
    try {
      api.call("GET", "/apps/APP1", null).join();
      return "ok";
    } catch (CompletionException e) {
      return String.valueOf(((SinchApiException) e.getCause()).status());
    }
  }

  /** The requests of this kind that came in; one that is still being answered counts when it was answered. */
  private long requests(String call) {
    String end = switch (call) {
      case "send" -> "messages:send";
      case "token" -> "/oauth2/token";
      default -> "/apps/APP1";
    };
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> sinch.requests().stream()
                .filter(request -> request.path().endsWith(end))
                .count(),
            count -> count > 0);
  }
}
