package dev.botflow.sinch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.webhook.WebhookRequest;
import dev.botflow.sinch.webhook.WebhookVerifierTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Walks the failures with everything logged, and searches what was logged, thrown and answered. */
class SecretsStayInsideTest {
  private static final String CLIENT_SECRET = "client-secret-canary";
  private static final String WEBHOOK_SECRET = "webhook-secret-canary";
  private static final String PHONE = "46700775533";
  private static final String TEXT = "words-of-a-contact-canary";
  private static final Path LOG = Path.of("target/test.log");

  private final FakeIntake intake = new FakeIntake();
  private final List<Object> shown = new ArrayList<>();

  @Test
  void neitherLogsNorMessagesTellSecretsTokensNumbersOrTexts() throws IOException {
    List<String> canaries =
        new ArrayList<>(List.of(CLIENT_SECRET, WEBHOOK_SECRET, PHONE, TEXT, "Bearer ", "Basic "));
    try (SinchSimulator sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", CLIENT_SECRET)
        .channels("SMS", "WHATSAPP")
        .start()) {
      SinchConfig config = SinchConfig.of("P1", "APP1", "key", CLIENT_SECRET, Region.EU)
          .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
          .webhook("http://127.0.0.1:9/hook", WEBHOOK_SECRET);
      shown.add(config);
      failToConnect(sinch, config);
      try (SinchConnector connector = SinchConnector.connect(config, intake)) {
        shown.addAll(connector.channels());
        shown.addAll(connector.api().webhooks().join());
        failToSend(sinch, connector);
        failToReceive(connector);
        shown.add(connector.health());
      }
      canaries.addAll(sinch.secretsInAnswers());
    }

    String logged = Files.exists(LOG) ? Files.readString(LOG, StandardCharsets.ISO_8859_1) : "";
    String everything = shown();
    assertThat(canaries).hasSizeGreaterThan(6);
    assertThat(logged)
        .contains("dev.botflow.sinch.SinchConnector")
        .contains("org.apache.hc.client5");
    for (String canary : canaries) {
      assertThat(logged).as("the log").doesNotContain(canary);
      assertThat(everything).as("messages and answers").doesNotContain(canary);
    }
  }

  private void failToConnect(SinchSimulator sinch, SinchConfig config) {
    for (Faults.Fault fault :
        List.of(Faults.status(401), Faults.status(500), Faults.closeBefore(), Faults.cutAnswer())) {
      for (Faults.Kind kind : List.of(Faults.Kind.TOKEN, Faults.Kind.GET)) {
        sinch.faults().next(kind, 2, fault);
        shown.add(String.valueOf(catchThrowable(() -> {
          try (SinchConnector connector = SinchConnector.connect(config, intake)) {
            shown.add(connector.health());
          }
        })));
        sinch.faults().clear();
      }
    }
    SinchConfig wrong = SinchConfig.of("P1", "APP1", "key", CLIENT_SECRET + "x", Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl());
    shown.add(catchThrowable(() -> SinchConnector.connect(wrong, intake)));
  }

  private void failToSend(SinchSimulator sinch, SinchConnector connector) {
    String quoting =
        "{\"error\":{\"status\":\"INVALID_ARGUMENT\",\"message\":\"" + PHONE + " " + TEXT + "\"}}";
    List<Faults.Fault> faults = List.of(
        Faults.status(400).body(quoting),
        Faults.status(401),
        Faults.status(429).body(quoting).retryAfter(Duration.ofSeconds(1)),
        Faults.status(500).body(TEXT),
        Faults.status(200).body(TEXT),
        Faults.closeAfter(),
        Faults.cutAnswer());
    for (Faults.Fault fault : faults) {
      sinch.faults().next(Faults.Kind.SEND, 1, fault);
      Outgoing outgoing = new Outgoing(
          "id-1", new Address("APP1", Channel.SMS, null, PHONE), new TextMessage(TEXT), null);
      shown.add(outgoing);
      shown.add(connector.send(outgoing).toCompletableFuture().join());
    }
    shown.add(catchThrowable(
        () -> connector.api().call("GET", "/contacts/" + PHONE, null).join()));
  }

  private void failToReceive(SinchConnector connector) {
    String body = Bodies.text("M1", TEXT).replace("46700000001", PHONE);
    Instant now = Instant.now();
    for (String one : List.of(
        body, body, body + "x", "{\"text\": " + TEXT, "{\"a\": \"" + TEXT + "\", \"a\": 1}")) {
      Map<String, List<String>> headers =
          WebhookVerifierTest.signed(WEBHOOK_SECRET, Bodies.bytes(one), now);
      shown.add(connector.receive("POST", headers, Bodies.bytes(one)));
      shown.add(connector.receive(
          "POST", WebhookVerifierTest.signed("x", Bodies.bytes(one), now), Bodies.bytes(one)));
      shown.add(new WebhookRequest("POST", headers, Bodies.bytes(one)));
    }
    intake.failure = new IllegalStateException("cannot store " + TEXT);
    shown.add(connector.receive(
        "POST",
        WebhookVerifierTest.signed(WEBHOOK_SECRET, Bodies.bytes(body), now),
        Bodies.bytes(body)));
    intake.failure = null;
    shown.addAll(intake.events);
    shown.addAll(intake.buried);
  }

  private String shown() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    for (Object one : shown) {
      if (one instanceof Throwable thrown) {
        thrown.printStackTrace(out);
      } else {
        out.println(one);
      }
    }
    return text.toString();
  }
}
