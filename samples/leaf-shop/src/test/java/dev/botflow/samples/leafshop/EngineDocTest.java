package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.BotFlow;
import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditFile;
import dev.botflow.error.BotBrokenException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.hosted.HostFlowAnswer;
import dev.botflow.hosted.HostFlowCall;
import dev.botflow.hosted.HostFlows;
import dev.botflow.lookup.TracedTurn;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.HostMessage;
import dev.botflow.message.SendResult;
import dev.botflow.metrics.MicrometerTelemetry;
import dev.botflow.publish.FollowedVersions;
import dev.botflow.publish.Publisher;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionsFolder;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.SinchApps;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.webhook.WebhookResponse;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the engine's page is what stands between the marks below, and it runs. */
class EngineDocTest {
  private static final Path PAGE = Path.of("../../engine/README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/botflow/samples/leafshop/EngineDocTest.java");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^ *// docs:begin\n(.*?)^ *// docs:end$");
  private static final BotVersion BOT = BotFolder.load(Path.of("bot"), SinchChannelLimits.all());

  @TempDir
  private Path folder;

  @Test
  void runsWhatOthersPublishIntoTheFolderOfVersions() {
    Path versions = folder.resolve("versions");
    Path draft = Path.of("bot");
    List<String> log = new ArrayList<>();
    // docs:begin
    Publisher publisher = Publisher.open(
        versions, draft, SinchChannelLimits.all(), ReadOptions.standard(), Clock.systemUTC());
    FollowedVersions followed = publisher.follow("host-1", news -> log.add(news.toString()));
    // docs:end
    try (followed) {
      assertThat(publisher.folder().hosts())
          .extracting(RunningHost::name)
          .containsExactly("host-1");
      assertThat(log).isEmpty();
    }
  }

  private record Tenant(String app, Path bot, SinchConfig settings) {
    static Tenant of(String app, Path bot) {
      // Nobody answers there: each is connected in the background.
      SinchConfig settings = SinchConfig.of("P1", app, "key", "secret", Region.EU)
          .baseUrls("http://127.0.0.1:1", "http://127.0.0.1:1")
          .webhookSecrets("secret of " + app);
      return new Tenant(app, bot, settings);
    }
  }

  @Test
  void servesManyTenants() throws IOException {
    Path bot = Files.createDirectories(folder.resolve("bot"));
    Files.createDirectories(bot.resolve("flows"));
    Files.writeString(bot.resolve("bot.yaml"), "bot: tenant\n");
    Files.writeString(bot.resolve("routing.csv"), "Rule,Go to flow\nR1,hello\n");
    Files.writeString(
        bot.resolve("flows/hello.yaml"), "flow: hello\nsteps:\n- { id: a, say: Hello }\n");
    Store store = new MemoryStore();
    ChannelCatalog channels = SinchChannelLimits.all();
    List<Tenant> tenants = List.of(Tenant.of("ONE", bot), Tenant.of("TWO", bot));
    Tenant added = Tenant.of("THREE", bot);
    String gone = "TWO";
    String method = "POST";
    Map<String, List<String>> headers = new LinkedHashMap<>();
    byte[] body = "{\"app_id\": \"ONE\"}".getBytes(StandardCharsets.UTF_8);
    // docs:begin
    BotFlow.Builder builder = BotFlow.builder().store(store).appsLater();
    for (Tenant tenant : tenants) {
      builder.bots(tenant.app(), () -> BotVersions.of(BotFolder.load(tenant.bot(), channels)));
    }
    BotFlow botFlow = builder.build();
    SinchApps sinch = SinchApps.over(botFlow);
    tenants.forEach(tenant -> sinch.open(tenant.settings()));
    // One address for all: the body names the app. Or sinch.receive(appId, …), where the path does.
    WebhookResponse answer = sinch.receive(method, headers, body);
    // A tenant comes, and one goes, while the others go on.
    botFlow.addApp(added.app(), BotVersions.of(BotFolder.load(added.bot(), channels)));
    sinch.open(added.settings());
    sinch.disconnect(gone);
    botFlow.removeApp(gone);
    // docs:end
    assertThat(answer.status()).isEqualTo(401);
    assertThat(botFlow.health().apps().keySet()).containsExactly("ONE", "THREE");
    sinch.close();
    botFlow.close();
  }

  @Test
  void leadsToFlowsOfTheHost() {
    BotVersion bot = BotFolder.load(Path.of("../router-only/bot"), SinchChannelLimits.all());
    Store store = new MemoryStore();
    // docs:begin
    HostFlows flows = HostFlows.of(Map.of("order_status", "Where a parcel is"), call -> {
      HostFlowAnswer answer = call.cause() == HostFlowCall.Cause.STARTED
          ? HostFlowAnswer.waiting("Which number?").withNoReplyAfter(Duration.ofMinutes(30))
          : HostFlowAnswer.done("Order " + call.text() + " is on its way.");
      return CompletableFuture.completedFuture(answer);
    });
    BotFlow.Builder builder = BotFlow.builder().bot(bot).store(store).flows(flows);
    // docs:end
    assertThatThrownBy(builder::build)
        .isInstanceOf(BotBrokenException.class)
        .hasMessageContaining(
            "menu.host: expected a flow that the host offers (order_status), but was \"menu\"");
    builder
        .absent("menu", "fan_page", "club", "short_help", "stop", "start", "sorry")
        .build()
        .close();
  }

  @Test
  void erasesAContact() {
    ChannelContext context = new ChannelContext(null, null, "C1", "APP", null, null);
    try (BotFlow botFlow =
        BotFlow.builder().bot(BOT).absent("shop.findOrder", "handover").build()) {
      // docs:begin
      // An app and a contact id, or an app, a channel and an identity.
      botFlow.erase(context).join();
      // docs:end
      assertThat(botFlow.deadLetters(0, 99)).isEmpty();
    }
  }

  @Test
  void saysWhyAContactGotWhatItGot() {
    ChannelContext contact = new ChannelContext(null, null, "C1", "APP", null, null);
    long number = 1;
    try (BotFlow botFlow =
        BotFlow.builder().bot(BOT).absent("shop.findOrder", "handover").build()) {
      // docs:begin
      // Our id or Sinch's; the newest first.
      List<TracedTurn> page = botFlow.traces().ofMessage("01HXZ");
      page = botFlow.traces().byIdentity(Channel.SMS, "+447700900101");
      // The page after this turn.
      page = botFlow.traces().before(number).of(contact);
      // docs:end
      assertThat(page).isEmpty();
      assertThat(botFlow.contacts().openCounts()).isEmpty();
    }
  }

  @Test
  void tellsAnAuditWhoDidWhat() {
    ChannelContext contact = new ChannelContext(null, null, "C1", "APP", null, null);
    BotVersion bot = BOT.withBot(BOT.bot().with(BOT.bot().settings(), Map.of()));
    Store store = new MemoryStore();
    VersionsFolder folder = VersionsFolder.of(
        this.folder.resolve("versions"),
        SinchChannelLimits.all(),
        ReadOptions.standard(),
        Clock.systemUTC());
    Path file = this.folder.resolve("audit.jsonl");
    // docs:begin
    Audit audit = AuditFile.of(file);
    BotFlow botFlow = BotFlow.builder().bot(bot).store(store).audit(audit).build();
    // In the name of whoever the host has signed in.
    botFlow.as(new Actor("ann", "page"), "ticket 4711").erase(contact).join();
    VersionsFolder versions = folder.audited(audit, "page");
    // docs:end
    assertThat(AuditFile.of(file).entries())
        .extracting(AuditEntry::what, AuditEntry::reason)
        .containsExactly(tuple("a contact of app APP", "ticket 4711"));
    assertThat(versions.live()).isZero();
    botFlow.close();
  }

  @Test
  void theHostSpeaks() {
    List<String> log = new ArrayList<>();
    ChannelContext contact = new ChannelContext(null, null, "C1", "APP", null, null);
    BotVersion bot = BOT.withBot(BOT.bot().with(BOT.bot().settings(), Map.of()));
    BotFlow botFlow = BotFlow.builder().bot(bot).build();
    // docs:begin
    SendResult result =
        botFlow.send(contact, HostMessage.text("shipped-17", "Your parcel is on its way."));
    if (result instanceof SendResult.Refused refused) {
      log.add(refused.reason() + ": " + refused.problem());
    }
    // docs:end
    assertThat(log)
        .containsExactly(
            "NO_ADDRESS: expected a contact or an identity, and a channel, but they are not known");
    botFlow.close();
  }

  @Test
  void measures() {
    MeterRegistry registry = new SimpleMeterRegistry();
    BotVersion bot = BOT.withBot(BOT.bot().with(BOT.bot().settings(), Map.of()));
    Store store = new MemoryStore();
    // docs:begin
    MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    BotFlow botFlow =
        BotFlow.builder().bot(bot).store(store).telemetry(telemetry).build();
    telemetry.watch(botFlow::health);
    // docs:end
    assertThat(registry.find("botflow.lag").gauge()).isNotNull();
    botFlow.close();
  }

  @Test
  void thePageShowsWhatRuns() throws IOException {
    List<String> shown = BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
    List<String> run = EXAMPLE
        .matcher(Files.readString(SOURCE))
        .results()
        .map(example -> example.group(1).stripTrailing().stripIndent() + "\n")
        .toList();

    assertThat(shown).hasSize(8).isSubsetOf(run);
  }
}
