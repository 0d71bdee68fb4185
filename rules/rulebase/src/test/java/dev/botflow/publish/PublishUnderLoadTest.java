package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import dev.botflow.routing.BotVersion;
import dev.botflow.rules.Happening;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import dev.botflow.session.TraceEntry;
import dev.botflow.turn.Turn;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred versions, each with rules of its own, are published while a thousand events a second come in by the front door.
 * Version N has the row RN, the rule rule-N and the flow fN, so a turn made of two versions would show.
 */
class PublishUnderLoadTest {
  private static final int PUBLISHES = 100;

  /** Classes that live for other reasons than a version, such as the engine's own that are first used meanwhile. */
  private static final int OTHER_CLASSES = 600;

  @TempDir
  Path folder;

  private final AtomicInteger tried = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger turned = new AtomicInteger();
  private final Map<Long, Integer> turnsByVersion = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  private Path draft(int number) throws Exception {
    Path draft = Files.createDirectories(folder.resolve("draft"));
    return new LeafShop(draft)
        .with("bot.yaml", "bot: leaf\ntime_zone: Europe/Brussels\n")
        .with(
            "routing.csv",
            "Rule,What happened,Says,Go to flow\nR" + number + ",message,hi,f" + number + "\n")
        .with(
            "rules/own.drl",
            "rule \"those who ask for the rule\"\nwhen $f : Facts( stage == Stage.ROUTE, text(\"text\") == \"rule\" )\n"
                + "then $f.offer(Candidate.of(\"rule-" + number + "\").startFlow(\"f" + number
                + "\")); end\n")
        .with(
            "flows/welcome.yaml",
            "flow: f" + number + "\nsteps:\n- { id: q, ask: \"How are you?\", type: any }\n")
        .write();
  }

  private void check(InboundEvent event, Turn turn) {
    List<TraceEntry.Routed> routed = turn.trace().of(TraceEntry.Routed.class);
    String said = turn.outcome() + " " + turn.rule() + " " + turn.flow() + " " + routed;
    if (routed.size() == 1
        && turn.outcome() == Turn.Outcome.HANDLED
        && routed.get(0).version() > 0) {
      long version = routed.get(0).version();
      String rule = "rule".equals(event.text()) ? "rule-" + version : "R" + version;
      boolean whole = rule.equals(turn.rule())
          && ("f" + version).equals(turn.flow())
          && turn.commit().session().runs().get(0).top().botVersion() == version;
      turnsByVersion.merge(version, 1, Integer::sum);
      if (!whole) {
        wrong.add(said);
      }
    } else {
      wrong.add(said);
    }
    turned.incrementAndGet();
  }

  private void send(BotFlow botFlow) {
    try {
      int number = tried.incrementAndGet();
      InboundEvent event =
          new Happening().of("c" + number).text(number % 2 == 0 ? "hi" : "rule", "m" + number);
      switch (botFlow.accept(event, new byte[] {'{', '}'})) {
        case ACCEPTED -> sent.incrementAndGet();
        case BUSY -> {} // The engine holds back a sender that is too fast for it; nothing was
        // taken.
        default -> wrong.add("event " + number + " was taken for another");
      }
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  private static int loadedClasses() {
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  @Test
  void everyTurnIsOfOneVersionAndOldVersionsAreForgottenWithTheirClasses() throws Exception {
    Publisher publisher = Publisher.open(
        folder.resolve("versions"),
        draft(1),
        ChannelCatalog.none(),
        ReadOptions.standard().trustingRules(),
        LiveNumber.in(folder.resolve("live")),
        Clock.systemUTC());
    List<WeakReference<BotVersion>> old = new ArrayList<>();
    ScheduledExecutorService events = Executors.newSingleThreadScheduledExecutor();
    int before = 0;
    try (BotFlow botFlow = BotFlow.builder().bots(publisher).onTurn(this::check).build()) {
      botFlow.connect("app", new Postbox());
      events.scheduleAtFixedRate(() -> send(botFlow), 0, 1, TimeUnit.MILLISECONDS);
      for (int number = 2; number <= PUBLISHES + 1; number++) {
        long live = publisher.live().number();
        await().pollInterval(Duration.ofMillis(1)).until(() -> turnsByVersion.containsKey(live));
        old.add(new WeakReference<>(publisher.live()));
        publisher.publish(draft(number), "load", "");
        before = number == PUBLISHES / 10 ? loadedClasses() : before;
      }
      await().until(() -> turnsByVersion.containsKey(PUBLISHES + 1L));
      events.shutdown();
      assertThat(events.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      await().atMost(Duration.ofSeconds(60)).until(() -> turned.get() >= sent.get());
    } finally {
      events.shutdownNow();
    }

    assertThat(wrong).isEmpty();
    assertThat(turned.get()).isEqualTo(sent.get());
    assertThat(turnsByVersion).hasSize(PUBLISHES + 1);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
      System.gc();
      // Conversations stand on all of them; those asked for last stay.
      assertThat(old.stream().filter(one -> one.get() != null))
          .hasSizeLessThanOrEqualTo(LoadedVersions.KEPT);
    });
    assertThat(loadedClasses() - before).isLessThan(OTHER_CLASSES);
    assertThat(publisher.live().number()).isEqualTo(PUBLISHES + 1);
  }

  /** Sends nothing, successfully. */
  private static final class Postbox implements Transport {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      throw new AssertionError("nothing is recovered here");
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      return CompletableFuture.completedFuture(
          new SendOutcome.Sent("sent-" + count.incrementAndGet()));
    }
  }
}
