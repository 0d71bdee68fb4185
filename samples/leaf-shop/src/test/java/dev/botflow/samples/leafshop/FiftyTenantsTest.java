package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.routing.BotVersions;
import dev.botflow.runtime.Health;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.model.AppConfig;
import dev.botflow.simulator.model.SentMessage;
import dev.botflow.sinch.JdkHttpEndpoint;
import dev.botflow.sinch.SinchApps;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty tenants in one JVM, each with an app, a key and a bot of its own: real sockets, one engine, one store. */
class FiftyTenantsTest {
  private static final int TENANTS = 50;
  private static final String KEY_ID = "key";
  private static final String KEY_SECRET = "key secret of all";

  @TempDir
  Path folder;

  private static String app(int tenant) {
    return "TENANT" + tenant;
  }

  private Path bot(int tenant) throws IOException {
    Path bot = Files.createDirectories(folder.resolve("bot" + tenant));
    Files.createDirectories(bot.resolve("flows"));
    Files.writeString(bot.resolve("bot.yaml"), "bot: tenant\n");
    Files.writeString(bot.resolve("routing.csv"), "Rule,Go to flow\nR1,hello\n");
    Files.writeString(
        bot.resolve("flows/hello.yaml"),
        "flow: hello\nsteps:\n- { id: a, say: \"Tenant " + tenant + " says hello\" }\n");
    return bot;
  }

  private static SinchConfig config(SinchSimulator sinch, JdkHttpEndpoint web, int tenant) {
    // One's key was revoked.
    String secret = tenant == 13 ? "revoked" : KEY_SECRET;
    return SinchConfig.of("P1", app(tenant), KEY_ID, secret, Region.EU)
        .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
        .webhook(web.url().toString(), "secret of " + app(tenant));
  }

  @Test
  @Tag("G16")
  void fiftyTenantsShareEightThreadsBesideTheWorkersAndOneOfThemInTroubleStopsNobody()
      throws IOException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    BotFlow.Builder builder =
        BotFlow.builder().store(JdbcStore.sqlite(folder.resolve("tenants.db")));
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      Path bot = bot(tenant);
      if (tenant == 7) {
        Files.writeString(bot.resolve("routing.csv"), "Rule,Go to flow\nR1,helo\n");
      }
      builder.bots(app(tenant), () -> BotVersions.of(Bots.load(bot)));
    }
    try (SinchSimulator sinch = SinchSimulator.builder()
            .project("P1")
            .app(app(0))
            .key(KEY_ID, KEY_SECRET)
            .channels("SMS")
            .start();
        JdkHttpEndpoint web = JdkHttpEndpoint.open(0, "/sinch");
        BotFlow botFlow = builder.build();
        SinchApps apps = SinchApps.over(botFlow)) {
      for (int tenant = 1; tenant < TENANTS; tenant++) {
        sinch.addApp(AppConfig.of(app(tenant), "SMS"));
      }
      web.serve(apps);

      for (int tenant = 0; tenant < TENANTS; tenant++) {
        apps.open(config(sinch, web, tenant));
      }

      await()
          .until(() -> inTrouble(botFlow).equals(List.of(app(13), app(7)))
              && botFlow.health().apps().get(app(13)).problems().get(0).contains("access key"));
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        sinch.injectContactMessage(
            app(tenant),
            "SMS",
            "46700000001",
            "{\"text_message\":{\"text\":\"Hi\"}}",
            Instant.now());
      }
      Set<String> expected = new TreeSet<>();
      for (int tenant = 0; tenant < TENANTS; tenant++) {
        // The revoked one has no webhook either: nothing came in for it.
        if (tenant != 7 && tenant != 13) {
          expected.add(app(tenant) + ": Tenant " + tenant + " says hello");
        }
      }
      await().until(() -> said(sinch).equals(expected));
      assertThat(ours(before)).hasSizeLessThanOrEqualTo(8);
      assertThat(botFlow.health().apps().get(app(7)).problems().get(0)).contains("helo");
      // It was taken in, and waits for a bot.
      assertThat(botFlow.health().tally().pending()).isEqualTo(1);
      botFlow.addApp(app(7), BotVersions.of(Bots.load(bot(7))));
      expected.add(app(7) + ": Tenant 7 says hello");
      await().until(() -> said(sinch).equals(expected));
    }
  }

  private static List<String> inTrouble(BotFlow botFlow) {
    List<String> apps = new ArrayList<>();
    for (var app : botFlow.health().apps().entrySet()) {
      Health.App stands = app.getValue();
      if (!stands.problems().isEmpty()) {
        apps.add(app.getKey());
      }
    }
    return apps;
  }

  private static Set<String> said(SinchSimulator sinch) {
    Set<String> said = new TreeSet<>();
    for (SentMessage message : sinch.sentMessages()) {
      said.add(message.appId() + ": " + message.text());
    }
    return said;
  }

  /** Threads of the engine, the store and the connector that are there however little is to do: no worker is one. */
  private static List<String> ours(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("botflow-") || name.startsWith("sinch-"))
        .filter(name -> !name.startsWith("botflow-worker-"))
        .filter(name -> !name.startsWith("sinch-api-"))
        // The JDK's own server, which a platform does not use.
        .filter(name -> !name.startsWith("sinch-webhook"))
        .toList();
  }
}
