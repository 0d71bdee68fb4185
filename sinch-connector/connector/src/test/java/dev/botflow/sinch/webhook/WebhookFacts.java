package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.Bodies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the facts read from a webhook body with the line of an index that says what they are. */
final class WebhookFacts {
  private WebhookFacts() {}

  /**
   * Asserts that a body has the facts of its line.
   *
   * @param line the facts by the names that {@code botflow facts --json} prints, null where there is none; and, of a
   *     contact, all its {@code identities}
   */
  static void assertRead(byte[] body, JsonNode line) {
    InboundEvent event = SinchEvents.read(body, Bodies.RECEIVED);

    Map<String, @Nullable String> facts = facts(event);

    Map<String, @Nullable String> expected = new LinkedHashMap<>();
    facts
        .keySet()
        .forEach(name ->
            expected.put(name, line.path(name).isNull() ? null : line.path(name).asText()));
    assertThat(facts).isEqualTo(expected);
    if (line.has("identities")) {
      assertIdentities((ContactChanged) event, line.path("identities"));
    }
  }

  private static void assertIdentities(ContactChanged event, JsonNode identities) {
    List<String> listed = new ArrayList<>();
    identities.forEach(
        one -> listed.add(one.path("channel").asText() + one.path("identity").asText()));
    assertThat(event.contact().identities())
        .extracting(identity -> identity.channel().name() + identity.identity())
        .isEqualTo(listed);
  }

  private static Map<String, @Nullable String> facts(InboundEvent event) {
    var context = event.context();
    String trigger = event.header().trigger();
    Map<String, @Nullable String> facts = new LinkedHashMap<>();
    facts.put("trigger", trigger.equals("UNKNOWN") ? null : trigger);
    facts.put(
        "channel",
        context.channelIdentifier() == null ? null : context.channelIdentifier().name());
    facts.put("channelIdentity", context.channelIdentity());
    facts.put("contactId", context.contactId());
    facts.put("appId", context.appId());
    facts.put("conversationId", context.conversationId());
    facts.put("projectId", context.projectId());
    facts.put("text", event.text());
    facts.put("messageId", event.messageId());
    facts.put("eventId", event.eventId());
    facts.put("status", event.status());
    facts.put("contentType", event.contentType());
    facts.put("postbackData", event.postbackData());
    facts.put("processingMode", event.header().processingMode());
    return facts;
  }
}
