package dev.botflow.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What happened, in the words of the routing table's column of that name. The set is open, since hosts name events of
 * their own.
 *
 * @param name the word, in lower case, such as {@code text} or {@code delivery failed}
 */
public record EventKind(String name) {
  public static final EventKind TEXT = new EventKind("text");
  public static final EventKind BUTTON = new EventKind("button");
  public static final EventKind MEDIA = new EventKind("media");
  public static final EventKind LOCATION = new EventKind("location");
  public static final EventKind OTHER = new EventKind("other");
  public static final EventKind TYPING = new EventKind("typing");
  public static final EventKind TYPING_ENDED = new EventKind("typing ended");
  public static final EventKind REACTION = new EventKind("reaction");
  public static final EventKind COMMENT = new EventKind("comment");
  public static final EventKind PAYMENT_STATUS = new EventKind("payment status");
  public static final EventKind SHORTLINK = new EventKind("shortlink");
  public static final EventKind GENERIC = new EventKind("generic event");
  public static final EventKind QUEUED = new EventKind("queued");
  public static final EventKind DELIVERED = new EventKind("delivered");
  public static final EventKind READ = new EventKind("read");
  public static final EventKind DELIVERY_FAILED = new EventKind("delivery failed");
  public static final EventKind SWITCHING_CHANNEL = new EventKind("switching channel");
  public static final EventKind OPT_IN_SUCCEEDED = new EventKind("opt-in succeeded");
  public static final EventKind OPT_IN_FAILED = new EventKind("opt-in failed");
  public static final EventKind OPT_OUT_SUCCEEDED = new EventKind("opt-out succeeded");
  public static final EventKind OPT_OUT_FAILED = new EventKind("opt-out failed");
  public static final EventKind CONVERSATION_STARTED = new EventKind("conversation started");
  public static final EventKind CONVERSATION_STOPPED = new EventKind("conversation stopped");
  public static final EventKind CONVERSATION_DELETED = new EventKind("conversation deleted");
  public static final EventKind CONTACT_CREATED = new EventKind("contact created");
  public static final EventKind CONTACT_UPDATED = new EventKind("contact updated");
  public static final EventKind CONTACT_DELETED = new EventKind("contact deleted");
  public static final EventKind CONTACT_MERGED = new EventKind("contact merged");
  public static final EventKind IDENTITIES_DUPLICATED = new EventKind("identities duplicated");
  public static final EventKind CAPABILITY_RESULT = new EventKind("capability result");
  public static final EventKind CHANNEL_EVENT = new EventKind("channel event");
  public static final EventKind MESSAGE_SUBMITTED = new EventKind("message submitted");
  public static final EventKind MESSAGE_REDACTED = new EventKind("message redacted");
  public static final EventKind EVENT_DELIVERY = new EventKind("event delivery");
  public static final EventKind RECORD_STORED = new EventKind("record stored");
  public static final EventKind SMART_CONVERSATION = new EventKind("smart conversation");
  public static final EventKind BATCH_STATUS = new EventKind("batch status");
  public static final EventKind UNSUPPORTED = new EventKind("unsupported");
  public static final EventKind AGENT_JOINED = new EventKind("agent joined");
  public static final EventKind AGENT_LEFT = new EventKind("agent left");
  public static final EventKind TIMER = new EventKind("timer");
  public static final EventKind ACTION_RESULT = new EventKind("action result");
  public static final EventKind UNKNOWN = new EventKind("unknown");

  private static final List<EventKind> MESSAGES = List.of(TEXT, BUTTON, MEDIA, LOCATION, OTHER);

  private static final List<EventKind> KNOWN = List.of(
      TEXT,
      BUTTON,
      MEDIA,
      LOCATION,
      OTHER,
      TYPING,
      TYPING_ENDED,
      REACTION,
      COMMENT,
      PAYMENT_STATUS,
      SHORTLINK,
      GENERIC,
      QUEUED,
      DELIVERED,
      READ,
      DELIVERY_FAILED,
      SWITCHING_CHANNEL,
      OPT_IN_SUCCEEDED,
      OPT_IN_FAILED,
      OPT_OUT_SUCCEEDED,
      OPT_OUT_FAILED,
      CONVERSATION_STARTED,
      CONVERSATION_STOPPED,
      CONVERSATION_DELETED,
      CONTACT_CREATED,
      CONTACT_UPDATED,
      CONTACT_DELETED,
      CONTACT_MERGED,
      IDENTITIES_DUPLICATED,
      CAPABILITY_RESULT,
      CHANNEL_EVENT,
      MESSAGE_SUBMITTED,
      MESSAGE_REDACTED,
      EVENT_DELIVERY,
      RECORD_STORED,
      SMART_CONVERSATION,
      BATCH_STATUS,
      UNSUPPORTED,
      AGENT_JOINED,
      AGENT_LEFT,
      TIMER,
      ACTION_RESULT,
      UNKNOWN);

  private static final Map<String, EventKind> BY_NAME = byName();

  public EventKind {
    name = name.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "what happened: expected a word such as text, but was blank");
    }
  }

  /** True for what a contact sends on purpose, and a question may take as its answer. */
  public boolean isMessage() {
    return MESSAGES.contains(this);
  }

  /** The kinds the word {@code message} stands for. */
  public static List<EventKind> messages() {
    return MESSAGES;
  }

  /** The kinds the engine itself knows. */
  public static List<EventKind> known() {
    return KNOWN;
  }

  /** The known kind of this name, in any letter case. */
  public static Optional<EventKind> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.strip().toLowerCase(Locale.ROOT)));
  }

  private static Map<String, EventKind> byName() {
    Map<String, EventKind> byName = new LinkedHashMap<>();
    KNOWN.forEach(kind -> byName.put(kind.name, kind));
    return byName;
  }

  @Override
  public String toString() {
    return name;
  }
}
