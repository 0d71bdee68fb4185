package dev.botflow.sinch.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.message.SendOutcome;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.simulator.http.Faults;
import dev.botflow.simulator.http.RecordedRequest;
import dev.botflow.simulator.model.ProcessingMode;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.api.StoredMessage;
import dev.botflow.sinch.config.ChannelProperties;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendRequestTest {
  private static final Recipient TO =
      Recipient.identity(Channel.MESSENGER, "u1").or(Channel.SMS, Canaries.PHONE);

  private SinchSimulator sinch;
  private ConversationApi api;

  @BeforeEach
  void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("MESSENGER", "SMS")
        .mode(ProcessingMode.DISPATCH)
        .start();
    api =
        ConversationApi.open(SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl())
            .channelProperties(ChannelProperties.none().smsSender("46710000000").smsFlash(false)));
  }

  @AfterEach
  void stop() {
    api.close();
    sinch.close();
  }

  @Test
  void sendsEverythingARequestCanSay() {
    SendRequest request = SendRequest.to(TO)
        .message(AppMessage.text("Hi"))
        .priority(Channel.SMS, Channel.MESSENGER)
        .properties(ChannelProperties.none().smsFlash(true))
        .metadata("order-17")
        .correlationId("corr")
        .ttl(Duration.ofMillis(90_500))
        .queue(SendRequest.Queue.HIGH_PRIORITY)
        .strategy(SendRequest.Strategy.DISPATCH_ONLY)
        .callbackUrl("https://leaf.example/reports")
        .contentType(SendRequest.ContentType.CONTENT_NOTIFICATION)
        .conversationMetadata("{\"desk\":\"orders\"}", SendRequest.MetadataUpdate.MERGE_PATCH)
        .build();

    SendOutcome outcome = api.send(request).join();

    assertThat(outcome).isInstanceOf(SendOutcome.Sent.class);
    assertThat(sinch.sentMessages())
        .singleElement()
        .extracting("body")
        .isEqualTo(
            "{\"app_id\":\"APP1\",\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"MESSENGER\",\"identity\":\"u1\",\"app_id\":\"APP1\"},"
                + "{\"channel\":\"SMS\",\"identity\":\"" + Canaries.PHONE
                + "\"}]}},\"message\":{\"text_message\":{\"text\":\"Hi\"}},\"channel_priority_order\":[\"SMS\",\"MESSENGER\"],"
                + "\"channel_properties\":{\"SMS_SENDER\":\"46710000000\",\"SMS_FLASH_MESSAGE\":\"true\"},\"message_metadata\":\"order-17\",\"correlation_id\":\"corr\","
                + "\"ttl\":\"90.500000000s\",\"queue\":\"HIGH_PRIORITY\",\"processing_strategy\":\"DISPATCH_ONLY\",\"callback_url\":\"https://leaf.example/reports\","
                + "\"message_content_type\":\"CONTENT_NOTIFICATION\",\"conversation_metadata_update_strategy\":\"MERGE_PATCH\",\"conversation_metadata\":{\"desk\":\"orders\"}}");
  }

  @Test
  void saysEarlyWhatSinchWouldRefuse() {
    SendRequest.Builder request = SendRequest.to(TO);

    refuses(request::build, "message: expected one, but was none");
    refuses(
        () -> request.metadata("m".repeat(1025)),
        "message_metadata: expected at most 1024 characters, but was 1025");
    refuses(
        () -> request.correlationId("c".repeat(129)),
        "correlation_id: expected at most 128 characters, but was 129");
    refuses(
        () -> request.ttl(Duration.ZERO),
        "ttl: expected more than 0 s and at most 315576000000 s, but was PT0S");
    refuses(
        () -> request.priority(Channel.SMS, Channel.SMS),
        "channel_priority_order: expected each channel once, but one stands twice");
    refuses(
        () -> request.conversationMetadata("[1]", SendRequest.MetadataUpdate.REPLACE),
        "conversation_metadata: expected a JSON object, but was something else");
    refuses(
        () -> Recipient.contact("C1").or(Channel.SMS, "1"),
        "recipient: expected a contact or identities, but was both");
    refuses(
        () -> ChannelProperties.none().viberSenderName("v".repeat(29)),
        "VIBER_SENDER_NAME: expected at most 28 characters, but was 29");
    refuses(
        () -> ChannelProperties.none().with("X", "v".repeat(1025)),
        "channel_properties.X: expected at most 1024 characters, but was 1025");
  }

  @Test
  void namesEveryKnownChannelProperty() {
    ChannelProperties all = ChannelProperties.none()
        .messengerMessagingType("RESPONSE")
        .messengerMessageTag("HUMAN_AGENT")
        .messengerNotification(ChannelProperties.MessengerNotification.NO_PUSH)
        .viberSenderName("Fern")
        .viberSenderAvatar("https://a.example/f.png")
        .smsSender("46710000000")
        .smsFlash(true)
        .smsMaxParts(3)
        .mmsSender("12015550100")
        .mmsStrictValidation(true)
        .instagramHumanAgent()
        .telegramDisableLinkPreview(true)
        .kakaoTalkAuthentication(true)
        .lineVideoTrackingId("v1")
        .rcsWebviewMode("TALL")
        .rcsCardOrientation("VERTICAL")
        .rcsCardThumbnailAlignment("LEFT")
        .with("NEW_KEY", "x");

    assertThat(all.asMap().keySet())
        .containsExactly(
            "MESSENGER_MESSAGING_TYPE",
            "MESSENGER_MESSAGE_TAG",
            "MESSENGER_NOTIFICATION_TYPE",
            "VIBER_SENDER_NAME",
            "VIBER_SENDER_AVATAR",
            "SMS_SENDER",
            "SMS_FLASH_MESSAGE",
            "SMS_MAX_NUMBER_OF_MESSAGE_PARTS",
            "MMS_SENDER",
            "MMS_STRICT_VALIDATION",
            "INSTAGRAM_MESSAGE_TAG",
            "TELEGRAM_DISABLE_LINK_PREVIEW",
            "KAKAOTALK_AUTHENTICATION",
            "LINE_VIDEO_TRACKING_ID",
            "RCS_WEBVIEW_MODE",
            "RCS_CARD_ORIENTATION",
            "RCS_CARD_THUMBNAIL_IMAGE_ALIGNMENT",
            "NEW_KEY");
    assertThat(all.asMap())
        .containsEntry("SMS_MAX_NUMBER_OF_MESSAGE_PARTS", "3")
        .containsEntry("MMS_STRICT_VALIDATION", "true");
  }

  @Test
  void sendsEveryEventOfTheApp() {
    List<AppEvent> events = List.of(
        AppEvent.typing(),
        AppEvent.typingEnded(),
        AppEvent.commentReply("Thanks"),
        AppEvent.agentJoined(Agent.human("Ana")),
        AppEvent.agentLeft(Agent.bot("Fern")),
        AppEvent.generic("{\"a\":1}"));

    for (AppEvent event : events) {
      assertThat(api.sendEvent(TO, Channel.SMS, event).join()).isNotEmpty();
    }

    assertThat(sinch.sentEvents())
        .extracting(
            body -> body.substring(body.indexOf("\"event\":"), body.indexOf(",\"recipient\"")))
        .containsExactly(
            "\"event\":{\"composing_event\":{}}",
            "\"event\":{\"composing_end_event\":{}}",
            "\"event\":{\"comment_reply_event\":{\"text\":\"Thanks\"}}",
            "\"event\":{\"agent_joined_event\":{\"agent\":{\"display_name\":\"Ana\",\"type\":\"HUMAN\"}}}",
            "\"event\":{\"agent_left_event\":{\"agent\":{\"display_name\":\"Fern\",\"type\":\"BOT\"}}}",
            "\"event\":{\"generic_event\":{\"payload\":{\"a\":1}}}");
  }

  @Test
  void showsWhatBecomesOfAMessageOnEachChannel() {
    AppMessage message = AppMessage.text("Hi").explicitly(Channel.MESSENGER, "{\"text\":\"hey\"}");

    Map<Channel, String> shown =
        api.transcode(message, List.of(Channel.MESSENGER, Channel.SMS)).join();

    Map<Channel, String> expected = new LinkedHashMap<>();
    expected.put(Channel.MESSENGER, "{\"text\":\"hey\"}");
    expected.put(Channel.SMS, "{\"type\":\"text\",\"text\":\"Hi\"}");
    assertThat(shown).isEqualTo(expected);
    assertThat(sinch.sentMessages()).isEmpty();
  }

  @Test
  void findsAMessageAlsoAmongThoseThatWereOnlyDispatched() {
    api.send(SendRequest.to(TO).message(AppMessage.text("Hi")).metadata("id-1").build())
        .join();
    String id = sinch.sentMessages().get(0).messageId();

    StoredMessage found = api.message(id).join().orElseThrow();

    assertThat(found.id()).isEqualTo(id);
    assertThat(found.fromContact()).isFalse();
    assertThat(found.metadata()).isEqualTo("id-1");
    assertThat(found.contactId()).isNull();
    assertThat(api.message("NOPE").join()).isEmpty();
    assertThat(sinch.requests())
        .filteredOn(request -> request.path().endsWith(id))
        .extracting(RecordedRequest::query)
        .containsExactly("messages_source=CONVERSATION_SOURCE", "messages_source=DISPATCH_SOURCE");
  }

  @Test
  void endsAsTheEnginesSendsDo() {
    sinch.faults().next(Faults.Kind.SEND, 1, Faults.status(400));

    SendOutcome outcome =
        api.send(SendRequest.to(TO).message(AppMessage.text("Hi")).build()).join();

    assertThat(outcome)
        .isEqualTo(
            new SendOutcome.Rejected("POST /messages:send: Sinch answered 400 INVALID_ARGUMENT"));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
