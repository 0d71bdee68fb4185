package dev.botflow.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.BatchStatusChanged;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.EventHeader;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.Reason;
import dev.botflow.event.RecordStored;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.text.Paths;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code {event.…}} says for the members that only some events have. */
class EventValuesTest {
  private static final EventHeader HEADER = new EventHeader(
      "T",
      new ChannelContext(Channel.RCS, "467", "C1", "APP", "CV1", "P1"),
      Instant.parse("2026-01-05T09:00:00Z"),
      "key",
      "theirs",
      "corr",
      "CONVERSATION",
      Map.of("rcs", Map.of("operator", "20820")));

  private static Object value(InboundEvent event, String name) {
    return Paths.get(EventValues.event(event), name);
  }

  private static InboundEvent message(Content content) {
    return new MessageReceived(HEADER, "M1", content, null, "sender", "echo", false);
  }

  private static InboundEvent signal(Signal signal) {
    return new SignalReceived(HEADER, "E1", signal);
  }

  @Test
  void tellsTheEnvelopesMetadata() {
    InboundEvent event = message(new Content.Text("hi"));

    assertThat(value(event, "channel_metadata.rcs.operator")).isEqualTo("20820");
    assertThat(value(event, "message_metadata")).isEqualTo("theirs");
    assertThat(value(event, "metadata")).isEqualTo("echo");
  }

  @Test
  void tellsTheMessageThatSomebodySubmitted() {
    InboundEvent event = new MessageSubmitted(
        HEADER, "M1", "meta", Map.of("text_message", Map.of("text", "from the desk")));

    assertThat(value(event, "submitted_message.text_message.text")).isEqualTo("from the desk");
    assertThat(value(event, "metadata")).isEqualTo("meta");
    assertThat(event.toString()).doesNotContain("desk");
  }

  @Test
  void tellsABatchsMetadata() {
    InboundEvent event = new BatchStatusChanged(
        HEADER,
        "B1",
        "BATCH_STATUS_PROCESSED",
        "BATCH_TYPE_MESSAGES",
        Instant.parse("2026-01-05T08:00:00Z"),
        Map.of("campaign", "autumn"));

    assertThat(value(event, "batch_metadata.campaign")).isEqualTo("autumn");
    assertThat(value(event, "batch_id")).isEqualTo("B1");
    assertThat(value(event, "batch_type")).isEqualTo("BATCH_TYPE_MESSAGES");
    assertThat(value(event, "send_after")).isEqualTo("2026-01-05T08:00:00Z");
  }

  @Test
  void tellsWhatWasOrdered() {
    InboundEvent event = message(new Content.ProductResponse(
        List.of(new Content.Product("p", "shop", 2, 9.5, "EUR")), "Order", "c"));

    assertThat(value(event, "products"))
        .isEqualTo(List.of(Map.of(
            "id", "p",
            "marketplace", "shop",
            "quantity", BigDecimal.valueOf(2),
            "item_price", new BigDecimal("9.5"),
            "currency", "EUR")));
    assertThat(value(event, "catalog_id")).isEqualTo("c");
  }

  @Test
  void tellsWhatSignalsHold() {
    InboundEvent comment = signal(new Signal.Comment("c1", "nice", "FEED", "post-7", "ann"));
    InboundEvent link = signal(new Signal.Shortlink("p", "t", "ref", "s", "OPEN_THREAD", true));
    InboundEvent payment = signal(new Signal.PaymentStatus("r", "NEW", "SUCCESS", "tx"));

    assertThat(value(comment, "commented_on")).isEqualTo("post-7");
    assertThat(value(comment, "user")).isEqualTo("ann");
    assertThat(value(link, "existing_thread")).isEqualTo(true);
    assertThat(value(link, "link_type")).isEqualTo("OPEN_THREAD");
    assertThat(value(payment, "transaction_id")).isEqualTo("tx");
  }

  @Test
  void tellsWhySomethingWasNotDone() {
    InboundEvent event = new RecordStored(
        HEADER, "M1", "RECORD_STATUS_UNSPECIFIED", new Reason("INTERNAL_ERROR", "d", null, null));

    assertThat(value(event, "reason")).isEqualTo("INTERNAL_ERROR");
    assertThat(value(event, "description")).isEqualTo("d");
  }
}
