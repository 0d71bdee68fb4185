package dev.botflow.sinch.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        .message(new TextMessage("Hi"))
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
        () -> request.message(new Variants(null, new LinkedHashMap<>())),
        "message: expected a default wording, but was none");
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

  static Stream<Arguments> mistakes() {
    Choice reply = new Choice.Reply("Yes", "pb");
    List<Choice> eleven = Collections.nCopies(11, reply);
    CardMessage card = new CardMessage("A", null, null, List.of());
    List<ListMessage.Row> rows =
        Collections.nCopies(11, new ListMessage.Row(new Choice.Reply("Row", null), null));
    return Stream.of(
        Arguments.of(new TextMessage(" "), "text_message.text: expected a text, but was blank"),
        Arguments.of(
            new MediaMessage("", null, null, null),
            "media_message.url: expected a text, but was blank"),
        Arguments.of(
            new LocationMessage("A", null, 90.5, 0),
            "location_message.latitude: expected -90 to 90 degrees, but was 90.5"),
        Arguments.of(
            new LocationMessage("A", null, 0, Double.NaN),
            "location_message.longitude: expected -180 to 180 degrees, but was NaN"),
        Arguments.of(
            new ChoiceMessage("Well?", eleven),
            "choice_message.choices: expected 1 to 10, but was 11"),
        Arguments.of(
            new ChoiceMessage("Well?", List.of(new Choice.OpenUrl("Site", "", null))),
            "choice_message.choices.url: expected a text, but was blank"),
        Arguments.of(
            new CardMessage("", "Likes shade", null, List.of()),
            "card_message.title: expected a text, but was blank"),
        Arguments.of(
            new ListMessage("Plants", null, List.of(new ListMessage.Section("", rows))),
            "list_message.sections.items: expected 1 to 10, but was 11"),
        Arguments.of(
            new CarouselMessage(Collections.nCopies(11, card), List.of()),
            "carousel_message.cards: expected 1 to 10, but was 11"),
        Arguments.of(
            new CarouselMessage(List.of(card), Collections.nCopies(4, reply)),
            "carousel_message.choices: expected 0 to 3, but was 4"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysEarlyWhatSinchWouldRefuseOfAMessage(Outbound message, String problem) {
    refuses(() -> SendRequest.to(TO).message(message), problem);
  }

  @Test
  void givesEachChannelItsRenderingWhereSeveralMayShowIt() {
    List<Choice> four = List.of(
        new Choice.Reply("A", "a"),
        new Choice.Reply("B", "b"),
        new Choice.Reply("C", "c"),
        new Choice.Reply("D", "d"));

    String body = body(
        Variants.of(new ChoiceMessage("Which?", four)), Channel.RCS, Channel.WHATSAPP, Channel.SMS);

    assertThat(body)
        .contains("\"message\":{\"choice_message\":{\"text_message\":{\"text\":\"Which?\"}")
        .contains(
            "\"explicit_channel_omni_message\":{\"WHATSAPP\":{\"list_message\":{\"title\":\"Which?\"")
        .contains(
            "\"SMS\":{\"text_message\":{\"text\":\"Which?\\n\\n1. A\\n2. B\\n3. C\\n4. D\"}}");
    assertThat(body).doesNotContain("\"RCS\":{");
  }

  @Test
  void sendsTheWordingsOfOneFlowStepAsOneMessage() {
    Variants message = new Variants(
        new TextMessage("Hello"),
        Collections.singletonMap(Channel.SMS, new TextMessage("Leaf: hi")));

    assertThat(body(message, Channel.RCS, Channel.SMS))
        .contains(
            "\"message\":{\"text_message\":{\"text\":\"Hello\"},\"explicit_channel_omni_message\":"
                + "{\"SMS\":{\"text_message\":{\"text\":\"Leaf: hi\"}}}}");
    assertThat(body(message, Channel.SMS))
        .contains("\"message\":{\"text_message\":{\"text\":\"Leaf: hi\"}}");
  }

  private static String body(Variants message, Channel... channels) {
    return SinchMessages.body(
        "APP1",
        SendRequest.to(Recipient.contact("C1"))
            .message(message)
            .priority(channels)
            .build(),
        SinchChannelLimits.all());
  }

  @Test
  void showsForWhomOnly() {
    SendRequest request = SendRequest.to(Recipient.identity(Channel.SMS, Canaries.PHONE))
        .message(new TextMessage(Canaries.TEXT))
        .build();

    assertThat(request).hasToString("SendRequest[Recipient[[SMS]]]");
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
    Variants message = new Variants(
        new TextMessage("Hi"), Collections.singletonMap(Channel.SMS, new TextMessage("Hey")));

    Map<Channel, String> shown =
        api.transcode(message, List.of(Channel.MESSENGER, Channel.SMS)).join();

    Map<Channel, String> expected = new LinkedHashMap<>();
    expected.put(Channel.MESSENGER, "{\"type\":\"text\",\"text\":\"Hi\"}");
    expected.put(Channel.SMS, "{\"type\":\"text\",\"text\":\"Hey\"}");
    assertThat(shown).isEqualTo(expected);
    assertThat(sinch.sentMessages()).isEmpty();
  }

  @Test
  void findsAMessageAlsoAmongThoseThatWereOnlyDispatched() {
    api.send(SendRequest.to(TO).message(new TextMessage("Hi")).metadata("id-1").build())
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
        api.send(SendRequest.to(TO).message(new TextMessage("Hi")).build()).join();

    assertThat(outcome)
        .isEqualTo(
            new SendOutcome.Rejected("POST /messages:send: Sinch answered 400 INVALID_ARGUMENT"));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
