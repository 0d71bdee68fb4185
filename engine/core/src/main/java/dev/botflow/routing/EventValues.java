package dev.botflow.routing;

import dev.botflow.event.BatchStatusChanged;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.ChannelEventReported;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventDeliveryReport;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.RecordStored;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.session.SentMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event holds by name: {@code event.*} and {@code delivery.*} of conditions and texts. */
final class EventValues {
  private EventValues() {}

  /** Members of {@code event.}: kind, text, postback, status, message_id, and what the event's kind adds. */
  static Map<String, Object> event(InboundEvent event) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "kind", event.kind().name());
    put(values, "text", event.text());
    put(values, "postback", event.postbackData());
    put(values, "status", event.status());
    put(values, "message_id", event.messageId());
    put(values, "at", event.at().toString());
    put(values, "correlation_id", event.header().correlationId());
    put(values, "message_metadata", event.header().messageMetadata());
    if (!event.header().channelMetadata().isEmpty()) {
      values.put("channel_metadata", event.header().channelMetadata());
    }
    if (event instanceof MessageReceived message) {
      put(values, "reply_to", message.replyTo());
      put(values, "sender_id", message.senderId());
      put(values, "metadata", message.metadata());
      if (message.content() instanceof Content.FormReply form) {
        put(values, "form", form.name());
        put(values, "response", form.responseJson());
      }
      if (message.content() instanceof Content.ProductResponse order) {
        products(values, order);
      }
      Map<String, Object> value = OpenQuestion.value(event);
      if (value != null) {
        put(values, message.content() instanceof Content.Media ? "media" : "location", value);
      }
    } else if (event instanceof SignalReceived signal) {
      signal(values, signal.signal());
    } else if (event instanceof HostEvent host) {
      values.putAll(host.values());
    } else if (event instanceof ChannelEventReported channel) {
      put(values, "type", channel.type());
      values.putAll(channel.data());
    } else if (event instanceof ConversationAnalysed analysed) {
      put(values, "intent", analysed.intent());
      put(values, "sentiment", analysed.sentiment());
    } else if (event instanceof CapabilityReported capability) {
      values.put("capabilities", capability.capabilities());
      reason(values, capability.reason());
    } else if (event instanceof EventDeliveryReport report) {
      put(values, "metadata", report.metadata());
      reason(values, report.reason());
    } else if (event instanceof RecordStored stored) {
      reason(values, stored.reason());
    } else if (event instanceof MessageSubmitted submitted) {
      put(values, "metadata", submitted.metadata());
      values.put("submitted_message", submitted.message());
    } else if (event instanceof BatchStatusChanged batch) {
      put(values, "batch_id", batch.batchId());
      put(values, "batch_type", batch.type());
      put(
          values,
          "send_after",
          batch.sendAfter() == null ? null : batch.sendAfter().toString());
      values.put("batch_metadata", batch.metadata());
    } else if (event instanceof OptInChanged optIn) {
      put(values, "error", optIn.error());
    }
    return values;
  }

  private static void reason(Map<String, Object> values, @Nullable Reason reason) {
    if (reason != null) {
      put(values, "reason", reason.code());
      put(values, "description", reason.description());
    }
  }

  private static void products(Map<String, Object> values, Content.ProductResponse order) {
    List<Object> products = new ArrayList<>();
    for (Content.Product product : order.products()) {
      Map<String, Object> one = new LinkedHashMap<>();
      put(one, "id", product.id());
      put(one, "marketplace", product.marketplace());
      put(
          one,
          "quantity",
          product.quantity() == null ? null : BigDecimal.valueOf(product.quantity()));
      put(
          one,
          "item_price",
          product.itemPrice() == null ? null : BigDecimal.valueOf(product.itemPrice()));
      put(one, "currency", product.currency());
      products.add(one);
    }
    values.put("products", products);
    put(values, "title", order.title());
    put(values, "catalog_id", order.catalogId());
  }

  private static void signal(Map<String, Object> values, Signal signal) {
    if (signal instanceof Signal.Reaction reaction) {
      put(values, "emoji", reaction.emoji());
      put(values, "action", reaction.action());
      put(values, "message_id", reaction.messageId());
      put(values, "category", reaction.category());
    } else if (signal instanceof Signal.Comment comment) {
      put(values, "text", comment.text());
      put(values, "comment_id", comment.id());
      put(values, "comment_type", comment.commentType());
      put(values, "commented_on", comment.commentedOn());
      put(values, "user", comment.user());
    } else if (signal instanceof Signal.Generic generic) {
      values.putAll(generic.payload());
    } else if (signal instanceof Signal.PaymentStatus payment) {
      put(values, "reference_id", payment.referenceId());
      put(values, "payment_status", payment.status());
      put(values, "transaction_status", payment.transactionStatus());
      put(values, "transaction_id", payment.transactionId());
    } else if (signal instanceof Signal.Shortlink link) {
      put(values, "payload", link.payload());
      put(values, "ref", link.ref());
      put(values, "source", link.source());
      put(values, "title", link.title());
      put(values, "link_type", link.linkType());
      values.put("existing_thread", link.existingThread());
    }
  }

  /** Members of {@code delivery.}: status, reason, sub_code, channel_code, description, and our flow and step. */
  static Map<String, Object> delivery(DeliveryReport report, @Nullable SentMessage sent) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "status", report.status());
    put(values, "message_id", report.messageId());
    Reason reason = report.reason();
    if (reason != null) {
      put(values, "reason", reason.code());
      put(values, "sub_code", reason.subCode());
      put(values, "channel_code", reason.channelCode());
      put(values, "description", reason.description());
    }
    if (sent != null && sent.ofFlow()) {
      put(values, "flow", sent.flow());
      put(values, "step", sent.step());
    }
    return values;
  }

  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
