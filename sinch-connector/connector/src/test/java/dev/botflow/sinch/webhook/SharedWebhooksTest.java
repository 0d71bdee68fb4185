package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.InboundEvent;
import dev.botflow.sinch.Bodies;
import dev.botflow.sinch.SharedFixtures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SharedWebhooksTest {

  @TestFactory
  Stream<DynamicTest> readsTheFactsThatTheIndexNames() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode entry : SharedFixtures.json("INDEX.json").path("webhooks")) {
      String file = entry.path("file").asText();
      tests.add(DynamicTest.dynamicTest(file, () -> agrees(entry, file)));
    }
    return tests.stream();
  }

  @Test
  void knowsAllOfThem() {
    assertThat(SharedFixtures.json("INDEX.json").path("webhooks")).hasSize(97);
  }

  private static void agrees(JsonNode entry, String file) {
    InboundEvent event = SinchEvents.read(SharedFixtures.bytes(file), Bodies.RECEIVED);

    Map<String, @Nullable String> facts = facts(event);

    Map<String, @Nullable String> expected = new LinkedHashMap<>();
    facts
        .keySet()
        .forEach(name -> expected.put(
            name, entry.path(name).isNull() ? null : entry.path(name).asText()));
    assertThat(facts).isEqualTo(expected);
    if (entry.has("identities")) {
      List<String> listed = new ArrayList<>();
      entry
          .path("identities")
          .forEach(one ->
              listed.add(one.path("channel").asText() + one.path("identity").asText()));
      assertThat(((ContactChanged) event).contact().identities())
          .extracting(identity -> identity.channel().name() + identity.identity())
          .isEqualTo(listed);
    }
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
