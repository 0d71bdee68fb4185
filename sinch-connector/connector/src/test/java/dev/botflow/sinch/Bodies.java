package dev.botflow.sinch;

import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.webhook.SinchEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Webhook bodies written for these tests, in the shapes of the Conversation API documentation. */
public final class Bodies {
  public static final Instant RECEIVED = Instant.parse("2026-01-05T09:30:00Z");

  private static final String IDS = """
      "contact_id": "C1", "conversation_id": "CV1", "processing_mode": "CONVERSATION",
      "channel_identity": {"channel": "WHATSAPP", "identity": "46700000001", "app_id": ""}""";

  private Bodies() {}

  public static InboundEvent read(String body) {
    return SinchEvents.read(bytes(body), RECEIVED);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An envelope around one trigger's member. */
  public static String envelope(String member) {
    return """
        {"app_id": "APP1", "project_id": "P1", "accepted_time": "2026-01-05T09:00:00.25Z",
         "event_time": "2026-01-05T09:00:00Z", "message_metadata": "meta", "correlation_id": "corr", %s}""".formatted(member);
  }

  /** A message a contact wrote on WhatsApp. */
  public static String message(String contactMessage) {
    return envelope("""
        "message": {"id": "M1", "direction": "TO_APP", "contact_message": %s, "accept_time": "2026-01-05T09:00:00Z",
                    "sender_id": "46770000000", "metadata": "m", "injected": false, %s}""".formatted(contactMessage, IDS));
  }

  public static String text(String id, String text) {
    return message("{\"text_message\": {\"text\": \"" + text + "\"}}")
        .replace("\"M1\"", "\"" + id + "\"");
  }

  /** Something a contact did, below {@code contact_event} or {@code contact_message_event}. */
  public static String signal(String member) {
    return envelope(
        "\"event\": {\"id\": \"E1\", \"direction\": \"TO_APP\", %s, %s}".formatted(member, IDS));
  }

  /** One body for each trigger of the Conversation API documentation, by its name. */
  public static Map<String, String> ofEveryTrigger() {
    String conversation =
        "{\"conversation\": {\"id\": \"CV1\", \"app_id\": \"NESTED\", \"contact_id\": \"C1\", \"active_channel\": \"RCS\"}}";
    String contact = """
        {"id": "C1", "channel_identities": [{"channel": "SMS", "identity": "46700000001", "app_id": ""}],
         "display_name": "Ana", "email": "ana@example.org", "external_id": "x1", "language": "EN_US"}""";
    Map<String, String> members = new LinkedHashMap<>();
    members.put(
        "MESSAGE_INBOUND",
        "\"message\": {\"id\": \"M1\", \"contact_message\": {\"text_message\": {\"text\": \"hi\"}}, %s}");
    members.put(
        "MESSAGE_INBOUND_SMART_CONVERSATION_REDACTION",
        "\"message_redaction\": {\"id\": \"M1\", \"contact_message\": {\"text_message\": {\"text\": \"hi\"}}, %s}");
    members.put(
        "MESSAGE_SUBMIT",
        "\"message_submit_notification\": {\"message_id\": \"M1\", \"metadata\": \"ours\", \"submitted_message\": {\"text_message\": {\"text\": \"hi\"}}, %s}");
    members.put(
        "MESSAGE_DELIVERY",
        "\"message_delivery_report\": {\"message_id\": \"M1\", \"status\": \"FAILED\", \"metadata\": \"ours\", \"reason\": {\"code\": \"RATE_LIMITED\", \"description\": \"d\", \"sub_code\": \"S\", \"channel_code\": \"42\"}, %s}");
    members.put(
        "EVENT_INBOUND",
        "\"event\": {\"id\": \"E1\", \"contact_event\": {\"composing_event\": {}}, %s}");
    members.put(
        "EVENT_DELIVERY",
        "\"event_delivery_report\": {\"event_id\": \"E1\", \"status\": \"DELIVERED\", \"metadata\": \"ours\", %s}");
    members.put("CONVERSATION_START", "\"conversation_start_notification\": " + conversation);
    members.put("CONVERSATION_STOP", "\"conversation_stop_notification\": " + conversation);
    members.put("CONVERSATION_DELETE", "\"conversation_delete_notification\": " + conversation);
    members.put(
        "CONTACT_CREATE", "\"contact_create_notification\": {\"contact\": " + contact + "}");
    members.put(
        "CONTACT_UPDATE", "\"contact_update_notification\": {\"contact\": " + contact + "}");
    members.put(
        "CONTACT_DELETE", "\"contact_delete_notification\": {\"contact\": " + contact + "}");
    members.put(
        "CONTACT_MERGE",
        "\"contact_merge_notification\": {\"deleted_contact\": " + contact.replace("C1", "C2")
            + ", \"preserved_contact\": " + contact + "}");
    members.put(
        "CONTACT_IDENTITIES_DUPLICATION",
        "\"duplicated_contact_identities_notification\": {\"duplicated_identities\": [{\"channel\": \"SMS\", \"identity\": \"46700000001\", \"contact_ids\": [\"C1\", \"C2\"]}]}");
    String flat =
        "\"request_id\": \"R1\", \"contact_id\": \"C1\", \"channel\": \"RCS\", \"identity\": \"46700000001\"";
    members.put(
        "CAPABILITY",
        "\"capability_notification\": {" + flat
            + ", \"capability_status\": \"CAPABILITY_PARTIAL\", \"channel_capabilities\": [\"RICHCARD\", \"\"], \"reason\": \"\"}");
    members.put(
        "OPT_IN", "\"opt_in_notification\": {" + flat + ", \"status\": \"OPT_IN_SUCCEEDED\"}");
    members.put(
        "OPT_OUT",
        "\"opt_out_notification\": {" + flat
            + ", \"status\": \"OPT_OUT_FAILED\", \"error_details\": {\"description\": \"no\"}}");
    members.put(
        "CHANNEL_EVENT",
        "\"channel_event_notification\": {\"channel_event\": {\"channel\": \"WHATSAPP\", \"event_type\": \"WHATS_APP_QUALITY_RATING_CHANGED\", \"additional_data\": {\"rating\": \"LOW\", \"was\": null, \"steps\": [1, 2.5, true]}}}");
    members.put(
        "RECORD_NOTIFICATION",
        "\"record_notification\": {\"entity_id\": \"M1\", \"record_status\": \"EVENT_RECORD_STORED\", %s}");
    members.put(
        "SMART_CONVERSATION",
        "\"smart_conversation_notification\": {\"contact_id\": \"C1\", \"channel_identity\": \"46700000001\", \"channel\": \"SMS\", \"message_id\": \"M1\", \"conversation_id\": \"CV1\", \"analysis_results\": {\"ml_nlu_result\": [{\"results\": [{\"intent\": \"b\", \"score\": 0.2}], \"intent\": \"a\", \"score\": 0.7}], \"ml_pii_result\": [{\"masked\": \"x\"}]}}");
    members.put(
        "UNSUPPORTED", "\"unsupported_callback\": {\"id\": \"M1\", \"payload\": \"{}\", %s}");
    members.put(
        "BATCH_STATUS_UPDATE",
        "\"batch_status_update_notification\": {\"batch_id\": \"B1\", \"batch_status\": \"BATCH_STATUS_PROCESSED\", \"additional_data\": {\"message_batch_data\": {}}}");
    members.replaceAll((trigger, member) -> envelope(member.replace("%s", IDS)));
    return members;
  }
}
