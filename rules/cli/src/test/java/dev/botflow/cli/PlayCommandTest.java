package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayCommandTest {
  private static final String HI = TeaHouse.event("whatsapp-hi.json");
  private static final String GREEN = TeaHouse.event("whatsapp-green.json");
  private static final String LATE = TeaHouse.event("whatsapp-late.json");
  private static final String TO =
      "{\"app_id\":\"01TEAAPP000000000000000001\",\"recipient\":{\"contact_id\":\"tea-contact\"},\"message\":";
  private static final String ON_WHATSAPP =
      ",\"channel_priority_order\":[\"WHATSAPP\"],\"message_metadata\":\"ID\"}";
  private static final String TEAS =
      "\"choices\":[{\"text_message\":{\"text\":\"Green tea\"},\"postback_data\":\"ID\"},"
          + "{\"text_message\":{\"text\":\"Black tea\"},\"postback_data\":\"ID\"},"
          + "{\"text_message\":{\"text\":\"No tea\"},\"postback_data\":\"ID\"}]";

  @Test
  void printsWhatEachEventLedTo() {
    // When
    Run run = Run.botflow("play", TeaHouse.BOT, HI, GREEN, "--stub", TeaHouse.STUB, "--json");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(masked(run))
        .containsExactly(
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"outcome\":\"handled\",\"rule\":\"T10\","
                + "\"flow\":\"order\",\"waitingAt\":\"order.kind\",\"messages\":["
                + TO + "{\"text_message\":{\"text\":\"Hi there, this is the tea house.\"}}"
                + ON_WHATSAPP + ","
                + TO + "{\"choice_message\":{\"text_message\":{\"text\":\"Which tea?\"}," + TEAS
                + "}}" + ON_WHATSAPP
                + "],\"trace\":[{\"what\":\"routed\",\"rule\":\"T10\",\"flow\":\"order\",\"why\":[{\"rule\":\"T01\","
                + "\"column\":\"Says\",\"cell\":\"in STOP_WORDS\",\"found\":\"hi\"}]}]}",
            "{\"file\":\"src/test/resources/events/whatsapp-green.json\",\"outcome\":\"handled\",\"rule\":null,"
                + "\"flow\":\"order\",\"waitingAt\":null,\"messages\":["
                + TO + "{\"text_message\":{\"text\":\"Your green tea is in pot 7.\"}}" + ON_WHATSAPP
                + "],\"trace\":[{\"what\":\"answered\",\"flow\":\"order\",\"step\":\"kind\",\"choice\":\"green\"},"
                + "{\"what\":\"called\",\"flow\":\"order\",\"step\":\"brew\",\"action\":\"house.brew\"},"
                + "{\"what\":\"completed\",\"flow\":\"order\",\"step\":\"brew\",\"outcome\":\"ok\"}]}");
  }

  @Test
  void firesTimersThatAreDueBeforeTheNextEventAndAtTheEnd() {
    // When
    Run run =
        Run.botflow("play", TeaHouse.BOT, HI, LATE, "--until", "2026-03-04T00:00:00Z", "--json");

    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.lines())
        .extracting(line -> line.substring(0, line.indexOf(",\"messages\"")))
        .containsExactly(
            "{\"file\":\"" + HI
                + "\",\"outcome\":\"handled\",\"rule\":\"T10\",\"flow\":\"order\",\"waitingAt\":\"order.kind\"",
            "{\"file\":null,\"outcome\":\"handled\",\"rule\":null,\"flow\":\"order\",\"waitingAt\":\"order.kind\"",
            "{\"file\":\"" + LATE
                + "\",\"outcome\":\"handled\",\"rule\":null,\"flow\":\"order\",\"waitingAt\":\"order.kind\"",
            "{\"file\":null,\"outcome\":\"handled\",\"rule\":null,\"flow\":null,\"waitingAt\":null");
  }

  @Test
  void letsTheClockStandAtAGivenTime() {
    // When
    Run run = Run.botflow(
        "play",
        TeaHouse.BOT,
        TeaHouse.event("whatsapp-hi-saturday.json"),
        "--at",
        "2026-03-02T10:00:00+01:00",
        "--json");

    // Then
    assertThat(run.out())
        .startsWith(
            "{\"file\":\"src/test/resources/events/whatsapp-hi-saturday.json\",\"outcome\":\"handled\","
                + "\"rule\":\"T10\",\"flow\":\"order\",\"waitingAt\":\"order.kind\"");
  }

  @Test
  void tellsPeopleWhatWasSaidAndWhatHappened() {
    // When
    Run run = Run.botflow("play", TeaHouse.BOT, TeaHouse.event("monday.jsonl"));

    // Then
    assertThat(run).isEqualTo(new Run(0, """
                src/test/resources/events/monday.jsonl:1: handled, T10 → order, waiting at order.kind
                  WHATSAPP  Hi there, this is the tea house.
                  WHATSAPP  Which tea?
                  routed    rule T10, flow order, not T01 (Says: expected in STOP_WORDS, but was hi)
                src/test/resources/events/monday.jsonl:3: handled, → order
                  WHATSAPP   The kettle is cold.
                  answered   flow order, step kind, choice green
                  called     flow order, step brew, action house.brew
                  completed  flow order, step brew, outcome error
                  error      flow order, step brew, message action house.brew: there is no stub for it
                src/test/resources/events/monday.jsonl:4: duplicate
                src/test/resources/events/monday.jsonl:5: ignored, T02
                  ignored  rule T02, reason the report names no message of this session
                src/test/resources/events/monday.jsonl:6: ignored
                  ignored  reason the event concerns no contact
                """, ""));
  }

  @Test
  void givesTheSameBytesInTwoPlays() {
    // Given
    String[] command = {
      "play",
      TeaHouse.BOT,
      TeaHouse.event("monday.jsonl"),
      LATE,
      "--json",
      "--until",
      "2026-03-04T00:00:00Z"
    };

    // When
    Run first = Run.botflow(command);
    Run second = Run.botflow(command);

    // Then
    assertThat(first.out()).isNotEmpty().isEqualTo(second.out());
  }

  @Test
  void tellsADuplicateAndAnUnsupportedEvent(@TempDir Path folder) {
    // Given
    String unsupported = TeaHouse.write(folder.resolve("unsupported.json"), """
            { "app_id": "01TEAAPP000000000000000001", "event_time": "2026-03-02T09:00:30Z",
              "unsupported_callback": { "id": "01TEAODD", "contact_id": "tea-contact", "payload": "{}",
                "channel_identity": { "channel": "WHATSAPP", "identity": "32470000001" } } }
            """);

    // When
    Run run = Run.botflow("play", TeaHouse.BOT, HI, HI, unsupported, "--json");

    // Then
    assertThat(run.lines().get(1))
        .isEqualTo(
            "{\"file\":\"src/test/resources/events/whatsapp-hi.json\",\"outcome\":\"duplicate\",\"rule\":null,"
                + "\"flow\":null,\"waitingAt\":\"order.kind\",\"messages\":[],\"trace\":[]}");
    assertThat(run.lines().get(2))
        .startsWith("{\"file\":\"" + unsupported + "\",\"outcome\":\"unsupported\"");
  }

  @Test
  void playsOnAfterAFileItCannotRead() {
    // When
    Run run = Run.botflow("play", TeaHouse.BOT, HI, "none.json", GREEN, "--json");

    // Then
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.err())
        .isEqualTo("none.json: expected a file that can be read, but there is no such file\n");
  }

  @Test
  void refusesStubsItCannotRead(@TempDir Path folder) {
    // Given
    String stub = TeaHouse.write(folder.resolve("stub.yaml"), "house.brew: soon\n");

    // When
    Run run = Run.botflow("play", TeaHouse.BOT, HI, "--stub", stub);

    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                stub
                    + ":1: stub house.brew: expected { ok: … }, { error: TEXT } or timeout, or of a flow { says: TEXT } or { waits: TEXT }, but was \"soon\"\n"));
  }

  private static List<String> masked(Run run) {
    return run.lines().stream()
        .map(line ->
            line.replaceAll("\"(message_metadata|postback_data)\":\"[^\"]{20,}\"", "\"$1\":\"ID\""))
        .toList();
  }

  @Test
  void tellsWhyNoRowFittedWhatWasNotUnderstood(@TempDir Path folder) {
    // Given
    Path bot = LeafShop.copy(folder.resolve("bot"));
    LeafShop.change(bot, "routing.csv", "R90,message,,,,,welcome,,wait,catch-all", "");

    // When
    Run run =
        Run.botflow("play", bot.toString(), "../../samples/leaf-shop/events/kakaotalk-text.json");

    // Then
    assertThat(run.out())
        .contains(
            "routed     flow not_understood, not R01 (Says: expected in OPT_OUT, but was hi)");
  }
}
