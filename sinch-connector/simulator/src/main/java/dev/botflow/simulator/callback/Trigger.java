package dev.botflow.simulator.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of callbacks a webhook can ask for. A body does not name its kind: it is known by its one top-level key.
 *
 * @see <a href="https://developers.sinch.com/docs/conversation/callbacks">Sinch: callbacks</a>
 */
public final class Trigger {
  static final String UNKNOWN = "UNKNOWN";

  private static final Map<String, String> BY_KEY = byKey();

  private Trigger() {}

  /** Every trigger a webhook may name. */
  public static Set<String> all() {
    Set<String> all = new LinkedHashSet<>(BY_KEY.values());
    // The Node SDK's spelling of SMART_CONVERSATION.
    all.add("SMART_CONVERSATIONS");
    return Collections.unmodifiableSet(all);
  }

  /** The trigger of a callback body; {@link #UNKNOWN} if it has none of the known keys. */
  static String of(JsonNode body) {
    return BY_KEY.entrySet().stream()
        .filter(entry -> body.hasNonNull(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Map<String, String> byKey() {
    Map<String, String> byKey = new LinkedHashMap<>();
    byKey.put("message", "MESSAGE_INBOUND");
    byKey.put("message_redaction", "MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION");
    byKey.put("message_submit_notification", "MESSAGE_SUBMIT");
    byKey.put("message_delivery_report", "MESSAGE_DELIVERY");
    byKey.put("event", "EVENT_INBOUND");
    byKey.put("event_delivery_report", "EVENT_DELIVERY");
    byKey.put("conversation_start_notification", "CONVERSATION_START");
    byKey.put("conversation_stop_notification", "CONVERSATION_STOP");
    byKey.put("conversation_delete_notification", "CONVERSATION_DELETE");
    byKey.put("contact_create_notification", "CONTACT_CREATE");
    byKey.put("contact_update_notification", "CONTACT_UPDATE");
    byKey.put("contact_delete_notification", "CONTACT_DELETE");
    byKey.put("contact_merge_notification", "CONTACT_MERGE");
    byKey.put("duplicated_contact_identities_notification", "CONTACT_IDENTITIES_DUPLICATION");
    byKey.put("capability_notification", "CAPABILITY");
    byKey.put("opt_in_notification", "OPT_IN");
    byKey.put("opt_out_notification", "OPT_OUT");
    byKey.put("channel_event_notification", "CHANNEL_EVENT");
    byKey.put("record_notification", "RECORD_NOTIFICATION");
    byKey.put("smart_conversation_notification", "SMART_CONVERSATION");
    byKey.put("unsupported_callback", "UNSUPPORTED");
    byKey.put("batch_status_update_notification", "BATCH_STATUS_UPDATE");
    return byKey;
  }
}
