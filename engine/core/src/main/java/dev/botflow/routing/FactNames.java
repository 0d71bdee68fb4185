package dev.botflow.routing;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.text.Paths;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names facts go by in texts, conditions and tables: the five of the platform our users come from, their short
 * aliases, and the engine's own.
 */
public final class FactNames {
  /** Before the platform's five names. */
  public static final String PLATFORM = "internal.sinchConversationAPI.";

  private static final List<String> RESERVED =
      List.of("session", "contact", "internal", "delivery", "event");

  private FactNames() {}

  /** True for a name whose first part belongs to the engine: it is no run variable. */
  public static boolean reserved(String name) {
    int dot = name.indexOf('.');
    return RESERVED.contains(dot < 0 ? name : name.substring(0, dot));
  }

  static @Nullable Object value(Facts facts, String name) {
    if (name.indexOf('.') < 0) {
      return own(facts, name);
    }
    if (name.startsWith(PLATFORM)) {
      return platform(facts.context(), name.substring(PLATFORM.length()));
    }
    if (name.startsWith("contact.")) {
      return contact(facts, name.substring("contact.".length()));
    }
    if (name.startsWith("session.")) {
      return Paths.get(facts.session().variables(), name.substring("session.".length()));
    }
    if (name.startsWith("event.")) {
      return facts.eventValue(name.substring("event.".length()));
    }
    if (name.startsWith("delivery.")) {
      return facts.deliveryValue(name.substring("delivery.".length()));
    }
    return null;
  }

  private static @Nullable Object platform(ChannelContext context, String name) {
    switch (name) {
      case "channelIdentifier":
        Channel channel = context.channelIdentifier();
        return channel == null ? null : channel.name();
      case "channelIdentity":
        return context.channelIdentity();
      case "contactId":
        return context.contactId();
      case "appId":
        return context.appId();
      case "conversationId":
        return context.conversationId();
      default:
        return null;
    }
  }

  private static @Nullable Object contact(Facts facts, String name) {
    return "opted_out".equals(name) ? (Object) facts.optedOut() : facts.contactValue(name);
  }

  private static @Nullable Object own(Facts facts, String name) {
    switch (name) {
      case "channel":
        return platform(facts.context(), "channelIdentifier");
      case "identity":
        return facts.context().channelIdentity();
      case "contact_id":
        return facts.context().contactId();
      case "app_id":
        return facts.context().appId();
      case "conversation_id":
        return facts.context().conversationId();
      case "project_id":
        return facts.context().projectId();
      case "happened":
        return facts.kind().name();
      case "text":
        return facts.says();
      case "postback":
        return facts.event().postbackData();
      case "new":
        return facts.isNew();
      case "returning":
        return facts.returning();
      case "misses":
        return BigDecimal.valueOf(facts.misses());
      case "last_flow":
        return facts.lastFlow();
      case "language":
        return facts.language();
      case "tags":
        return facts.contactValue("tags");
      case "agent_active":
        return facts.agentActive();
      case "question_open":
        return facts.questionOpen();
      case "intent":
        return facts.event() instanceof ConversationAnalysed analysed ? analysed.intent() : null;
      case "shows_buttons":
        return facts.showsButtons();
      default:
        return null;
    }
  }
}
