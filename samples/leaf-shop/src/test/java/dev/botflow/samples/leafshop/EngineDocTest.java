package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.BotFlow;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.lookup.TracedTurn;
import dev.botflow.metrics.MicrometerTelemetry;
import dev.botflow.publish.FollowedVersions;
import dev.botflow.publish.Publisher;
import dev.botflow.publish.RunningHost;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.BotFolder;
import dev.botflow.rules.ReadOptions;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    assertThat(shown).hasSize(4).isSubsetOf(run);
  }
}
