package dev.botflow.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotBrokenException;
import dev.botflow.error.BotFlowException;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.HostOffer;
import dev.botflow.routing.Situation;
import dev.botflow.rules.Happening;
import dev.botflow.rules.LeafShop;
import dev.botflow.rules.ReadOptions;
import dev.botflow.session.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

  @TempDir
  Path folder;

  private Path draft = Path.of("");
  private Path versions = Path.of("");

  @BeforeEach
  void makeRoom() throws IOException {
    draft = Files.createDirectories(folder.resolve("draft"));
    versions = folder.resolve("versions");
  }

  private LeafShop shop() {
    return new LeafShop(draft);
  }

  private Publisher open() {
    return open(LiveNumber.in(folder.resolve("live")));
  }

  private Publisher open(LiveNumber live) {
    return Publisher.open(
        versions, draft, ChannelCatalog.none(), ReadOptions.standard(), live, CLOCK);
  }

  private static String routing(String flow) {
    return "Rule,What happened,Go to flow\nR1,message," + flow + "\n";
  }

  private static String flowOf(BotVersion version) {
    Happening one = new Happening();
    return ((Decision.Start) one.decide(version, one.text("hi"))).flow();
  }

  @Test
  void publishesADraftAsAFolderThatPeopleCanRead() throws IOException {
    shop().write();
    Publisher publisher = open();
    shop().with("routing.csv", routing("track")).write();

    BotVersion second = publisher.publish(draft, "ana", "all to\ntracking");

    assertThat(second.number()).isEqualTo(2);
    assertThat(flowOf(publisher.live())).isEqualTo("track");
    assertThat(Files.readString(versions.resolve("2/bot/routing.csv"))).isEqualTo(routing("track"));
    assertThat(versions.resolve("2/version.txt"))
        .hasContent("number: 2\nchecksum: " + second.checksum() + "\nfolder: "
            + publisher.versions().get(1).hashes().folder()
            + "\nat: 2026-03-02T09:00:00Z\nauthor: ana\nnote: all to tracking\nreplaced: 1\n");
    assertThat(folder.resolve("live")).hasContent("2");
    assertThat(publisher.versions()).extracting(VersionNote::number).containsExactly(1L, 2L);
    assertThat(publisher.number(1).bot().flows()).containsKey("welcome");
  }

  @Test
  void goesOnWithTheLiveVersionWhoseNumberTheHostsDatabaseKeeps() throws IOException {
    shop().write();
    AtomicLong kept = new AtomicLong();
    LiveNumber database = LiveNumber.of(kept::get, kept::set);
    Publisher first = open(database);
    first.publish(draft, "ana", "");
    first.rollBack(1, "Ann", "it was better");
    first.publish(draft, "ana", "");
    assertThat(kept).hasValue(3);

    assertThat(open(database).live().number()).isEqualTo(3);
  }

  @Test
  void refusesADraftWithErrorsWholeAndLeavesTheLiveVersionUntouched() throws IOException {
    shop().write();
    Publisher publisher = open();
    BotVersion live = publisher.live();
    shop().with("routing.csv", routing("trakc")).write();

    assertThatThrownBy(() -> publisher.publish(draft, "ana", ""))
        .isInstanceOf(BotBrokenException.class)
        .hasMessageContaining(
            "routing.csv:2: R1: Go to flow: expected the name of a flow, but was \"trakc\"");
    assertThat(publisher.live()).isSameAs(live);
    assertThat(folder.resolve("live")).hasContent("1");
    try (var left = Files.list(versions)) {
      assertThat(left.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder("1", "history.jsonl", ".lock");
    }
  }

  @Test
  void refusesADraftThatNamesWhatTheHostOfARunningEngineDoesNotHave() throws IOException {
    shop().write();
    Publisher publisher = open();
    HostOffer offer = new HostOffer(Set.of("shop.findOrder"), true, null, Set.of(), Set.of());
    publisher.checkedFor(offer, true);
    shop().with("flows/pay.yaml", "flow: pay\nsteps:\n- { id: a, do: pay }\n").write();

    assertThatThrownBy(() -> publisher.publish(draft, "ana", "an action"))
        .isInstanceOf(BotBrokenException.class)
        .hasMessageContaining(
            "pay.a: expected an action that the host has (shop.findOrder), but was \"pay\"");

    assertThat(publisher.live().number()).isEqualTo(1);
    assertThat(publisher.versions()).hasSize(1);
    publisher.checkedFor(offer, false);
    assertThat(publisher.publish(draft, "ana", "nobody runs it").number()).isEqualTo(2);
    publisher.checkedFor(offer, true);
    Files.delete(draft.resolve("flows/pay.yaml"));
    publisher.publish(draft, "ana", "without it");
    assertThatThrownBy(() -> publisher.rollBack(2, "Ann", "it was better"))
        .isInstanceOf(BotBrokenException.class);
    assertThat(publisher.live().number()).isEqualTo(3);
  }

  @Test
  void measuresADraftBeforeAByteOfItIsCopied() throws IOException {
    shop().write();
    Publisher publisher = open();
    try (RandomAccessFile huge = new RandomAccessFile(draft.resolve("talk.bin").toFile(), "rw")) {
      huge.setLength(1L << 40); // No block of it is on the disk.
    }

    assertThatThrownBy(() -> publisher.publish(draft, "ana", ""))
        .isInstanceOf(BotBrokenException.class)
        .hasMessageContaining("talk.bin: expected a draft of at most 64 MB in all, but found more");
    assertThat(publisher.live().number()).isEqualTo(1);
    try (var left = Files.list(versions)) {
      assertThat(left.map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrder("1", "history.jsonl", ".lock");
    }
  }

  @Test
  void refusesADraftWithAFileThatIsNoPlainOneInsteadOfWaitingForIt() throws IOException {
    shop().write();
    Publisher publisher = open();
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(draft.resolve("s.txt")));

      assertThatThrownBy(() -> publisher.publish(draft, "ana", ""))
          .isInstanceOf(BotBrokenException.class)
          .hasMessageContaining(
              "s.txt: expected a plain file, but was a pipe, a socket or a device");
    }
  }

  @Test
  void rollsBackAndGoesOnAfterARestart() {
    shop().write();
    Publisher publisher = open();
    String first = publisher.live().checksum();
    shop().with("routing.csv", routing("track")).write();
    publisher.publish(draft, "ana", "");

    publisher.rollBack(1, "Ann", "it was better");
    Publisher again = open();

    assertThat(again.live().number()).isEqualTo(1);
    assertThat(again.live().checksum()).isEqualTo(first);
    assertThat(again.publish(draft, "ana", "once more").number()).isEqualTo(3);
    assertThat(again.number(3).checksum()).isEqualTo(again.number(2).checksum());
    assertThatThrownBy(() -> again.rollBack(9, "Ann", "it was better"))
        .isInstanceOf(BotFlowException.class);
  }

  @Test
  void noticesAVersionThatWasChangedAfterwards() throws IOException {
    shop().write();
    open();
    Files.writeString(versions.resolve("1/bot/routing.csv"), routing("track"));

    assertThatThrownBy(this::open)
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "version 1: expected its files as they were published, but they were changed since");
  }

  @Test
  void tellsWhoseWaitANewVersionRemovesOrChanges() {
    shop().write();
    Publisher publisher = open();
    List<Session> sessions = new ArrayList<>();
    for (String step : List.of("topic", "number", "number", "anything")) {
      Happening one = new Happening().asked(step);
      sessions.add(one.facts(publisher.live(), one.text("x")).session());
    }
    BotVersion next = new LeafShop(draft).with("flows/welcome.yaml", """
            flow: welcome
            # a comment moves the lines
            steps:
            - id: topic
              ask: What do you need?
              choices: { track: { label: Track order, also: [parcel] }, advice: { label: Plant advice } }
              save: topic
            - id: number
              ask: Your new order number?
              save: order.number
              type: { pattern: 'LC-\\d{6}', case: upper }
            """).load();

    assertThat(WaitingUsers.of(sessions, publisher, next))
        .hasToString("{welcome.anything is removed=1, welcome.number is changed=2}");
  }

  @Test
  void watchesAFolderInOneLine() throws Exception {
    shop().write();
    Publisher publisher = open();
    BlockingQueue<FolderWatch.News> news = new LinkedBlockingQueue<>();

    try (FolderWatch watch = publisher.watch(draft, "watch", news::add)) {
      assertThat(watch).isNotNull();
      shop().with("routing.csv", routing("track")).write();
      awaitNews(news, one -> one.version() != null && flowOf(one.version()).equals("track"));
      shop().with("routing.csv", routing("nowhere")).write();
      awaitNews(
          news,
          one -> one.refusal() instanceof BotBrokenException broken
              && broken.getMessage().contains("nowhere"));

      assertThat(flowOf(publisher.live())).isEqualTo("track");
    }
  }

  /** Where files are written slowly, there is news of what was written so far. */
  private static void awaitNews(
      BlockingQueue<FolderWatch.News> news, Predicate<FolderWatch.News> awaited)
      throws InterruptedException {
    FolderWatch.News next = null;
    while (next == null || !awaited.test(next)) {
      next = news.poll(1, TimeUnit.MINUTES);
      assertThat(next).isNotNull();
    }
  }

  @Test
  @Tag("G8")
  void aHundredPublishesUnderLoadFailNoEventAndMixNoVersions() throws Exception {
    shop().say("even", "odd").with("routing.csv", routing("odd")).write();
    Publisher publisher = open();
    AtomicInteger decided = new AtomicInteger();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

    // 1,000 events a second, whatever publishing costs.
    threads.scheduleAtFixedRate(
        () -> decide(publisher, decided, wrong), 0, 1, TimeUnit.MILLISECONDS);
    for (int i = 2; i <= 101; i++) {
      int before = decided.get();
      shop()
          .say("even", "odd")
          .with("routing.csv", routing(i % 2 == 0 ? "even" : "odd"))
          .write();
      publisher.publish(draft, "load", "");
      org.awaitility.Awaitility.await().until(() -> decided.get() > before);
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(wrong).isEmpty();
    assertThat(publisher.live().number()).isEqualTo(101);
    assertThat(decided.get()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void versionsThatNobodyUsesLeaveTheMemory() {
    shop().say("even", "odd").with("routing.csv", routing("odd")).write();
    Publisher publisher = open();
    AtomicInteger decided = new AtomicInteger();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    List<WeakReference<BotVersion>> old = new ArrayList<>();

    for (int i = 2; i <= 101; i++) {
      shop()
          .say("even", "odd")
          .with("routing.csv", routing(i % 2 == 0 ? "even" : "odd"))
          .write();
      old.add(new WeakReference<>(publisher.publish(draft, "load", "")));
      for (int event = 0; event < 10; event++) {
        decide(publisher, decided, wrong);
      }
    }

    assertThat(wrong).isEmpty();
    org.awaitility.Awaitility.await().until(() -> {
      System.gc();
      return old.stream().filter(one -> one.get() != null).count() <= 2;
    });
  }

  /** A publication that takes long, as one of large tables does: until the test lets it go. */
  @Test
  @Tag("G15")
  void readingAnOlderVersionWaitsForNoPublication() throws Exception {
    shop().write();
    CountDownLatch publishing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Clock slow = new Clock() {
      @Override
      public Instant instant() {
        if (asked.incrementAndGet() == 3) {
          publishing.countDown();
          awaitQuietly(go);
        }
        return CLOCK.instant();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a zone is not asked for");
      }
    };
    Publisher publisher = Publisher.open(
        versions,
        draft,
        ChannelCatalog.none(),
        ReadOptions.standard(),
        LiveNumber.in(folder.resolve("live")),
        slow);
    publisher.publish(draft, "ana", "");
    // The common pool has but one thread on two cores, also where Java gave each task its own
    // before.
    Executor threads = task -> new Thread(task).start();
    CompletableFuture<BotVersion> third =
        CompletableFuture.supplyAsync(() -> publisher.publish(draft, "ana", ""), threads);
    publishing.await();

    CompletableFuture<BotVersion> first =
        CompletableFuture.supplyAsync(() -> publisher.number(1), threads);

    assertThat(first).succeedsWithin(Duration.ofMinutes(1)).returns(1L, BotVersion::number);
    assertThat(third).isNotDone();
    go.countDown();
    assertThat(third.join().number()).isEqualTo(3);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Tag("G8")
  void versionsThatConversationsStandOnStayInMemory() throws IOException {
    shop().write();
    Publisher publisher = open();
    // A turn stands on the live version, and then it is live no more.
    WeakReference<BotVersion> first = new WeakReference<>(publisher.pinned().number(1));
    WeakReference<BotVersion> second = new WeakReference<>(publisher.publish(draft, "ana", ""));
    publisher.publish(draft, "ana", "");
    publisher.publish(draft, "ana", "");

    org.awaitility.Awaitility.await().until(() -> {
      System.gc();
      return second.get() == null;
    });

    assertThat(first.get()).isNotNull();
    assertThat(publisher.number(1)).isSameAs(first.get());
    assertThat(publisher.number(2)).isSameAs(publisher.number(2));
  }

  private static void decide(
      Publisher publisher, AtomicInteger decided, ConcurrentLinkedQueue<String> wrong) {
    try {
      BotVersion pinned = publisher.live();
      Happening one = new Happening();
      var event = one.text("hi");
      Facts facts = Facts.of(new Situation(
          event,
          Session.fresh(event.key()),
          BotVersions.of(pinned),
          new LinkedHashMap<>(),
          event.at(),
          false));
      String expected = pinned.number() % 2 == 0 ? "even" : "odd";
      if (!(pinned.router().route(facts) instanceof Decision.Start start)
          || !start.flow().equals(expected)) {
        wrong.add("version " + pinned.number());
      }
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
    decided.incrementAndGet();
  }
}
