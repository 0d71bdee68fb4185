package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.botflow.BotFlow;
import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditEntry;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.message.SendOutcome;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.DeadLetterFilter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with a running engine is told, with who and why, and nothing of whom it is about. */
class OperatorTest {
  private static final String ECHO = """
      flow: f
      steps:
      - { id: a, say: "{text}" }
      """;
  private static final Actor ANN = new Actor("ann", "page");
  private static final String CANARY = "canary4670";

  private final List<AuditEntry> told = new CopyOnWriteArrayList<>();
  private volatile boolean broken;
  private final Audit audit = entry -> {
    if (broken) {
      throw new BotFlowException("the audit's disk is full");
    }
    told.add(entry);
  };
  private BotFlow engine = Wire.engine(ECHO).audit(audit).build();

  @BeforeEach
  void giveUpThreeMessages() {
    engine.connect("APP", new Wire(message -> new SendOutcome.Rejected("400")));
    for (int i = 1; i <= 3; i++) {
      Wire.give(engine, "e" + i, CANARY + i, "text of " + CANARY);
    }
    await().until(() -> engine.deadLetters(0, 9).size() == 3);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static ChannelContext contact(int number) {
    return new ChannelContext(null, null, CANARY + number, "APP", null, null);
  }

  private List<String> lines() {
    return told.stream()
        .map(entry -> entry.actor().name() + " by " + entry.actor().through() + ": "
            + entry.act().word() + " " + entry.what() + ", " + entry.reason())
        .toList();
  }

  @Test
  void tellsWhoDidWhatAndWhyAndNothingOfTheContact() {
    assertThat(engine.as(ANN, "they asked").export(contact(1))).contains(CANARY);
    assertThat(engine.as(ANN, "they asked").erase(contact(1)).join().total()).isPositive();
    String id = engine.deadLetters(0, 9).get(0).id();
    assertThat(engine.as(ANN, "was wrong").drop(id)).isTrue();
    DeadLetterFilter filter = DeadLetterFilter.all()
        .inApp("APP")
        .on(Channel.SMS)
        .ofKinds(Set.of(DeadLetter.Kind.MESSAGE))
        .because(CANARY);
    assertThat(engine.as(ANN, "").replay(filter)).isZero();
    assertThat(engine.as(ANN, "all").drop(DeadLetterFilter.all())).isEqualTo(1);

    assertThat(lines())
        .containsExactly(
            "ann by page: exported a contact of app APP, they asked",
            "ann by page: erased a contact of app APP, they asked",
            "ann by page: dropped 1 given up, id " + id + ", was wrong",
            "ann by page: replayed 0 given up, app APP, SMS, message, of some reason, ",
            "ann by page: dropped 1 given up, all");
    assertThat(told.toString()).doesNotContain(CANARY);
  }

  @Test
  void whatTheHostsCodeDoesWithoutAPersonIsToldAsItsOwn() {
    assertThat(engine.replay(DeadLetterFilter.all())).isEqualTo(3);
    engine.erase(contact(2)).join();

    assertThat(lines())
        .containsExactly(
            " by code: replayed 3 given up, ", " by code: erased a contact of app APP, ");
  }

  @Test
  void whatTheAuditCannotKeepIsNotDone() {
    broken = true;
    String id = engine.deadLetters(0, 9).get(0).id();

    for (Runnable deed : List.<Runnable>of(
        () -> engine.as(ANN, "").export(contact(1)),
        () -> engine.as(ANN, "").erase(contact(1)),
        () -> engine.as(ANN, "").drop(id),
        () -> engine.as(ANN, "").replay(id),
        () -> engine.drop(DeadLetterFilter.all()))) {
      assertThatThrownBy(deed::run)
          .isInstanceOf(BotFlowException.class)
          .hasMessage("the audit's disk is full");
    }

    assertThat(engine.deadLetters(0, 9)).hasSize(3);
    assertThat(engine.contacts().find(contact(1))).isNotEmpty();
  }

  @Test
  void whatFailsIsToldAsFailed() {
    engine.close();

    assertThat(engine.as(ANN, "").erase(contact(1))).isCompletedExceptionally();

    assertThat(told).extracting(AuditEntry::failed).containsExactly(false, true);
  }
}
