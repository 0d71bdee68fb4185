package dev.botflow.sinch.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sinch's triggers, the one top-level key each is known by, and the member with its id. Source: the Conversation API documentation. */
public enum Trigger {
  MESSAGE_INBOUND("message", "id"),
  MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION("message_redaction", "id"),
  MESSAGE_SUBMIT("message_submit_notification", "message_id"),
  MESSAGE_DELIVERY("message_delivery_report", "message_id"),
  EVENT_INBOUND("event", "id"),
  EVENT_DELIVERY("event_delivery_report", "event_id"),
  CONVERSATION_START("conversation_start_notification", ""),
  CONVERSATION_STOP("conversation_stop_notification", ""),
  CONVERSATION_DELETE("conversation_delete_notification", ""),
  CONTACT_CREATE("contact_create_notification", ""),
  CONTACT_UPDATE("contact_update_notification", ""),
  CONTACT_DELETE("contact_delete_notification", ""),
  CONTACT_MERGE("contact_merge_notification", ""),
  CONTACT_IDENTITIES_DUPLICATION("duplicated_contact_identities_notification", ""),
  CAPABILITY("capability_notification", "request_id"),
  OPT_IN("opt_in_notification", "request_id"),
  OPT_OUT("opt_out_notification", "request_id"),
  CHANNEL_EVENT("channel_event_notification", ""),
  RECORD_NOTIFICATION("record_notification", "entity_id"),
  SMART_CONVERSATION("smart_conversation_notification", "message_id"),
  UNSUPPORTED("unsupported_callback", "id"),
  BATCH_STATUS_UPDATE("batch_status_update_notification", "batch_id");

  /**
   * What a webhook is registered for unless the settings say otherwise: everything the engine acts on. Left out are the
   * triggers of paid analysis and records, and those whose name on the wire nobody confirms (the Conversation API documentation); their
   * callbacks are read all the same.
   */
  public static final List<String> DEFAULT = List.of(
      "MESSAGE_INBOUND",
      "MESSAGE_SUBMIT",
      "MESSAGE_DELIVERY",
      "EVENT_INBOUND",
      "EVENT_DELIVERY",
      "CONVERSATION_START",
      "CONVERSATION_STOP",
      "CONVERSATION_DELETE",
      "CONTACT_CREATE",
      "CONTACT_UPDATE",
      "CONTACT_DELETE",
      "CONTACT_MERGE",
      "CONTACT_IDENTITIES_DUPLICATION",
      "CAPABILITY",
      "OPT_IN",
      "OPT_OUT",
      "CHANNEL_EVENT",
      "UNSUPPORTED");

  private static final Map<String, Trigger> BY_KEY = byKey();

  private final String key;
  private final String idKey;

  Trigger(String key, String idKey) {
    this.key = key;
    this.idKey = idKey;
  }

  public static @Nullable Trigger ofKey(String key) {
    return BY_KEY.get(key);
  }

  /** The member that holds the thing's own id; empty if it has none. */
  public String idKey() {
    return idKey;
  }

  private static Map<String, Trigger> byKey() {
    Map<String, Trigger> byKey = new LinkedHashMap<>();
    for (Trigger trigger : values()) {
      byKey.put(trigger.key, trigger);
    }
    return Collections.unmodifiableMap(byKey);
  }
}
