package dev.botflow.runtime;

import static dev.botflow.store.SessionSamples.session;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendBudget;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Transport;
import dev.botflow.store.DeadLetters;
import dev.botflow.store.OutboxRow;
import dev.botflow.store.SendChange;
import dev.botflow.store.Store;
import dev.botflow.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast messages leave, on a clock moved by hand: every send is counted at its own moment. */
class OutboxPumpTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final HandTime time = new HandTime();
  private final MemoryStore store = new MemoryStore(time.clock());
  private int refusals;
  private final OutboxPump pump = new OutboxPump(
      refusing(),
      time,
      time.clock(),
      time::ticks,
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), () -> 0.5),
      Duration.ofHours(24),
      Duration.ofSeconds(30),
      Telemetry.none(),
      new LateOptOutCheck(store, (app, flow) -> false));

  @AfterEach
  void stop() {
    time.shutdownNow();
  }

  /** The store as one that refuses to mark what is about to go, as often as told. */
  private Store refusing() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, values) -> {
          if (method.getName().equals("record")
              && values[0] instanceof List<?> changes
              && changes.get(0) instanceof SendChange.Attempting
              && refusals > 0) {
            refusals--;
            throw new BotFlowException("the store is busy");
          }
          try {
            return method.invoke(store, values);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  /** Notes what is sent, and when; answers at once unless asked otherwise. */
  private final class Wire implements Transport {
    final List<Instant> sent = new ArrayList<>();
    final List<String> contacts = new ArrayList<>();
    Function<Outgoing, CompletionStage<SendOutcome>> answer =
        message -> CompletableFuture.completedFuture(new SendOutcome.Sent("s-" + message.id()));
    private final List<SendBudget> budgets;

    Wire(SendBudget... budgets) {
      this.budgets = List.of(budgets);
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
      throw new AssertionError("nothing is read here");
    }

    @Override
    public CompletionStage<SendOutcome> send(Outgoing message) {
      sent.add(time.clock().instant());
      contacts.add(message.message().readable());
      return answer.apply(message);
    }

    @Override
    public List<SendBudget> budgets() {
      return budgets;
    }

    /** Sends in the milliseconds from and to, the end not counted. */
    long between(long from, long to) {
      return sent.stream()
          .map(at -> Duration.between(START, at).toMillis())
          .filter(at -> at >= from && at < to)
          .count();
    }

    /** The most sends that any second saw, wherever it began. */
    long mostInASecond() {
      long most = 0;
      for (Instant from : sent) {
        Instant end = from.plusSeconds(1);
        most = Math.max(
            most,
            sent.stream().filter(at -> !at.isBefore(from) && at.isBefore(end)).count());
      }
      return most;
    }
  }

  /** One message for each of so many contacts. */
  private void queue(String app, int from, int contacts) {
    for (int i = from; i < from + contacts; i++) {
      queueFor(app, "C" + i, i, "C" + i);
    }
  }

  private void queueFor(String app, String contact, int number, String... texts) {
    SessionKey key =
        SessionKey.of(new ChannelContext(Channel.SMS, "467", contact, app, null, null));
    List<OutboxRow> rows = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      Outgoing message = new Outgoing(
          app + number + "-" + i,
          new Address(app, Channel.SMS, contact, null),
          new TextMessage(texts[i]),
          null);
      rows.add(new OutboxRow(message, key, 1, i, START, 0, START));
    }
    store.save(turn(session(key, 1, "seen", "yes"))
        .sends(rows.toArray(OutboxRow[]::new))
        .commit());
  }

  @Test
  @Tag("G15")
  void anAnswerLeavesBeforeThousandsOfMessagesThatTimeSends() {
    Wire wire = new Wire(new SendBudget("app A", 100));
    for (int i = 0; i < 6_000; i++) {
      SessionKey key =
          SessionKey.of(new ChannelContext(Channel.SMS, "467", "T" + i, "A", null, null));
      Outgoing message = new Outgoing(
          "nudge" + i,
          new Address("A", Channel.SMS, "T" + i, null),
          new TextMessage("nudge"),
          null);
      store.save(turn(session(key, 1, "seen", "yes"))
          .sends(new OutboxRow(message, key, 1, 0, START, 0, START).later(true))
          .commit());
    }
    pump.connect("A", wire);
    time.forMillis(500);

    queueFor("A", "C1", 1, "answer");
    pump.wake();
    time.forMillis(1_000);

    assertThat(wire.contacts).contains("answer").hasSizeLessThan(250);
  }

  @Test
  @Tag("G15")
  void aContactWithManyMessagesGivesWayAfterEach() {
    Wire wire = new Wire(new SendBudget("app A", 2));
    String[] many = new String[60];
    Arrays.fill(many, "one of many");
    queueFor("A", "C1", 1, many);
    queueFor("A", "C2", 2, "other");
    pump.connect("A", wire);

    time.forMillis(3_000);

    assertThat(wire.contacts).startsWith("one of many", "other", "one of many");
  }

  @Test
  @Tag("G16")
  void aFloodOfOneAppLeavesPlacesForWhatAnotherSendsLater() {
    Wire stuck = new Wire();
    stuck.answer = message -> new CompletableFuture<>();
    Wire other = new Wire();
    pump.connect("A", stuck);
    pump.connect("B", other);
    time.forMillis(1);
    queue("A", 0, 3_000);
    pump.wake();
    time.forMillis(1_000);

    queue("B", 3_000, 20);
    pump.wake();
    time.forMillis(1_000);

    assertThat(stuck.sent).hasSize(100);
    assertThat(other.sent).hasSize(20);
  }

  @Test
  @Tag("G16")
  void twoAppsOfAProjectShareItsBudgetAndAFloodOfOneLeavesTheOtherItsPart() {
    SendBudget project = new SendBudget("project P", 100);
    Wire flood = new Wire(project);
    Wire other = new Wire(project);
    queue("A", 0, 2_000);
    pump.connect("A", flood);
    pump.connect("B", other);
    time.forMillis(2_500);

    queue("B", 2_000, 40);
    pump.wake();
    time.forMillis(1_400);

    // Without its part B would wait for the 1,700 of A that were there before.
    assertThat(other.sent).hasSize(40);
    assertThat(flood.sent.size() + other.sent.size()).isEqualTo(400);
    time.forMillis(1_000);
    assertThat(flood.sent).hasSize(460);
  }

  @Test
  void sendsExactlyAsManyInASecondAsTheAppSays() {
    Wire wire = new Wire(new SendBudget("app A", 20));
    queue("A", 0, 70);

    pump.connect("A", wire);
    time.forMillis(3_999);

    assertThat(List.of(
            wire.between(0, 1_000),
            wire.between(1_000, 2_000),
            wire.between(2_000, 3_000),
            wire.between(3_000, 4_000)))
        .containsExactly(20L, 20L, 20L, 10L);
    assertThat(wire.mostInASecond()).isEqualTo(20);
  }

  @Test
  void letsEightHundredASecondThroughAndWakesNoOftenerThanItMust() {
    Wire wire = new Wire(new SendBudget("project P", 800));
    // Each answer takes 100 ms.
    wire.answer = message -> {
      CompletableFuture<SendOutcome> later = new CompletableFuture<>();
      time.schedule(
          () -> {
            later.complete(new SendOutcome.Sent("s-" + message.id()));
          },
          100,
          java.util.concurrent.TimeUnit.MILLISECONDS);
      return later;
    };
    queue("A", 0, 5_000);

    pump.connect("A", wire);
    time.forMillis(4_999);

    assertThat(List.of(
            wire.between(0, 1_000),
            wire.between(1_000, 2_000),
            wire.between(2_000, 3_000),
            wire.between(3_000, 4_000),
            wire.between(4_000, 5_000)))
        .containsExactly(800L, 800L, 800L, 800L, 800L);
    assertThat(wire.mostInASecond()).isEqualTo(800);
    // Two a message for its answer, and a few for alarms.
    assertThat(time.runs()).isLessThan(2 * 4_000 + 500);
  }

  @Test
  void sharesTheProjectsBudgetBetweenItsApps() {
    Wire one = new Wire(new SendBudget("project P", 800), new SendBudget("app A", 700));
    Wire two = new Wire(new SendBudget("project P", 800), new SendBudget("app B", 700));
    queue("A", 0, 1_000);
    queue("B", 0, 1_000);

    pump.connect("A", one);
    pump.connect("B", two);
    time.forMillis(2_999);

    assertThat(one.between(0, 1_000) + two.between(0, 1_000)).isEqualTo(800);
    assertThat(one.between(1_000, 2_000) + two.between(1_000, 2_000)).isEqualTo(800);
    assertThat(one.sent.size() + two.sent.size()).isEqualTo(2_000);
    assertThat(one.mostInASecond()).isLessThanOrEqualTo(700);
    assertThat(two.mostInASecond()).isLessThanOrEqualTo(700);
  }

  @Test
  void doesNotLetASlowAppsBacklogHoldUpAnotherApp() {
    Wire slow = new Wire(new SendBudget("project P", 800), new SendBudget("app A", 5));
    Wire fast = new Wire(new SendBudget("project P", 800), new SendBudget("app B", 500));
    queue("A", 0, 3_000);
    queue("B", 0, 400);

    pump.connect("A", slow);
    pump.connect("B", fast);
    time.forMillis(999);

    assertThat(slow.sent).hasSize(5);
    assertThat(fast.sent).hasSize(400);
  }

  @Test
  void doesNotWorkWhileNothingMayGo() {
    Wire wire = new Wire(new SendBudget("app A", 1));
    queue("A", 0, 100);
    pump.connect("A", wire);
    time.forMillis(500);
    long runs = time.runs();

    time.forMillis(60_000);

    assertThat(wire.sent).hasSize(61);
    assertThat(time.runs() - runs).isLessThanOrEqualTo(60 * 3);
  }

  @Test
  void keepsTheOrderOfASessionWhenThePaceHoldsItBack() {
    Wire wire = new Wire(new SendBudget("app A", 2));
    queueFor("A", "C1", 1, "one", "two", "three", "four", "five");

    pump.connect("A", wire);
    time.forMillis(5_000);

    assertThat(wire.contacts).containsExactly("one", "two", "three", "four", "five");
    assertThat(wire.sent)
        .containsExactly(
            START, START, START.plusSeconds(1), START.plusSeconds(1), START.plusSeconds(2));
  }

  @Test
  void countsAnAttemptThatFailedLikeAnyOther() {
    Wire wire = new Wire(new SendBudget("app A", 2));
    wire.answer = message ->
        CompletableFuture.completedFuture(new SendOutcome.Retry("429", Duration.ofSeconds(3)));
    queue("A", 0, 4);

    pump.connect("A", wire);
    time.forMillis(2_500);

    assertThat(wire.sent).containsExactly(START, START, START.plusSeconds(1), START.plusSeconds(1));
  }

  @Test
  void keepsThePaceWhenTheClockIsSetOrStandsStill() {
    Wire wire = new Wire(new SendBudget("app A", 2));
    queue("A", 0, 5);
    pump.connect("A", wire);
    time.forMillis(1);
    assertThat(wire.contacts).hasSize(2);

    time.set(START.plus(Duration.ofHours(2)));
    pump.wake();
    time.forMillis(1);
    assertThat(wire.contacts).hasSize(2);
    time.set(START);
    time.forMillis(1_000);
    assertThat(wire.contacts).hasSize(4);
  }

  @Test
  void givesAnAppThatIsConnectedAnewABreakerOfItsOwn() {
    Wire wrong = new Wire();
    wrong.answer =
        message -> CompletableFuture.completedFuture(new SendOutcome.Retry("no route", null));
    Wire right = new Wire();
    queue("A", 0, 5);
    pump.connect("A", wrong);
    time.forMillis(10);
    queue("A", 5, 45);
    pump.wake();
    time.forMillis(10);
    assertThat(wrong.sent).hasSize(5);

    pump.connect("A", right);
    time.forMillis(10);

    assertThat(right.sent).hasSize(45);
  }

  @Test
  void sendsNothingOfAnAppThatIsNotConnectedAndIsNotHeldUpByIt() {
    Wire wire = new Wire();
    queue("A", 0, 5_000);
    queue("B", 0, 1);

    pump.connect("B", wire);
    time.forMillis(10);

    assertThat(wire.contacts).containsExactly("C0");
  }

  @Test
  void keepsTheWaitsOfBeforeAStartAsLongAsTheLongestBackoff() {
    Wire wire = new Wire();
    SessionKey key = SessionKey.of(new ChannelContext(Channel.SMS, "467", "C1", "A", null, null));
    Outgoing message =
        new Outgoing("m1", new Address("A", Channel.SMS, "C1", null), new TextMessage("x"), null);
    store.save(turn(session(key, 1, "seen", "yes"))
        .sends(new OutboxRow(message, key, 1, 0, START, 3, START.plusSeconds(200)))
        .commit());

    pump.connect("A", wire);
    time.forMillis(199_999);
    assertThat(wire.sent).isEmpty();
    time.forMillis(1);

    assertThat(wire.sent).containsExactly(START.plusSeconds(200));
  }

  @Test
  void givesUpWhatIsTooOldAndSendsWhatStandsBehindIt() {
    Wire wire = new Wire();
    queueFor("A", "C1", 1, "old");
    time.set(START.plus(Duration.ofHours(25)));

    pump.connect("A", wire);
    time.forMillis(10);

    assertThat(wire.sent).isEmpty();
    assertThat(DeadLetters.messages(store))
        .extracting(letter -> letter.reason())
        .containsExactly("it was older than 24 h");
  }

  @Test
  void hasTwoHundredMessagesUnderWayAtMostAndReadsMoreWhenAQuarterIsAnswered() {
    List<CompletableFuture<SendOutcome>> open = new ArrayList<>();
    Wire wire = new Wire();
    wire.answer = message -> {
      CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
      open.add(answer);
      return answer;
    };
    queue("A", 0, 260);

    pump.connect("A", wire);
    time.forMillis(10);
    assertThat(wire.sent).hasSize(200);

    open.subList(0, 49).forEach(one -> one.complete(new SendOutcome.Sent("s")));
    time.forMillis(10);
    assertThat(wire.sent).hasSize(200);

    open.get(49).complete(new SendOutcome.Sent("s"));
    time.forMillis(10);
    assertThat(wire.sent).hasSize(250);
  }

  @Test
  void makesTheTryOfAnOpenBreakerLaterIfTheStoreRefusedToMarkIt() {
    Wire wire = new Wire();
    wire.answer = message -> CompletableFuture.completedFuture(new SendOutcome.Retry("down", null));
    queue("A", 0, Breaker.FAILURES);
    pump.connect("A", wire);
    time.forMillis(10);
    assertThat(wire.sent).hasSize(Breaker.FAILURES);
    wire.answer = message -> CompletableFuture.completedFuture(new SendOutcome.Sent("s"));
    refusals = 1;

    time.forMillis(60_000);

    assertThat(refusals).isZero();
    assertThat(wire.sent).hasSize(2 * Breaker.FAILURES);
    assertThat(store.nextRow()).isEmpty();
  }
}
