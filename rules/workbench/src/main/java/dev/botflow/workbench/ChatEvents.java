package dev.botflow.workbench;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.EventKind;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can happen in a chat besides messages, by the words of the routing table's column What happened; {@code _} and
 * {@code -} stand for a blank. Any other word is an event of the host.
 */
final class ChatEvents {
  private final ChatContact contact;

  ChatEvents(ChatContact contact) {
    this.contact = contact;
  }

  /**
   * The event of a name.
   *
   * @param text the name; for deliveries that failed a reason may follow it, for a reaction an emoji
   * @param lastSent the id of our message sent last; null if there is none
   * @throws BotFlowException if it cannot be made up here
   */
  InboundEvent named(String text, @Nullable String lastSent, Instant at) {
    String word = text.strip();
    int blank = word.indexOf(' ');
    String first = blank < 0 ? word : word.substring(0, blank);
    String rest = blank < 0 ? "" : word.substring(blank + 1).strip();
    switch (first.toLowerCase(Locale.ROOT).replace('-', '_')) {
      case "opt_in", "opt_in_succeeded":
        return opting(true, "SUCCEEDED", at);
      case "opt_in_failed":
        return opting(true, "FAILED", at);
      case "opt_out", "opt_out_succeeded":
        return opting(false, "SUCCEEDED", at);
      case "opt_out_failed":
        return opting(false, "FAILED", at);
      case "agent_joined":
        return new AgentJoined(contact.header("AGENT_JOINED", at));
      case "agent_left":
        return new AgentLeft(contact.header("AGENT_LEFT", at));
      case "typing":
        return signal(new Signal.Typing(true), at);
      case "typing_ended":
        return signal(new Signal.Typing(false), at);
      case "reaction":
        return signal(
            new Signal.Reaction(
                rest.isEmpty() ? "\uD83D\uDC4D" : rest, "REACTION_ACTION_REACT", lastSent, null),
            at);
      case "conversation_started":
        return conversation(ConversationChanged.Change.STARTED, "CONVERSATION_START", at);
      case "conversation_stopped":
        return conversation(ConversationChanged.Change.STOPPED, "CONVERSATION_STOP", at);
      case "conversation_deleted":
        return conversation(ConversationChanged.Change.DELETED, "CONVERSATION_DELETE", at);
      case "delivered", "read", "delivery_failed", "switching_channel":
        return delivery(first.toUpperCase(Locale.ROOT).replace('-', '_'), rest, lastSent, at);
      default:
        return host(word, at);
    }
  }

  private InboundEvent opting(boolean in, String how, Instant at) {
    String name = in ? "OPT_IN" : "OPT_OUT";
    EventHeader header = contact.header(name, at);
    return new OptInChanged(header, in, header.dedupeKey(), name + "_" + how, null);
  }

  private InboundEvent signal(Signal signal, Instant at) {
    EventHeader header = contact.header("EVENT_INBOUND", at);
    return new SignalReceived(header, header.dedupeKey(), signal);
  }

  private InboundEvent conversation(ConversationChanged.Change change, String trigger, Instant at) {
    return new ConversationChanged(contact.header(trigger, at), change);
  }

  private InboundEvent delivery(String word, String reason, @Nullable String lastSent, Instant at) {
    if (lastSent == null) {
      throw new BotFlowException(
          "/event: expected a message of the bot to report on, but it sent none yet");
    }
    String status = word.equals("DELIVERY_FAILED") ? "FAILED" : word;
    boolean failed = status.equals("FAILED") || status.equals("SWITCHING_CHANNEL");
    String code = reason.isEmpty() ? "RECIPIENT_NOT_REACHABLE" : reason.toUpperCase(Locale.ROOT);
    return new DeliveryReport(
        contact.header("MESSAGE_DELIVERY", at),
        lastSent,
        status,
        failed ? new Reason(code, null, "UNSPECIFIED_SUB_CODE", null) : null,
        lastSent);
  }

  private InboundEvent host(String name, Instant at) {
    if (name.isEmpty()) {
      throw new BotFlowException(
          "/event: expected a name such as opt_out or agent_left, but was nothing");
    }
    String spoken = name.replace('_', ' ');
    if (EventKind.named(spoken).isPresent()) {
      throw new BotFlowException("/event: expected "
          + String.join(
              ", ",
              List.of("opt_in", "opt_out", "agent_joined", "agent_left", "typing", "reaction"))
          + ", conversation_started, delivered, read, delivery_failed or an event of the host, but was \""
          + name
          + "\"");
    }
    return new HostEvent(contact.header("HOST_EVENT", at), name, new LinkedHashMap<>());
  }
}
