package dev.botflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundJsonTest {
  private static final List<Choice> CHOICES = List.of(
      new Choice.Reply("Small", "p1"),
      new Choice.Reply("Large", null),
      new Choice.OpenUrl("Shop", "https://shop.example/", "p2"),
      new Choice.Call("Ring us", "+12025550100", "p3"),
      new Choice.ShowLocation("Way", "Our shop", 59.3293, -18.068600000000004, "p4"),
      new Choice.ShowLocation("Way", null, 0.1 + 0.2, 1e-7, null),
      new Choice.AddToCalendar(
          "Note it",
          "2026-01-05T09:00:00Z",
          "2026-01-05T10:00:00Z",
          "Visit",
          "Bring tea",
          "https://c.example/",
          "p5"),
      new Choice.AddToCalendar(
          "Note it", "2026-01-05T09:00:00Z", "2026-01-05T10:00:00Z", "Visit", null, "", null),
      new Choice.ShareLocation("Share", "https://m.example/", "p6"));

  static List<Outbound> messages() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("header[1]text", "Zoë");
    parameters.put("body[1]text", "17");
    return List.of(
        new TextMessage(""),
        new TextMessage("Tea \"for\" two\n\u0000 \ud83c\udf75 \ufffd"),
        new MediaMessage("https://m.example/a.png", "A leaf", "https://m.example/t.png", "a.png"),
        new MediaMessage("https://m.example/a.png", null, null, null),
        new CardMessage("Tea", "Green", "https://m.example/a.png", CHOICES),
        new CardMessage("Tea", null, null, List.of()),
        new CarouselMessage(
            List.of(
                new CardMessage("One", null, null, CHOICES),
                new CardMessage("Two", "t", null, List.of())),
            List.of(new Choice.Reply("None", "p9"))),
        new ChoiceMessage("Which one?", CHOICES),
        new ListMessage(
            "Teas",
            "Pick one",
            List.of(
                new ListMessage.Section(
                    "Green",
                    List.of(new ListMessage.Row(new Choice.Reply("Sencha", "p1"), "mild"))),
                new ListMessage.Section(
                    "", List.of(new ListMessage.Row(new Choice.Reply("Other", null), null))))),
        new ListMessage("Teas", null, List.of(new ListMessage.Section("Empty", List.of()))),
        new LocationMessage("Shop", "Main street", -90, 180),
        new LocationMessage("Shop", null, 2.0E-3, 12345678.900000001),
        new ContactInfoMessage(
            "Mia Example",
            List.of(
                new ContactInfoMessage.Entry("+12025550101", "work"),
                new ContactInfoMessage.Entry("1", null)),
            List.of(new ContactInfoMessage.Entry("mia@example.org", null)),
            List.of(new ContactInfoMessage.Entry("https://example.org", "home")),
            "Leaf",
            "1990-02-03"),
        new ContactInfoMessage("Mia Example", List.of(), List.of(), List.of(), null, null),
        new TemplateMessage("welcome", "2", "en_US", parameters),
        new TemplateMessage("welcome", null, null, new LinkedHashMap<>()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsBackWhatItWrote(Outbound message) {
    String text = OutboundJson.write(message);

    Outbound read = OutboundJson.read(text);

    assertThat(read).isEqualTo(message);
    assertThat(OutboundJson.write(read)).isEqualTo(text);
  }

  @Test
  void knowsEveryKindOfMessageAndOfChoice() {
    Stream<Class<?>> written = messages().stream().map(Object::getClass);

    assertThat(written).contains(Outbound.class.getPermittedSubclasses());
    assertThat(CHOICES.stream().map(Object::getClass))
        .contains(Choice.class.getPermittedSubclasses());
  }

  @Test
  void writesTheVersionAndTheKindFirst() {
    String text =
        OutboundJson.write(new ChoiceMessage("Which?", List.of(new Choice.Reply("Small", "p1"))));

    assertThat(text)
        .isEqualTo("{\"v\":1,\"kind\":\"choice\",\"text\":\"Which?\","
            + "\"choices\":[{\"kind\":\"reply\",\"label\":\"Small\",\"postback\":\"p1\"}]}");
  }

  @Test
  void replacesHalfASurrogatePairWhichNoStoreCanKeep() {
    Outbound read =
        OutboundJson.read(OutboundJson.write(new TextMessage("\ud83c\udf75 \udf75\ud83c")));

    assertThat(read).isEqualTo(new TextMessage("\ud83c\udf75 \ufffd\ufffd"));
  }

  @Test
  void writesADecimalNumberAsShortAsItReadsBack() {
    String text = OutboundJson.write(new LocationMessage("Shop", null, 0.1 + 0.2, 100));

    assertThat(text).endsWith("\"latitude\":0.30000000000000004,\"longitude\":100}");
  }

  @Test
  void readsBackAMessageWithItsAddress() {
    Outgoing full = new Outgoing(
        "m-1",
        new Address("app", new Channel("whatsapp-2"), "c1", "12025550100"),
        new TextMessage("Hi"),
        "corr");
    Outgoing typing =
        new Outgoing(full.id(), full.to(), full.message(), full.correlationId(), true);
    assertThat(OutboundJson.readOutgoing(OutboundJson.write(typing))).isEqualTo(typing);
    Outgoing legal =
        new Outgoing(full.id(), full.to(), full.message(), full.correlationId(), false, true);
    assertThat(OutboundJson.readOutgoing(OutboundJson.write(legal))).isEqualTo(legal);
    Outgoing slim = new Outgoing(
        "m-2", new Address("app", Channel.SMS, null, "12025550100"), new TextMessage("Hi"), null);

    assertThat(OutboundJson.readOutgoing(OutboundJson.write(full))).isEqualTo(full);
    assertThat(OutboundJson.readOutgoing(OutboundJson.write(slim))).isEqualTo(slim);
    assertThat(OutboundJson.write(slim))
        .isEqualTo(
            "{\"v\":1,\"id\":\"m-2\",\"to\":{\"app\":\"app\",\"channel\":\"SMS\",\"identity\":\"12025550100\"},"
                + "\"message\":{\"kind\":\"text\",\"text\":\"Hi\"}}");
  }

  @Test
  void refusesWhatItDoesNotKnowWithASentence() {
    assertRefused(
        "{\"v\":2,\"kind\":\"text\"}", "message: v: expected version 1 of this format, but was 2");
    assertRefused("{\"kind\":\"text\"}", "message: v: expected a whole number, but was absent");
    assertRefused(
        "{\"v\":1,\"kind\":\"poll\"}",
        "message: kind: expected text, media, card, carousel, choice, list, location, contact_info or template,"
            + " but was \"poll\"");
    assertRefused(
        "{\"v\":1,\"kind\":\"choice\",\"text\":\"a\",\"choices\":[{\"kind\":\"pay\",\"label\":\"b\"}]}",
        "message: choices[0]: kind: expected reply, open_url, call, show_location, add_to_calendar or share_location,"
            + " but was \"pay\"");
    assertRefused(
        "{\"v\":1,\"kind\":\"choice\",\"text\":\"a\",\"choices\":[]}",
        "message: choices: expected at least 1, but was 0");
    assertRefused(
        "{\"v\":1,\"kind\":\"text\",\"text\":null}", "message: text: expected text, but was null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"kind\":\"text\",\"text\":\"secret",
        "{\"v\":1,\"kind\":\"text\",\"kind\":\"text\",\"text\":\"secret\"}",
        "{\"v\":1,\"kind\":\"text\",\"text\":\"secret\"} secret",
        "{\"v\":1,\"kind\":\"text\",\"text\":secret}"
      })
  void refusesBrokenJsonWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> OutboundJson.read(text))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith(
            "message: expected a JSON object within the limits, but it is broken at line 1, column ")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void refusesATextThatWouldBeTooLongToRead() {
    Outbound message = new TextMessage("x".repeat(1024 * 1024 + 1));

    assertThatThrownBy(() -> OutboundJson.write(message))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("message: /text: expected at most 1048576 characters, but was 1048577");
  }

  private static void assertRefused(String text, String sentence) {
    assertThatThrownBy(() -> OutboundJson.read(text))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(sentence);
  }
}
