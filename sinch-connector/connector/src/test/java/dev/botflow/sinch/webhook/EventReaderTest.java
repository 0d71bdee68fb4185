package dev.botflow.sinch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.BatchStatusChanged;
import dev.botflow.event.CapabilityReported;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelEventReported;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.Content;
import dev.botflow.event.ConversationAnalysed;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventKind;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageRequested;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.Reason;
import dev.botflow.event.Signal;
import dev.botflow.event.SignalReceived;
import dev.botflow.event.TimerFired;
import dev.botflow.event.UnknownEvent;
import dev.botflow.event.UnsupportedReceived;
import dev.botflow.sinch.Bodies;
import dev.botflow.sinch.config.Trigger;
import dev.botflow.sinch.json.Rfc3339;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  @ParameterizedTest
  @EnumSource(Trigger.class)
  void readsABodyOfEveryTrigger(Trigger trigger) {
    String body = Bodies.ofEveryTrigger().get(trigger.name());

    InboundEvent event = Bodies.read(body);

    assertThat(event.header().trigger()).isEqualTo(trigger.name());
    assertThat(event.context().appId()).isEqualTo("APP1");
    assertThat(event.context().projectId()).isEqualTo("P1");
    assertThat(event.header().messageMetadata()).isEqualTo("meta");
    assertThat(event.header().correlationId()).isEqualTo("corr");
    assertThat(event.at()).isEqualTo("2026-01-05T09:00:00Z");
  }

  @Test
  void makesEveryKindOfEventThatIsSinchs() {
    Set<Class<?>> made = new HashSet<>();
    Bodies.ofEveryTrigger().values().forEach(body -> made.add(Bodies.read(body).getClass()));
    made.add(Bodies.read("{}").getClass());

    Set<Class<?>> ours = Set.of(
        TimerFired.class,
        ActionCompleted.class,
        AgentJoined.class,
        AgentLeft.class,
        HostEvent.class,
        MessageRequested.class);
    Set<Class<?>> expected =
        new HashSet<>(Arrays.asList(InboundEvent.class.getPermittedSubclasses()));
    expected.removeAll(ours);

    assertThat(made).isEqualTo(expected);
  }

  @Test
  void makesEveryKindOfContent() {
    List<String> messages = List.of(
        "{\"text_message\": {\"text\": \"hi\"}}",
        "{\"choice_response_message\": {\"message_id\": \"M0\", \"postback_data\": \"pb\"}}",
        "{\"media_message\": {\"url\": \"https://a.example/x\", \"filename_override\": \"x.pdf\"}}",
        "{\"location_message\": {\"title\": \"Here\", \"coordinates\": {\"latitude\": 1.5}}}",
        "{\"product_response_message\": {\"products\": [{\"id\": \"p\", \"quantity\": 2, \"item_price\": 9.5, \"currency\": \"EUR\"}], \"catalog_id\": \"c\"}}",
        "{\"channel_specific_message\": {\"message_type\": \"nfm_reply\", \"message\": {\"type\": \"nfm_reply\", \"nfm_reply\": {\"name\": \"flow\", \"response_json\": \"{}\", \"body\": \"Sent\"}}}}",
        "{\"fallback_message\": {\"raw_message\": \"raw\", \"reason\": {\"code\": \"BAD_REQUEST\"}}}",
        "{\"hologram_message\": {\"beam\": 1}}");

    List<Content> contents = messages.stream().map(this::content).toList();

    assertThat(contents)
        .containsExactly(
            new Content.Text("hi"),
            new Content.ChoiceResponse("M0", "pb"),
            new Content.Media("https://a.example/x", null, "x.pdf", "media_message"),
            new Content.Location("Here", null, 1.5, 0),
            new Content.ProductResponse(
                List.of(new Content.Product("p", null, 2, 9.5, "EUR")), null, "c"),
            new Content.FormReply("flow", "{}", "Sent"),
            new Content.Fallback("raw", new Reason("BAD_REQUEST", null, null, null)),
            new Content.Unknown("hologram_message"));
    Set<Class<?>> made = new HashSet<>();
    contents.forEach(content -> made.add(content.getClass()));
    assertThat(made).containsExactlyInAnyOrder(Content.class.getPermittedSubclasses());
  }

  @Test
  void makesEveryKindOfSignal() {
    List<String> members = List.of(
        "\"contact_event\": {\"composing_event\": {}}",
        "\"contact_event\": {\"composing_end_event\": {}}",
        "\"contact_event\": {\"conversation_deleted_event\": {}}",
        "\"contact_event\": {\"comment_event\": {\"id\": \"c\", \"text\": \"t\", \"comment_type\": \"FEED\", \"commented_on\": \"o\", \"user\": \"u\"}}",
        "\"contact_event\": {\"generic_event\": {\"payload\": {\"a\": 1}}}",
        "\"contact_message_event\": {\"payment_status_update_event\": {\"reference_id\": \"r\", \"payment_status\": \"PAYMENT_STATUS_NEW\", \"payment_transaction_status\": \"s\", \"payment_transaction_id\": \"t\"}}",
        "\"contact_message_event\": {\"shortlink_activated_event\": {\"payload\": \"p\", \"title\": \"t\", \"ref\": \"r\", \"source\": \"s\", \"type\": \"OPEN_THREAD\", \"existing_thread\": true}}",
        "\"contact_message_event\": {\"reaction_event\": {\"emoji\": \"+1\", \"action\": \"REACTION_ACTION_REACT\", \"message_id\": \"M0\", \"reaction_category\": \"smile\"}}",
        "\"contact_event\": {\"teleport_event\": {}}");

    List<Signal> signals = members.stream()
        .map(member -> ((SignalReceived) Bodies.read(Bodies.signal(member))).signal())
        .toList();

    assertThat(signals)
        .containsExactly(
            new Signal.Typing(true),
            new Signal.Typing(false),
            new Signal.ConversationDeleted(),
            new Signal.Comment("c", "t", "FEED", "o", "u"),
            new Signal.Generic(java.util.Collections.singletonMap("a", BigDecimal.ONE)),
            new Signal.PaymentStatus("r", "PAYMENT_STATUS_NEW", "s", "t"),
            new Signal.Shortlink("p", "t", "r", "s", "OPEN_THREAD", true),
            new Signal.Reaction("+1", "REACTION_ACTION_REACT", "M0", "smile"),
            new Signal.Unknown("teleport_event"));
    Set<Class<?>> made = new HashSet<>();
    signals.forEach(signal -> made.add(signal.getClass()));
    assertThat(made).containsExactlyInAnyOrder(Signal.class.getPermittedSubclasses());
  }

  @Test
  void readsAMessageWhole() {
    MessageReceived message = (MessageReceived) Bodies.read(Bodies.message(
        "{\"text_message\": {\"text\": \"hi\"}, \"reply_to\": {\"message_id\": \"M0\"}}"));

    assertThat(message.messageId()).isEqualTo("M1");
    assertThat(message.text()).isEqualTo("hi");
    assertThat(message.replyTo()).isEqualTo("M0");
    assertThat(message.senderId()).isEqualTo("46770000000");
    assertThat(message.metadata()).isEqualTo("m");
    assertThat(message.injected()).isFalse();
    assertThat(message.kind()).isEqualTo(EventKind.TEXT);
    assertThat(message.key().value()).isEqualTo("APP1/contact/C1");
    assertThat(message.context().channelIdentifier()).isEqualTo(Channel.WHATSAPP);
    assertThat(message.context().channelIdentity()).isEqualTo("46700000001");
    assertThat(message.context().conversationId()).isEqualTo("CV1");
  }

  @Test
  void takesEmptyTextNullAndAbsenceForTheSame() {
    String absent =
        "{\"app_id\": \"\", \"project_id\": null, \"message\": {\"id\": \"M1\", \"contact_id\": \"\", \"conversation_id\": null, "
            + "\"channel_identity\": {\"channel\": \"SMS\", \"identity\": \"+46700000001\"}, \"contact_message\": {\"text_message\": {\"text\": \"\"}, \"reply_to\": null}}}";

    MessageReceived message = (MessageReceived) Bodies.read(absent);

    assertThat(message.context().appId()).isNull();
    assertThat(message.context().projectId()).isNull();
    assertThat(message.context().contactId()).isNull();
    assertThat(message.context().conversationId()).isNull();
    assertThat(message.replyTo()).isNull();
    assertThat(message.text()).isEmpty();
    assertThat(message.key().value()).isEqualTo("/SMS/46700000001");
    assertThat(message.at()).isEqualTo(Bodies.RECEIVED);
  }

  @Test
  void givesABodyWithoutAppTheEndpointsOne() {
    EventReader reader = new EventReader("ENDPOINT");

    InboundEvent event =
        reader.read(Bodies.bytes(Bodies.text("M1", "hi").replace("APP1", "")), Bodies.RECEIVED);

    assertThat(event.context().appId()).isEqualTo("ENDPOINT");
    assertThat(event.header().dedupeKey()).isEqualTo("ENDPOINT/MESSAGE_INBOUND/M1");
  }

  @Test
  void toleratesOtherTypesThanExpected() {
    String odd = Bodies.envelope(
        "\"message_delivery_report\": {\"message_id\": 17, \"status\": \"FAILED\", \"channel\": \"SMS\", \"reason\": \"\","
            + " \"channel_identity\": [], \"contact_id\": {\"a\": [1]}, \"metadata\": true}");

    DeliveryReport report = (DeliveryReport) Bodies.read(odd);

    assertThat(report.messageId()).isEqualTo("17");
    assertThat(report.reason()).isNull();
    assertThat(report.context().channelIdentifier()).isEqualTo(Channel.SMS);
    assertThat(report.context().contactId()).isNull();
    assertThat(report.metadata()).isEqualTo("true");
  }

  @Test
  void findsTheTriggerWhereverItStands() {
    String body =
        "{\"channel_metadata\": {\"rcs\": {\"operator\": \"20820\"}}, \"message\": {\"id\": \"M1\", \"contact_message\": {\"text_message\": {\"text\": \"hi\"}}}, \"app_id\": \"APP1\"}";

    InboundEvent event = Bodies.read(body);

    assertThat(event.context().appId()).isEqualTo("APP1");
    assertThat(event.text()).isEqualTo("hi");
  }

  @Test
  void makesAnUnknownEventOfABodyWithoutAKnownKey() {
    InboundEvent event = Bodies.read(
        "{\"app_id\": \"APP1\", \"hologram_notification\": {\"id\": \"H1\"}, \"message\": null}");

    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(((UnknownEvent) event).keys())
        .containsExactly("app_id", "hologram_notification", "message");
    assertThat(event.header().trigger()).isEqualTo("UNKNOWN");
    assertThat(event.header().dedupeKey()).startsWith("APP1/UNKNOWN/sha256:");
  }

  @Test
  void keepsAnUnknownChannelAsItCame() {
    InboundEvent event = Bodies.read(Bodies.text("M1", "hi").replace("WHATSAPP", "SINCH_CHAT"));

    assertThat(event.context().channelIdentifier()).isEqualTo(new Channel("SINCH_CHAT"));
  }

  @Test
  void readsContactsWithoutWhatOnlyLooksLikeAFact() {
    String body = Bodies.ofEveryTrigger()
        .get("CONTACT_UPDATE")
        .replace("\"Ana\"", "\"Unknown\"")
        .replace("EN_US", "UNSPECIFIED");

    ContactChanged changed = (ContactChanged) Bodies.read(body);

    assertThat(changed.contact())
        .isEqualTo(new ContactProfile(
            "C1",
            List.of(new ContactProfile.Identity(Channel.SMS, "46700000001", null)),
            null,
            "ana@example.org",
            "x1",
            null));
    assertThat(changed.context().contactId()).isEqualTo("C1");
    assertThat(changed.context().channelIdentity()).isEqualTo("46700000001");
  }

  @Test
  void givesAMergeThePreservedContact() {
    ContactMerged merged =
        (ContactMerged) Bodies.read(Bodies.ofEveryTrigger().get("CONTACT_MERGE"));

    assertThat(merged.context().contactId()).isEqualTo("C1");
    assertThat(merged.preserved().language()).isEqualTo("en-US");
    assertThat(merged.deleted().id()).isEqualTo("C2");
  }

  @Test
  void readsTheMembersOfTheRarerTriggers() {
    var bodies = Bodies.ofEveryTrigger();

    CapabilityReported capability = (CapabilityReported) Bodies.read(bodies.get("CAPABILITY"));
    OptInChanged optOut = (OptInChanged) Bodies.read(bodies.get("OPT_OUT"));
    ChannelEventReported channel = (ChannelEventReported) Bodies.read(bodies.get("CHANNEL_EVENT"));
    ConversationAnalysed analysed =
        (ConversationAnalysed) Bodies.read(bodies.get("SMART_CONVERSATION"));
    UnsupportedReceived unsupported = (UnsupportedReceived) Bodies.read(bodies.get("UNSUPPORTED"));

    assertThat(capability.capabilities()).containsExactly("RICHCARD");
    assertThat(capability.reason()).isNull();
    assertThat(optOut.optIn()).isFalse();
    assertThat(optOut.error()).isEqualTo("no");
    assertThat(optOut.kind()).isEqualTo(EventKind.OPT_OUT_FAILED);
    assertThat(channel.data())
        .containsEntry("rating", "LOW")
        .containsEntry("steps", List.of(BigDecimal.ONE, new BigDecimal("2.5"), true))
        .hasSize(2);
    assertThat(channel.key().isApp()).isTrue();
    assertThat(analysed.intent()).isEqualTo("a");
    assertThat(analysed.intentScore()).isEqualTo(0.7);
    assertThat(analysed.sentiment()).isNull();
    assertThat(analysed.context().channelIdentity()).isEqualTo("46700000001");
    assertThat(unsupported.payload()).isEqualTo("{}");
  }

  @Test
  void readsTheMetadataOfChannelMessageAndBatch() {
    InboundEvent message = Bodies.read(Bodies.text("M1", "hi")
        .replace(
            "\"message_metadata\"",
            "\"channel_metadata\": {\"rcs\": {\"operator\": \"20820\"}}, \"message_metadata\""));
    MessageSubmitted submitted =
        (MessageSubmitted) Bodies.read(Bodies.ofEveryTrigger().get("MESSAGE_SUBMIT"));
    BatchStatusChanged batch = (BatchStatusChanged)
        Bodies.read(
            Bodies.envelope(
                "\"batch_status_update_notification\": {\"batch_id\": \"B1\", \"batch_status\": \"BATCH_STATUS_PROCESSED\", \"batch_type\": \"BATCH_TYPE_MESSAGES\", \"additional_data\": {\"message_batch_data\": {\"send_after\": \"2026-01-05T08:00:00.5Z\", \"batch_metadata\": {\"campaign\": \"autumn\", \"wave\": 2}}}}"));

    assertThat(message.header().channelMetadata())
        .isEqualTo(Map.of("rcs", Map.of("operator", "20820")));
    assertThat(submitted.message()).isEqualTo(Map.of("text_message", Map.of("text", "hi")));
    assertThat(batch.type()).isEqualTo("BATCH_TYPE_MESSAGES");
    assertThat(batch.sendAfter()).isEqualTo("2026-01-05T08:00:00.5Z");
    assertThat(batch.metadata())
        .isEqualTo(Map.of("campaign", "autumn", "wave", new BigDecimal("2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e400"})
  void leavesOutANumberThatNoOneCanCountWith(String number) {
    InboundEvent event =
        Bodies.read(Bodies.signal("\"contact_event\": {\"generic_event\": {\"payload\": {\"a\": "
            + number + ", \"b\": 1}}}"));

    assertThat(((SignalReceived) event).signal())
        .isEqualTo(new Signal.Generic(Map.of("b", BigDecimal.ONE)));
  }

  @ParameterizedTest
  @CsvSource({
    "EN_US, en-US",
    "SV, sv",
    "ZH_HANT_TW, zh-Hant-TW",
    "pt-br, pt-BR",
  })
  void writesLanguagesAsTags(String sinch, String tag) {
    assertThat(ContactReader.languageTag(sinch)).isEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T09:00:00Z, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00:00.1Z, 2026-01-05T09:00:00.100Z",
    "2026-01-05T09:00:00.123456789Z, 2026-01-05T09:00:00.123456789Z",
    "2026-01-05T10:00:00.5+01:00, 2026-01-05T09:00:00.500Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
  })
  void readsTimesWithAnyFraction(String text, Instant expected) {
    assertThat(Rfc3339.read(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-02-30T09:00:00Z",
        "2026-01-05T24:00:00Z",
        "2026-01-05T09:00:60Z",
        "2026-01-05T09:00:00.1234567890Z",
        "2026-01-05 09:00:00Z",
        "+999999999-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "-2026-01-05T09:00:00Z",
        "2026-1-5T09:00:00Z",
        "2026-01-05T09:00:00"
      })
  void takesABrokenTimeForNone(String text) {
    String body = Bodies.text("M1", "hi")
        .replace("\"event_time\": \"2026-01-05T09:00:00Z\"", "\"event_time\": \"" + text + "\"");

    assertThat(Rfc3339.read(text)).isNull();
    assertThat(Bodies.read(body).at()).isEqualTo("2026-01-05T09:00:00.250Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MESSAGE_INBOUND | APP1/MESSAGE_INBOUND/M1",
        "EVENT_INBOUND | APP1/EVENT_INBOUND/E1",
        "MESSAGE_DELIVERY | APP1/MESSAGE_DELIVERY/M1/FAILED/WHATSAPP",
        "EVENT_DELIVERY | APP1/EVENT_DELIVERY/E1/DELIVERED/WHATSAPP",
        "OPT_IN | APP1/OPT_IN/R1/OPT_IN_SUCCEEDED/RCS",
        "CAPABILITY | APP1/CAPABILITY/R1/CAPABILITY_PARTIAL/RCS",
        "RECORD_NOTIFICATION | APP1/RECORD_NOTIFICATION/M1",
        "BATCH_STATUS_UPDATE | APP1/BATCH_STATUS_UPDATE/B1/BATCH_STATUS_PROCESSED",
      })
  @Tag("G2")
  void keysTwoDeliveriesOfOneEventAlike(String trigger, String key) {
    String body = Bodies.ofEveryTrigger().get(trigger);
    String later = body.replace("09:00:00.25Z", "09:07:00Z");

    assertThat(Bodies.read(body).header().dedupeKey()).isEqualTo(key);
    assertThat(Bodies.read(later).header().dedupeKey()).isEqualTo(key);
  }

  @Test
  void keysAnEventWithoutIdByItsBody() {
    String body = Bodies.ofEveryTrigger().get("CONVERSATION_STOP");

    String key = Bodies.read(body).header().dedupeKey();

    assertThat(key).matches("APP1/CONVERSATION_STOP/sha256:[0-9a-f]{64}");
    assertThat(Bodies.read(body).header().dedupeKey()).isEqualTo(key);
    assertThat(Bodies.read(body + " ").header().dedupeKey()).isNotEqualTo(key);
  }

  @Test
  void neverKeysTwoDifferentIdsAlike() {
    String slash = Bodies.read(Bodies.text("a/b", "hi")).header().dedupeKey();
    String escaped = Bodies.read(Bodies.text("a%2Fb", "hi")).header().dedupeKey();

    assertThat(slash).isEqualTo("APP1/MESSAGE_INBOUND/a%2Fb");
    assertThat(escaped).isEqualTo("APP1/MESSAGE_INBOUND/a%252Fb");
    // Half of a surrogate pair is no UTF-8; a whole one stays as it is.
    assertThat(Bodies.read(Bodies.text("a\\ud800b", "hi")).header().dedupeKey())
        .isEqualTo("APP1/MESSAGE_INBOUND/a%ud800b");
    assertThat(Bodies.read(Bodies.text("\\ud83d\\ude00", "hi")).header().dedupeKey())
        .isEqualTo("APP1/MESSAGE_INBOUND/\ud83d\ude00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | webhook body: expected a JSON object, but was empty",
        "[] | webhook body: expected a JSON object, but was an array",
        "\"hi\" | webhook body: expected a JSON object, but was a single value",
        "{} {} | webhook body: expected one JSON object, but more followed it",
        "{\"a\" | webhook body: expected JSON with no key twice, but was broken at line 1, column 5",
        "{\"a\": 1, \"a\": 2} | webhook body: expected JSON with no key twice, but was broken at line 1, column 16",
        "{\"text\": secret words} | webhook body: expected JSON with no key twice, but was broken at line 1, column 10",
      })
  void saysWhereABodyIsBrokenAndQuotesNothing(String body, String message) {
    assertThatThrownBy(() -> Bodies.read(body))
        .isExactlyInstanceOf(BotFlowException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\": [{\"a\": 1, \"b\": {\"a\": 2}, \"a\": 3}]}",
        "{\"message\": {\"id\": \"1\", \"odd\": {}, \"odd\": {}}}",
        "{\"message\": {\"contact_message\": {\"text_message\": {\"text\": \"a\", \"text\": \"b\"}}}}",
        "{\"app_id\": \"A\", \"x\": {\"y\": [[{}]]}, \"\\u0061pp_id\": \"B\"}"
      })
  void refusesAKeyThatStandsTwiceAlsoInWhatItStepsOver(String body) {
    assertThatThrownBy(() -> Bodies.read(body))
        .hasMessageStartingWith(
            "webhook body: expected JSON with no key twice, but was broken at line 1, column ");
  }

  @Test
  void readsObjectsWithManyKeysInReasonableTime() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      many.append("\"k").append(i).append("\":{},");
    }

    assertThat(Bodies.read("{" + many + "\"message\":{\"id\":\"M1\",\"x\":{" + many + "\"y\":1}}}")
            .messageId())
        .isEqualTo("M1");
    assertThatThrownBy(() -> Bodies.read("{" + many + "\"k99999\":1}"))
        .isInstanceOf(BotFlowException.class);
    assertThatThrownBy(() -> Bodies.read("{" + many + "\"k3\":1}"))
        .isInstanceOf(BotFlowException.class);
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    String limits =
        "webhook body: expected at most 64 levels, 65536 characters a text, 256 a name and 64 a number, but was larger";

    for (String body : List.of(
        "{\"a\": " + "[".repeat(64) + "]".repeat(64) + "}",
        "{\"app_id\": \"" + "x".repeat(65_537) + "\"}",
        "{\"" + "x".repeat(257) + "\": 1}",
        Bodies.envelope("\"event\": {\"id\": " + "1".repeat(65) + "}"))) {
      assertThatThrownBy(() -> Bodies.read(body)).hasMessageStartingWith(limits);
    }
    assertThat(Bodies.read("{\"a\": " + "[".repeat(63) + "]".repeat(63) + "}"))
        .isInstanceOf(UnknownEvent.class);
    assertThat(Bodies.read(Bodies.text("M1", "x".repeat(65_536))).text()).hasSize(65_536);
  }

  private Content content(String contactMessage) {
    return ((MessageReceived) Bodies.read(Bodies.message(contactMessage))).content();
  }
}
