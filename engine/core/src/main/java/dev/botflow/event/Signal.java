package dev.botflow.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a contact does besides sending messages. Source: the Conversation API documentation. */
public sealed interface Signal {

  EventKind kind();

  /** Sinch's key, such as {@code composing_event}; null if there was none. */
  @Nullable
  String type();

  /** The contact is writing, or stopped to. */
  record Typing(boolean started) implements Signal {
    @Override
    public EventKind kind() {
      return started ? EventKind.TYPING : EventKind.TYPING_ENDED;
    }

    @Override
    public String type() {
      return started ? "composing_event" : "composing_end_event";
    }
  }

  /** The contact deleted the conversation on the phone. */
  record ConversationDeleted() implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.CONVERSATION_DELETED;
    }

    @Override
    public String type() {
      return "conversation_deleted_event";
    }
  }

  /** A comment under a post. {@code commentType} is FEED or LIVE. */
  record Comment(
      @Nullable String id,
      @Nullable String text,
      @Nullable String commentType,
      @Nullable String commentedOn,
      @Nullable String user)
      implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.COMMENT;
    }

    @Override
    public String type() {
      return "comment_event";
    }
  }

  /** An event of the channel's own making. Values are text, numbers, true or false, lists and maps. */
  record Generic(Map<String, Object> payload) implements Signal {
    public Generic {
      payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    @Override
    public EventKind kind() {
      return EventKind.GENERIC;
    }

    @Override
    public String type() {
      return "generic_event";
    }
  }

  /** A payment moved on. */
  record PaymentStatus(
      @Nullable String referenceId,
      @Nullable String status,
      @Nullable String transactionStatus,
      @Nullable String transactionId)
      implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.PAYMENT_STATUS;
    }

    @Override
    public String type() {
      return "payment_status_update_event";
    }
  }

  /** The contact came by a short link or an advertisement. */
  record Shortlink(
      @Nullable String payload,
      @Nullable String title,
      @Nullable String ref,
      @Nullable String source,
      @Nullable String linkType,
      boolean existingThread)
      implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.SHORTLINK;
    }

    @Override
    public String type() {
      return "shortlink_activated_event";
    }
  }

  /** The contact put an emoji to a message, or took it away. */
  record Reaction(
      @Nullable String emoji,
      @Nullable String action,
      @Nullable String messageId,
      @Nullable String category)
      implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.REACTION;
    }

    @Override
    public String type() {
      return "reaction_event";
    }
  }

  /** A signal this version does not know, by its key. */
  record Unknown(@Nullable String type) implements Signal {
    @Override
    public EventKind kind() {
      return EventKind.GENERIC;
    }
  }
}
