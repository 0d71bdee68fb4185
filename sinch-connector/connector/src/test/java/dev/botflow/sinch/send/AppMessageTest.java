package dev.botflow.sinch.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.event.Channel;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.simulator.SinchSimulator;
import dev.botflow.sinch.Canaries;
import dev.botflow.sinch.api.ConversationApi;
import dev.botflow.sinch.config.Region;
import dev.botflow.sinch.config.SinchConfig;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppMessageTest {
  private static final Choice REPLY = new Choice.Reply("Yes", "pb");

  private static SinchSimulator sinch;
  private static ConversationApi api;

  @BeforeAll
  static void start() {
    sinch = SinchSimulator.builder()
        .project("P1")
        .app("APP1")
        .key("key", Canaries.CLIENT_SECRET)
        .channels("WHATSAPP", "RCS", "SMS", "MESSENGER", "KAKAOTALK")
        .start();
    api =
        ConversationApi.open(SinchConfig.of("P1", "APP1", "key", Canaries.CLIENT_SECRET, Region.EU)
            .baseUrls(sinch.baseUrl(), sinch.tokenUrl()));
  }

  @AfterAll
  static void stop() {
    api.close();
    sinch.close();
  }

  static Stream<Arguments> messages() {
    Map<String, String> parameters = Collections.singletonMap("body[1]text", "Ana");
    return Stream.of(
        Arguments.of(AppMessage.text("Hi"), "{\"text_message\":{\"text\":\"Hi\"}}"),
        Arguments.of(
            AppMessage.media("https://a.example/a.pdf", "https://a.example/t.png", "Guide.pdf"),
            "{\"media_message\":{\"url\":\"https://a.example/a.pdf\",\"thumbnail_url\":\"https://a.example/t.png\",\"filename_override\":\"Guide.pdf\"}}"),
        Arguments.of(
            AppMessage.location("Shop", "Leaf", 1.5, -2),
            "{\"location_message\":{\"title\":\"Shop\",\"label\":\"Leaf\",\"coordinates\":{\"latitude\":1.5,\"longitude\":-2.0}}}"),
        Arguments.of(
            AppMessage.choice("Well?")
                .reply("Yes", "pb")
                .whatsAppFooter("small")
                .build(),
            "{\"choice_message\":{\"text_message\":{\"text\":\"Well?\"},\"choices\":[{\"text_message\":{\"text\":\"Yes\"},\"postback_data\":\"pb\"}],\"message_properties\":{\"whatsapp_footer\":\"small\"}}}"),
        Arguments.of(
            AppMessage.card("Fern")
                .description("Likes shade")
                .media("https://a.example/f.png")
                .height(CardBuilder.Height.TALL)
                .choice(new Choice.ShareLocation("Where", "https://a.example", null))
                .whatsAppHeader("Plants")
                .build(),
            "{\"card_message\":{\"title\":\"Fern\",\"description\":\"Likes shade\",\"media_message\":{\"url\":\"https://a.example/f.png\"},\"height\":\"TALL\",\"choices\":[{\"share_location_message\":{\"title\":\"Where\",\"fallback_url\":\"https://a.example\"}}],\"message_properties\":{\"whatsapp_header\":\"Plants\"}}}"),
        Arguments.of(
            AppMessage.carousel()
                .card(AppMessage.card("A"))
                .card(AppMessage.card("B"))
                .choice(REPLY)
                .build(),
            "{\"carousel_message\":{\"cards\":[{\"title\":\"A\"},{\"title\":\"B\"}],\"choices\":[{\"text_message\":{\"text\":\"Yes\"},\"postback_data\":\"pb\"}]}}"),
        Arguments.of(
            AppMessage.list("Plants")
                .description("Pick one")
                .section("Green")
                .row("Fern", "shade", "fern")
                .product("p1", "shop")
                .catalog("c1")
                .menu("Open")
                .build(),
            "{\"list_message\":{\"title\":\"Plants\",\"sections\":[{\"title\":\"Green\",\"items\":[{\"choice\":{\"title\":\"Fern\",\"description\":\"shade\",\"postback_data\":\"fern\"}},{\"product\":{\"id\":\"p1\",\"marketplace\":\"shop\"}}]}],\"description\":\"Pick one\",\"message_properties\":{\"catalog_id\":\"c1\",\"menu\":\"Open\"}}}"),
        Arguments.of(
            AppMessage.template()
                .omni("T1", "1", "en", parameters)
                .on(Channel.WHATSAPP, "hello", "en_US", parameters)
                .build(),
            "{\"template_message\":{\"omni_template\":{\"template_id\":\"T1\",\"version\":\"1\",\"language_code\":\"en\",\"parameters\":{\"body[1]text\":\"Ana\"}},\"channel_template\":{\"WHATSAPP\":{\"template_id\":\"hello\",\"language_code\":\"en_US\",\"parameters\":{\"body[1]text\":\"Ana\"}}}}}"),
        Arguments.of(
            AppMessage.contactInfo("Ana B. Fern")
                .name("Ana", "B.", "Fern")
                .title("Dr", null)
                .phone(Canaries.PHONE, "Mobile")
                .email("ana@a.example", null)
                .url("https://a.example", "Company")
                .address("Lund", "22100", null, "Sweden", "SE")
                .organization("Leaf", "Shop", "Head")
                .birthday(LocalDate.of(1968, 7, 7))
                .build(),
            "{\"contact_info_message\":{\"name\":{\"full_name\":\"Ana B. Fern\",\"first_name\":\"Ana\",\"middle_name\":\"B.\",\"last_name\":\"Fern\",\"prefix\":\"Dr\"},\"phone_numbers\":[{\"phone_number\":\""
                + Canaries.PHONE
                + "\",\"type\":\"Mobile\"}],\"email_addresses\":[{\"email_address\":\"ana@a.example\"}],\"urls\":[{\"url\":\"https://a.example\",\"type\":\"Company\"}],\"addresses\":[{\"city\":\"Lund\",\"zip\":\"22100\",\"country\":\"Sweden\",\"country_code\":\"SE\"}],\"organization\":{\"company\":\"Leaf\",\"department\":\"Shop\",\"title\":\"Head\"},\"birthday\":\"1968-07-07\"}}"),
        Arguments.of(
            AppMessage.text("Hi")
                .on(Channel.SMS, AppMessage.text("hi"))
                .explicitly(Channel.MESSENGER, "{\"text\":\"hey\"}")
                .specifically(
                    Channel.WHATSAPP,
                    ChannelSpecific.whatsAppFlow("F1", "Open", "Fill in")
                        .header("Form")
                        .footer("thanks")
                        .token("t1")
                        .draft()
                        .screen("FIRST", "{\"a\":1}")
                        .build())
                .agent(new Agent("Fern", Agent.Type.BOT, "https://a.example/f.png")),
            "{\"text_message\":{\"text\":\"Hi\"},\"explicit_channel_omni_message\":{\"SMS\":{\"text_message\":{\"text\":\"hi\"}}},\"explicit_channel_message\":{\"MESSENGER\":\"{\\\"text\\\":\\\"hey\\\"}\"},"
                + "\"channel_specific_message\":{\"WHATSAPP\":{\"message_type\":\"FLOWS\",\"message\":{\"flow_id\":\"F1\",\"flow_cta\":\"Open\",\"body\":{\"text\":\"Fill in\"},\"header\":{\"type\":\"text\",\"text\":\"Form\"},\"footer\":{\"text\":\"thanks\"},\"flow_token\":\"t1\",\"flow_mode\":\"draft\",\"flow_action\":\"navigate\",\"flow_action_payload\":{\"screen\":\"FIRST\",\"data\":{\"a\":1}}}}},"
                + "\"agent\":{\"display_name\":\"Fern\",\"type\":\"BOT\",\"picture_url\":\"https://a.example/f.png\"}}"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void writesWhatSinchTakes(AppMessage message, String json) {
    SendRequest request = SendRequest.to(
            Recipient.identity(Channel.WHATSAPP, Canaries.PHONE).or(Channel.SMS, Canaries.PHONE))
        .message(message)
        .build();
    String body = SinchMessages.body("APP1", request, SinchChannelLimits.all());

    assertThat(body).endsWith("\"message\":" + json + "}");
    assertThat(api.send(request).join()).isInstanceOf(dev.botflow.message.SendOutcome.Sent.class);
    assertThat(sinch.sentMessages()).last().extracting("body").isEqualTo(body);
  }

  static Stream<Arguments> mistakes() {
    ChoiceBuilder ten = AppMessage.choice("Well?");
    for (int i = 0; i < 10; i++) {
      ten.reply("Yes " + i, null);
    }
    ListBuilder rows = AppMessage.list("Plants");
    for (int i = 0; i < 10; i++) {
      rows.row("Row " + i, null, null);
    }
    CarouselBuilder cards = AppMessage.carousel();
    for (int i = 0; i < 10; i++) {
      cards.card(AppMessage.card("Card " + i));
    }
    CarouselBuilder outer = AppMessage.carousel()
        .card(AppMessage.card("A"))
        .choice(REPLY)
        .choice(REPLY)
        .choice(REPLY);
    String blank = " ";
    return Stream.of(
        mistake(() -> AppMessage.text(blank), "text_message.text: expected a text, but was blank"),
        mistake(() -> AppMessage.media(""), "media_message.url: expected a text, but was blank"),
        mistake(
            () -> AppMessage.location("A", null, 90.5, 0),
            "location_message.latitude: expected -90 to 90 degrees, but was 90.5"),
        mistake(
            () -> AppMessage.location("A", null, 0, Double.NaN),
            "location_message.longitude: expected -180 to 180 degrees, but was NaN"),
        mistake(
            () -> AppMessage.choice("Well?").build(),
            "choice_message.choices: expected 1 to 10, but was 0"),
        mistake(
            () -> ten.reply("one more", null),
            "choice_message.choices: expected 1 to 10, but was 11"),
        mistake(
            () -> AppMessage.choice("Well?").choice(new Choice.OpenUrl("Site", "", null)),
            "choice_message.choices.url: expected a text, but was blank"),
        mistake(
            () -> AppMessage.choice("Well?").whatsAppFooter("f".repeat(61)),
            "choice_message.message_properties.whatsapp_footer: expected at most 60 characters, but was 61"),
        mistake(
            () -> rows.row("one more", null, null),
            "list_message.sections.items: expected 1 to 10, but was 11"),
        mistake(
            () -> AppMessage.list("Plants")
                .section("A")
                .section("B")
                .row("r", null, null)
                .build(),
            "list_message.sections.items: expected 1 to 10, but was 0"),
        mistake(
            () -> cards.card(AppMessage.card("one more")),
            "carousel_message.cards: expected 1 to 10, but was 11"),
        mistake(() -> outer.choice(REPLY), "carousel_message.choices: expected 0 to 3, but was 4"),
        mistake(
            () -> AppMessage.template().build(), "template_message: expected 1 to 2, but was 0"),
        mistake(
            () -> AppMessage.contactInfo("Ana").build(),
            "contact_info_message.phone_numbers: expected 1 to 100, but was 0"),
        mistake(
            () -> ChannelSpecific.whatsAppFlow("F1", "b".repeat(21), "Fill in"),
            "flow_cta: expected at most 20 characters, but was 21"),
        mistake(
            () -> ChannelSpecific.whatsAppFlow("F1", "Open", "b".repeat(1025)),
            "body: expected at most 1024 characters, but was 1025"),
        mistake(
            () -> ChannelSpecific.whatsAppFlow("F1", "Open", "b").footer("f".repeat(61)),
            "footer: expected at most 60 characters, but was 61"),
        mistake(
            () -> ChannelSpecific.of("ORDER_STATUS", "[]"),
            "channel_specific_message: expected a JSON object, but was something else"),
        mistake(
            () -> AppMessage.text("Hi").explicitly(Channel.SMS, "{"),
            "explicit_channel_message.SMS: expected JSON, but was something else"),
        mistake(
            () -> AppMessage.of(new LocationMessage("A", null, 91, 0)),
            "location_message.latitude: expected -90 to 90 degrees, but was 91.0"),
        mistake(
            () -> AppMessage.of(new ChoiceMessage("Well?", Collections.nCopies(11, REPLY))),
            "choice_message.choices: expected 1 to 10, but was 11"),
        mistake(
            () -> AppMessage.of(new Variants(null, new LinkedHashMap<>())),
            "message: expected a default wording, but was none"));
  }

  private static Arguments mistake(Executable made, String message) {
    return Arguments.of(made, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysEarlyWhatSinchWouldRefuse(Executable made, String message) {
    assertThatThrownBy(made::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void givesEachChannelItsRenderingWhereSeveralMayShowIt() {
    List<Choice> four = List.of(
        new Choice.Reply("A", "a"),
        new Choice.Reply("B", "b"),
        new Choice.Reply("C", "c"),
        new Choice.Reply("D", "d"));
    AppMessage message = AppMessage.of(new ChoiceMessage("Which?", four));

    String body = SinchMessages.body(
        "APP1",
        SendRequest.to(Recipient.contact("C1"))
            .message(message)
            .priority(Channel.RCS, Channel.WHATSAPP, Channel.SMS)
            .build(),
        SinchChannelLimits.all());

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
    Map<Channel, dev.botflow.message.Outbound> byChannel = new LinkedHashMap<>();
    byChannel.put(Channel.SMS, new TextMessage("Leaf: hi"));
    Variants variants = new Variants(new TextMessage("Hello"), byChannel);
    AppMessage message = AppMessage.of(variants);

    assertThat(body(message, Channel.RCS, Channel.SMS))
        .contains(
            "\"message\":{\"text_message\":{\"text\":\"Hello\"},\"explicit_channel_omni_message\":"
                + "{\"SMS\":{\"text_message\":{\"text\":\"Leaf: hi\"}}}}");
    assertThat(body(message, Channel.SMS))
        .contains("\"message\":{\"text_message\":{\"text\":\"Leaf: hi\"}}");
  }

  @Test
  void showsKindAndChannelsOnly() {
    AppMessage message = AppMessage.of(new ListMessage(
            Canaries.TEXT,
            null,
            List.of(new ListMessage.Section(
                "", List.of(new ListMessage.Row(new Choice.Reply("A", null), null))))))
        .on(Channel.SMS, AppMessage.text(Canaries.TEXT));

    assertThat(message).hasToString("AppMessage[ListMessage, other on [SMS][][]]");
    assertThat(SendRequest.to(Recipient.identity(Channel.SMS, Canaries.PHONE))
            .message(message)
            .build())
        .hasToString("SendRequest[Recipient[[SMS]], AppMessage[ListMessage, other on [SMS][][]]]");
  }

  private static String body(AppMessage message, Channel... channels) {
    return SinchMessages.body(
        "APP1",
        SendRequest.to(Recipient.contact("C1"))
            .message(message)
            .priority(channels)
            .build(),
        SinchChannelLimits.all());
  }
}
