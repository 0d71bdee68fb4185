package dev.botflow.samples.leafshop;

import dev.botflow.error.BotFlowException;
import dev.botflow.runtime.ActionRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The shop's orders, as the action {@code shop.findOrder} sees them: LC-004217 is lost, every other one travels. */
final class OrderBook {
  private static final String LOST = "LC-004217";

  private final LocalDate today;

  OrderBook(LocalDate today) {
    this.today = today;
  }

  /**
   * Looks up the order {@code number}. A real shop would ask its database or another service here, and hand back a stage
   * that completes later.
   */
  CompletionStage<Map<String, Object>> find(ActionRequest request) {
    String number = request.text("number");
    if (number == null) {
      return CompletableFuture.failedFuture(
          new BotFlowException("shop.findOrder: expected the argument number, but was missing"));
    }
    Map<String, Object> parcel = new LinkedHashMap<>();
    if (number.equals(LOST)) {
      parcel.put("status", "lost");
    } else {
      parcel.put("status", "travelling");
      parcel.put("eta", today.plusDays(2).toString());
    }
    return CompletableFuture.completedFuture(parcel);
  }
}
