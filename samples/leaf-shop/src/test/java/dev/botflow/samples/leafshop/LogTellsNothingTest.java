package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.runtime.RuntimeLimits;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.Faults.Kind;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchConnector;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.jdbc.JdbcStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything goes wrong once, on the whole path with a store on disk, logged at TRACE by all libraries; then that log,
 * and what all the tests before had logged, is searched for what must never stand there.
 */
@Order(Integer.MAX_VALUE)
class LogTellsNothingTest {
  private static final Path LOG = Path.of("target/test.log");
  private static final Path LOG_OF_CHILDREN = Path.of(ShopChild.LOG);
  private static final String CANARY = "canary-that-never-sings";
  private static final String TEXT = CANARY + " in a text of a contact";
  private static final String PHONE = "447700900987";
  private static final String KEY_SECRET = CANARY + "-client-secret";
  private static final String HOOK_SECRET = CANARY + "-webhook-secret";
  private static final RuntimeException QUOTING =
      new IllegalStateException("it said: " + TEXT + " from " + PHONE);

  /**
   * Of this test, of the simulator, and of the tests before: their contacts' numbers and orders. None of it comes about
   * by chance: an identity hash code has up to 10 digits and a port 5, so numbers are looked for whole; an id may hold any
   * few letters, so words are long.
   */
  private static final Pattern NEVER =
      Pattern.compile(CANARY + "|simulated[-.]|44770090\\d{4}|Bearer |Basic |LC-(00|12)\\d{4}");

  @TempDir
  private Path scratch;

  private final SinchSimulator sinch = SinchSimulator.builder()
      .project(Platform.PROJECT)
      .app(Platform.APP)
      .key("key", KEY_SECRET)
      .channels("SMS")
      .submitNotifications(true)
      .deliveryReports("FAILED:CHANNEL_FAILURE")
      .start();

  @Test
  void noSecretTokenPhoneNumberOrTextStandsInItWhateverGoesWrong() throws Exception {
    goWrong();

    List<String> lines = lines(LOG);
    assertThat(lines).anyMatch(line -> line.contains(" TRACE "));
    assertThat(lines)
        .anyMatch(line -> line.contains("may have been sent"))
        .anyMatch(line -> line.contains("is tried again in"))
        .anyMatch(line -> line.contains("was given up"))
        .anyMatch(line -> line.contains(": action look, call "))
        .anyMatch(line -> line.contains(": desk "))
        .anyMatch(line -> line.contains("a listener of turns failed"));
    assertTellsNothing(lines);
    if (Files.exists(LOG_OF_CHILDREN)) {
      assertTellsNothing(lines(LOG_OF_CHILDREN));
    }
  }

  /** Each byte as a character of its own: somebody may be writing the last one of several. */
  private static List<String> lines(Path log) throws IOException {
    return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
  }

  private static void assertTellsNothing(List<String> lines) {
    assertThat(lines.stream()
            .filter(line -> NEVER.matcher(line).find())
            .map(LogTellsNothingTest::place))
        .as("the log must not contain what a test hides")
        .isEmpty();
  }

  /** Who logged it: the line itself would show the canary. */
  private static String place(String line) {
    int end = line.indexOf(" - ");
    return end < 0 ? "a line of a stack trace" : line.substring(0, end);
  }

  private void goWrong() throws Exception {
    AtomicInteger turns = new AtomicInteger();
    try (sinch;
        JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
        BotFlow botFlow = engine(turns);
        SinchConnector connector = SinchConnector.connect(config(web), botFlow)) {
      web.serve(connector);
      Map<String, Faults.Fault> faults = new LinkedHashMap<>();
      faults.put("429", Faults.status(429).retryAfter(Duration.ofSeconds(1)).body(TEXT));
      faults.put("500", Faults.status(500).body("<html>" + TEXT + PHONE));
      faults.put("401", Faults.status(401).header("WWW-AUTHENTICATE", "Bearer " + TEXT));
      faults.put("403", Faults.status(403).body("{\"error\":{\"message\":\"" + TEXT + "\"}}"));
      faults.put("before", Faults.closeBefore().reset());
      faults.put("after", Faults.closeAfter().reset());
      faults.put("cut", Faults.cutAnswer());
      for (Faults.Fault fault : faults.values()) {
        sinch.faults().next(Kind.SEND, 1, fault);
        says("SMS", TEXT);
      }
      sinch.expireTokens();
      sinch.faults().next(Kind.TOKEN, 1, Faults.status(500).body(KEY_SECRET));
      says("SMS", "look " + TEXT);
      says("SMS", "desk " + TEXT);
      refused(web.url(), "{\"app_id\": \"" + TEXT + PHONE);
      refused(
          web.url(), "{\"message\": {\"contact_message\": {\"text_message\": \"" + TEXT + "\"}}}");
      sinch.injectBody(
          "{\"app_id\": \"" + Platform.APP + "\", \"unheard_of\": \"" + TEXT + PHONE + "\"}");
      sinch.injectBody("not JSON: " + TEXT + PHONE);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> turns.get() >= faults.size() + 2
              && sinch.faults().pending() == 0
              && logged(": desk ")
              && logged("was given up")
              && logged("may have been sent"));
    }
  }

  private static boolean logged(String words) throws IOException {
    return lines(LOG).stream().anyMatch(line -> line.contains(words));
  }

  private void says(String channel, String text) {
    Stage.settled(sinch.injectMessage(channel, PHONE, text));
  }

  private BotFlow engine(AtomicInteger turns) {
    Path bot = Bots.of(
        scratch.resolve("bot"),
        "bot.yaml",
        "bot: wrong\n",
        "routing.csv",
        """
        Rule,What happened,Says,Go to flow,During a question
        W1,text,starts with look,look,end it
        W2,text,starts with desk,desk,end it
        W3,message,,echo,wait
        """,
        "flows/echo.yaml",
        "flow: echo\nsteps:\n- { id: say, say: \"You said {text}\" }\n",
        "flows/look.yaml",
        "flow: look\nsteps:\n- { id: do, do: look, with: { q: \"{text}\" }, on_error: sorry }\n- { id: sorry, say: \"Sorry, {text}\" }\n",
        "flows/desk.yaml",
        "flow: desk\nsteps:\n- { id: hand, handover: { queue: q, open: \"{text}\", closed: \"{text}\" }, on_error: sorry }\n- { id: sorry, say: \"Sorry\" }\n");
    AtomicInteger asked = new AtomicInteger();
    return BotFlow.builder()
        .bot(Bots.load(bot))
        .store(JdbcStore.sqlite(
            scratch.resolve("s.db"), Clock.systemUTC(), RetentionPolicy.standard()))
        .limits(RuntimeLimits.DEFAULT
            .retries(Duration.ofMillis(50), Duration.ofMillis(200))
            .settling(Duration.ofMillis(500)))
        .action("look", request -> {
          throw QUOTING;
        })
        .desk(request -> CompletableFuture.failedFuture(QUOTING))
        .facts(event -> {
          if (asked.getAndIncrement() % 3 == 0) {
            throw QUOTING;
          }
          return new LinkedHashMap<>();
        })
        .onTurn((event, turn) -> {
          turns.incrementAndGet();
          throw QUOTING;
        })
        .build();
  }

  private SinchConfig config(JdkHttpEndpoint web) {
    return SinchConfig.of(Platform.PROJECT, Platform.APP, "key", KEY_SECRET, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhook(web.url().toString(), HOOK_SECRET);
  }

  /** A call that nobody signed. */
  private static void refused(URI url, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url)
                .header("x-sinch-webhook-signature", CANARY)
                .header("Authorization", "Bearer " + CANARY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
  }
}
