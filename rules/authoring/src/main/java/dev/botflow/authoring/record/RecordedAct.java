package dev.botflow.authoring.record;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.scenario.Conversation;
import dev.botflow.session.Button;
import dev.botflow.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a contact did, as a turn of a scenario writes it.
 *
 * @param key {@code user}, {@code tap}, {@code event} or {@code receives}
 * @param value the text, the choice, the event's name or the path of its file
 * @param with what comes with an event, without ids, places and pictures of the real contact
 */
public record RecordedAct(String key, String value, Map<String, Object> with) {

  /** True for what a turn of a scenario can say. */
  public static boolean canBeWritten(InboundEvent event) {
    return event.text() != null
        || event.postbackData() != null
        || event instanceof HostEvent
        || Conversation.eventsByName().contains(event.kind());
  }

  /**
   * The act of an event.
   *
   * @param before the session it came to, which knows the buttons
   * @throws BotFlowException if a button was tapped that the bot did not offer in this play
   */
  static RecordedAct of(InboundEvent event, Session before) {
    String postback = event.postbackData();
    if (postback != null) {
      Optional<Button> button = before.buttons().stream()
          .filter(one -> one.postback().equals(postback))
          .reduce((older, newer) -> newer);
      return new RecordedAct(
          "tap", button.orElseThrow(RecordedAct::foreign).choice(), new LinkedHashMap<>());
    }
    if (event.text() != null) {
      return new RecordedAct("user", event.text(), new LinkedHashMap<>());
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    with(event, all);
    Map<String, Object> with = new LinkedHashMap<>();
    all.forEach((name, value) -> {
      if (value != null) {
        with.put(name, value);
      }
    });
    return new RecordedAct("event", event.kind().name(), with);
  }

  /** The act of an event that is named by its file. */
  static RecordedAct received(String file) {
    return new RecordedAct("receives", file, new LinkedHashMap<>());
  }

  boolean isReceived() {
    return key.equals("receives");
  }

  /** True for what the contact wrote or tapped, which may hold something of a real person. */
  boolean isOfPerson() {
    return key.equals("user") || key.equals("tap");
  }

  private static BotFlowException foreign() {
    return new BotFlowException(
        "expected a tap on a button that the bot showed before, but its postback belongs to none: production has a key"
            + " of its own for them. --traces finds the taps of a conversation by what they led to");
  }

  private static void with(InboundEvent event, Map<String, @Nullable Object> with) {
    if (event instanceof DeliveryReport report) {
      reason(report.reason(), with);
    } else if (event instanceof OptInChanged change) {
      with.put("error", change.error());
    } else if (event instanceof ContactChanged changed) {
      with.put("name", changed.contact().displayName());
      with.put("email", changed.contact().email());
      with.put("external_id", changed.contact().externalId());
      with.put("language", changed.contact().language());
    } else if (event instanceof CapabilityReported capability) {
      with.put("status", capability.status());
    } else if (event instanceof ConversationAnalysed analysed) {
      with.put("intent", analysed.intent());
      with.put("sentiment", analysed.sentiment());
    } else if (event instanceof HostEvent host) {
      with.putAll(host.values());
    } else if (event instanceof MessageReceived message) {
      content(message.content(), with);
    } else if (event instanceof SignalReceived received) {
      signal(received.signal(), with);
    }
  }

  private static void reason(@Nullable Reason reason, Map<String, @Nullable Object> with) {
    if (reason != null) {
      with.put("reason", reason.code());
      with.put("sub_code", reason.subCode());
      with.put("channel_code", reason.channelCode());
    }
  }

  private static void content(Content content, Map<String, @Nullable Object> with) {
    if (content instanceof Content.Media media) {
      with.put("caption", media.caption());
    } else if (content instanceof Content.FormReply form) {
      with.put("form", form.name());
    }
  }

  private static void signal(Signal signal, Map<String, @Nullable Object> with) {
    if (signal instanceof Signal.Reaction reaction) {
      with.put("emoji", reaction.emoji());
      with.put("action", reaction.action());
    } else if (signal instanceof Signal.Comment comment) {
      with.put("text", comment.text());
      with.put("comment_type", comment.commentType());
    } else if (signal instanceof Signal.PaymentStatus payment) {
      with.put("reference_id", payment.referenceId());
      with.put("payment_status", payment.status());
      with.put("transaction_status", payment.transactionStatus());
    } else if (signal instanceof Signal.Shortlink link) {
      with.put("payload", link.payload());
      with.put("ref", link.ref());
      with.put("source", link.source());
    } else if (signal instanceof Signal.Generic generic) {
      with.putAll(generic.payload());
    }
  }
}
