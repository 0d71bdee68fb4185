package dev.botflow.samples.leafshop;

import dev.botflow.BotFlow;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.runtime.ActionRequest;
import dev.botflow.turn.Turn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The shop's own system, and its people: orders that are found soon, late or never, and agents who leave as soon as their
 * contact has written to them. Both take a moment, so that calls are under way when a kill comes. An agent whose leaving a
 * kill took with it leaves when the contact writes again.
 */
final class BackOffice {
  /** Is found late. */
  static final String LATE = "LC-000007";

  /** Is looked for until the step's own time is over. */
  static final String ENDLESS = "LC-999999";

  /** The shop's system fails at what is none of its orders. */
  private static final String ORDER = "LC-";

  private static final String PLANT = "fern";

  private final OrderBook book = new OrderBook(LocalDate.now(Clock.systemUTC()));
  private volatile @Nullable BotFlow botFlow;

  /** Where agents report that they leave. */
  void open(BotFlow engine) {
    botFlow = engine;
  }

  /** The action {@code shop.findOrder}. */
  CompletionStage<Map<String, Object>> find(ActionRequest request) {
    String number = String.valueOf(request.text("number"));
    if (number.equals(ENDLESS)) {
      return new CompletableFuture<>();
    }
    return CompletableFuture.supplyAsync(() -> request, after(number.equals(LATE) ? 60 : 15))
        .thenCompose(this::look);
  }

  private CompletionStage<Map<String, Object>> look(ActionRequest request) {
    String number = String.valueOf(request.text("number"));
    return number.startsWith(ORDER) || number.equals(PLANT)
        ? book.find(request)
        : CompletableFuture.failedFuture(new IllegalStateException("the shop's system failed"));
  }

  /** The desk: somebody always comes, and has the request for a ticket. */
  CompletionStage<?> handover(ActionRequest request) {
    return CompletableFuture.supplyAsync(() -> request, after(15));
  }

  /** An agent who got a message answers it by other means, and leaves. */
  void turned(InboundEvent event, Turn turn) {
    BotFlow engine = botFlow;
    boolean read = event instanceof MessageReceived && turn.commit().session().agentActive();
    if (engine != null && read && turn.flow() == null) {
      after(5).execute(() -> engine.agentLeft(event.context()));
    }
  }

  private static Executor after(int millis) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
  }
}
