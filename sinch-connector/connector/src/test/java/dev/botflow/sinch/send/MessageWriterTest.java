package dev.botflow.sinch.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.message.CardMessage;
import dev.botflow.message.CarouselMessage;
import dev.botflow.message.Choice;
import dev.botflow.message.ContactInfoMessage;
import dev.botflow.message.ContactInfoMessage.Entry;
import dev.botflow.message.ListMessage;
import dev.botflow.message.LocationMessage;
import dev.botflow.message.MediaMessage;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TemplateMessage;
import dev.botflow.message.TextMessage;
import dev.botflow.message.Variants;
import dev.botflow.sinch.json.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {
  private static final Address CONTACT = new Address("APP1", Channel.WHATSAPP, "C1", "46700000001");

  @Test
  void addressesTheContactOnThisOneChannel() {
    String body = SinchMessages.body(
        new Outgoing("id-1", CONTACT, new TextMessage("Hi"), "corr"), SinchChannelLimits.all());

    assertThat(body)
        .isEqualTo(
            "{\"app_id\":\"APP1\",\"recipient\":{\"contact_id\":\"C1\"},\"message\":{\"text_message\":{\"text\":\"Hi\"}},"
                + "\"channel_priority_order\":[\"WHATSAPP\"],\"message_metadata\":\"id-1\",\"correlation_id\":\"corr\"}");
  }

  @Test
  void addressesTheIdentityWhereThereIsNoContact() {
    Address sms = new Address("APP1", Channel.SMS, null, "+46700000001");

    String body = SinchMessages.body(
        new Outgoing("id-1", sms, new TextMessage("Hi"), null), SinchChannelLimits.all());

    assertThat(body)
        .isEqualTo(
            "{\"app_id\":\"APP1\",\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\",\"identity\":\"+46700000001\"}]}},"
                + "\"message\":{\"text_message\":{\"text\":\"Hi\"}},\"channel_priority_order\":[\"SMS\"],\"message_metadata\":\"id-1\"}");
  }

  @Test
  void namesTheAppBesideAnIdentityThatCountsInOneAppOnly() {
    for (Channel channel : Channel.known()) {
      boolean scoped =
          List.of("MESSENGER", "VIBER", "INSTAGRAM", "LINE", "WECHAT").contains(channel.name());
      Address to = new Address("APP1", channel, null, "u1");

      String body = SinchMessages.body(
          new Outgoing("id-1", to, new TextMessage("Hi"), null), SinchChannelLimits.all());

      assertThat(body.contains("\"identity\":\"u1\",\"app_id\":\"APP1\""))
          .as(channel.name())
          .isEqualTo(scoped);
    }
  }

  @Test
  void cutsALongCorrelationId() {
    String body = SinchMessages.body(
        new Outgoing("id-1", CONTACT, new TextMessage("Hi"), "c".repeat(300)),
        SinchChannelLimits.all());

    assertThat(body).endsWith("\"correlation_id\":\"" + "c".repeat(128) + "\"}");
  }

  @Test
  void givesEachChannelItsOwnProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("SMS_SENDER", "46710000000");
    properties.put("MMS_SENDER", "12015550100");
    properties.put("VIBER_SENDER_NAME", "Fern");
    MessageWriter writer = new MessageWriter(SinchChannelLimits.all(), properties);

    assertThat(text(writer.write(to(Channel.SMS))))
        .contains("\"channel_properties\":{\"SMS_SENDER\":\"46710000000\"}");
    assertThat(text(writer.write(to(Channel.VIBERBM))))
        .contains("\"channel_properties\":{\"VIBER_SENDER_NAME\":\"Fern\"}");
    assertThat(text(writer.write(to(Channel.WHATSAPP)))).doesNotContain("channel_properties");
  }

  @Test
  void writesMedia() {
    assertThat(message(new MediaMessage(
            "https://a.example/a.pdf", null, "https://a.example/t.png", "Guide.pdf")))
        .isEqualTo(
            "{\"media_message\":{\"url\":\"https://a.example/a.pdf\",\"thumbnail_url\":\"https://a.example/t.png\",\"filename_override\":\"Guide.pdf\"}}");
  }

  @Test
  void writesACardWithEveryKindOfChoice() {
    CardMessage card = new CardMessage(
        "Fern",
        "Likes shade",
        "https://a.example/fern.png",
        List.of(
            new Choice.Reply("Buy", "pb"),
            new Choice.OpenUrl("Site", "https://a.example", null),
            new Choice.Call("Call", "+4670", "c"),
            new Choice.ShowLocation("Shop", "Leaf", 1.5, -2, null)));
    CardMessage more = new CardMessage(
        "Fern",
        null,
        null,
        List.of(
            new Choice.AddToCalendar(
                "Date",
                "2026-01-05T09:00:00Z",
                "2026-01-05T10:00:00Z",
                "Visit",
                "With Ana",
                "https://a.example/c",
                null),
            new Choice.ShareLocation("Where", "https://a.example/w", null)));

    assertThat(message(card, Channel.RCS))
        .isEqualTo(
            "{\"card_message\":{\"title\":\"Fern\",\"description\":\"Likes shade\",\"media_message\":{\"url\":\"https://a.example/fern.png\"},\"choices\":["
                + "{\"text_message\":{\"text\":\"Buy\"},\"postback_data\":\"pb\"},"
                + "{\"url_message\":{\"title\":\"Site\",\"url\":\"https://a.example\"}},"
                + "{\"call_message\":{\"title\":\"Call\",\"phone_number\":\"+4670\"},\"postback_data\":\"c\"},"
                + "{\"location_message\":{\"title\":\"Shop\",\"label\":\"Leaf\",\"coordinates\":{\"latitude\":1.5,\"longitude\":-2.0}}}]}}");
    assertThat(message(more, Channel.RCS))
        .isEqualTo(
            "{\"card_message\":{\"title\":\"Fern\",\"choices\":["
                + "{\"calendar_message\":{\"title\":\"Date\",\"event_start\":\"2026-01-05T09:00:00Z\",\"event_end\":\"2026-01-05T10:00:00Z\",\"event_title\":\"Visit\",\"event_description\":\"With Ana\",\"fallback_url\":\"https://a.example/c\"}},"
                + "{\"share_location_message\":{\"title\":\"Where\",\"fallback_url\":\"https://a.example/w\"}}]}}");
  }

  @Test
  void writesACarousel() {
    CarouselMessage carousel = new CarouselMessage(
        List.of(
            new CardMessage("A", null, null, List.of()),
            new CardMessage("B", "b", null, List.of())),
        List.of(new Choice.Reply("More", "pb")));

    assertThat(message(carousel, Channel.MESSENGER))
        .isEqualTo(
            "{\"carousel_message\":{\"cards\":[{\"title\":\"A\"},{\"title\":\"B\",\"description\":\"b\"}],"
                + "\"choices\":[{\"text_message\":{\"text\":\"More\"},\"postback_data\":\"pb\"}]}}");
  }

  @Test
  void writesAList() {
    ListMessage list = new ListMessage(
        "Plants",
        "Pick one",
        List.of(
            new ListMessage.Section(
                "Shade", List.of(new ListMessage.Row(new Choice.Reply("Fern", "p1"), "green"))),
            new ListMessage.Section(
                "Sun", List.of(new ListMessage.Row(new Choice.Reply("Sage", "p2"), null)))));

    assertThat(message(list, Channel.WHATSAPP))
        .isEqualTo(
            "{\"list_message\":{\"title\":\"Plants\",\"description\":\"Pick one\",\"sections\":["
                + "{\"title\":\"Shade\",\"items\":[{\"choice\":{\"title\":\"Fern\",\"description\":\"green\",\"postback_data\":\"p1\"}}]},"
                + "{\"title\":\"Sun\",\"items\":[{\"choice\":{\"title\":\"Sage\",\"postback_data\":\"p2\"}}]}]}}");
  }

  @Test
  void writesAPlaceAndAVisitingCard() {
    assertThat(message(new LocationMessage("Shop", "Leaf", 59.3, 18.1)))
        .isEqualTo(
            "{\"location_message\":{\"title\":\"Shop\",\"label\":\"Leaf\",\"coordinates\":{\"latitude\":59.3,\"longitude\":18.1}}}");
    assertThat(message(new ContactInfoMessage(
            "Ana Fern",
            List.of(new Entry("+4670", "work")),
            List.of(new Entry("ana@example.org", null)),
            List.of(new Entry("https://a.example", null)),
            "Leaf",
            "1990-01-02")))
        .isEqualTo(
            "{\"contact_info_message\":{\"name\":{\"full_name\":\"Ana Fern\"},\"phone_numbers\":[{\"phone_number\":\"+4670\",\"type\":\"work\"}],"
                + "\"email_addresses\":[{\"email_address\":\"ana@example.org\"}],\"organization\":{\"company\":\"Leaf\"},"
                + "\"urls\":[{\"url\":\"https://a.example\"}],\"birthday\":\"1990-01-02\"}}");
  }

  @Test
  void writesAChannelsOwnTemplateAndElsewhereOneOfSinch() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("body[1]text", "Ana");
    TemplateMessage template = new TemplateMessage("hello", "2", "en_US", parameters);

    assertThat(message(template, Channel.WHATSAPP))
        .isEqualTo(
            "{\"template_message\":{\"channel_template\":{\"WHATSAPP\":{\"template_id\":\"hello\",\"version\":\"2\",\"language_code\":\"en_US\",\"parameters\":{\"body[1]text\":\"Ana\"}}}}}");
    assertThat(message(template, Channel.SMS))
        .isEqualTo(
            "{\"template_message\":{\"omni_template\":{\"template_id\":\"hello\",\"version\":\"2\",\"language_code\":\"en_US\",\"parameters\":{\"body[1]text\":\"Ana\"}}}}");
  }

  @Test
  void asksForTheNewestOfSinchsTemplatesWhereNoVersionIsNamed() {
    TemplateMessage template = new TemplateMessage("hello", null, "en", new LinkedHashMap<>());

    assertThat(message(template, Channel.SMS))
        .isEqualTo(
            "{\"template_message\":{\"omni_template\":{\"template_id\":\"hello\",\"version\":\"latest\",\"language_code\":\"en\",\"parameters\":{}}}}");
  }

  @Test
  void namesTheChannelsWithTemplatesOfTheirOwnWithinTheOneMessage() {
    TemplateMessage template = new TemplateMessage("hello", "2", "en", new LinkedHashMap<>());
    String named =
        "{\"template_id\":\"hello\",\"version\":\"2\",\"language_code\":\"en\",\"parameters\":{}}";

    assertThat(message(Variants.of(template)))
        .isEqualTo("{\"template_message\":{\"omni_template\":" + named
            + ",\"channel_template\":{\"WHATSAPP\":" + named + "}}}");
  }

  @Test
  void namesATemplateAsOneChannelsVariantByReference() {
    TemplateMessage template = new TemplateMessage("hello", "2", "en", new LinkedHashMap<>());
    String named =
        "{\"template_id\":\"hello\",\"version\":\"2\",\"language_code\":\"en\",\"parameters\":{}}";
    String expected =
        "{\"text_message\":{\"text\":\"Hi\"},\"explicit_channel_omni_message\":{\"WHATSAPP\":{\"template_reference\":"
            + named + "}}}";

    assertThat(message(new Variants(
            new TextMessage("Hi"), Collections.singletonMap(Channel.WHATSAPP, template))))
        .isEqualTo(expected);
  }

  /** As it is written for WhatsApp and SMS at once. */
  private static String message(Variants message) {
    byte[] body = new MessageWriter(SinchChannelLimits.all(), new LinkedHashMap<>())
        .writeTranscode("APP1", message, List.of(Channel.WHATSAPP, Channel.SMS));
    String text = new String(body, StandardCharsets.UTF_8);
    int start = text.indexOf("\"app_message\":") + "\"app_message\":".length();
    return text.substring(start, text.indexOf(",\"channels\""));
  }

  @Test
  void neverThrowsOnHalfACharacter() {
    assertThat(message(new TextMessage("half \ud83d end"))).contains("half ? end");
  }

  @Test
  void saysThatItIsWriting() {
    MessageWriter writer = new MessageWriter(SinchChannelLimits.all(), new LinkedHashMap<>());

    assertThat(text(
            writer.writeEvent("APP1", Recipient.of(CONTACT), CONTACT.channel(), AppEvent.typing())))
        .isEqualTo(
            "{\"app_id\":\"APP1\",\"event\":{\"composing_event\":{}},\"recipient\":{\"contact_id\":\"C1\"},\"channel_priority_order\":[\"WHATSAPP\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "é ü ß",
        "€ ✓ 日本語",
        "🌿 fern",
        "🌿🌿",
        "half \ud83d",
        "half \udf3f end",
        "\ud83d\ud83d\udf3f",
        "\udf3f\ud83d"
      })
  void writesTextsAsTheJdkWould(String text) {
    Utf8Text written = new Utf8Text(new BufferRecycler());

    for (char c : text.toCharArray()) {
      written.write(new char[] {c}, 0, 1);
    }

    assertThat(written.toBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Outgoing to(Channel channel) {
    return new Outgoing(
        "id-1", new Address("APP1", channel, "C1", null), new TextMessage("Hi"), null);
  }

  private static String message(Outbound outbound) {
    return message(outbound, Channel.WHATSAPP);
  }

  private static String message(Outbound outbound, Channel channel) {
    Outgoing outgoing =
        new Outgoing("id-1", new Address("APP1", channel, "C1", null), outbound, null);
    String body = SinchMessages.body(outgoing, SinchChannelLimits.all());
    int start = body.indexOf("\"message\":") + "\"message\":".length();
    return body.substring(start, body.indexOf(",\"channel_priority_order\""));
  }
}
