package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.botflow.scenario.PlayResult;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.codec.SessionJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * V01 to V18, each with every trace entry and send body as it stood when the file was written: the same on every Java,
 * and with each session written to bytes and read back between turns. {@code -Dbotflow.golden=update} writes the file.
 */
class AcceptanceTracesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/acceptance-traces.txt");
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  private static final String LOST = "{ shop.findOrder: { ok: { status: lost } } }";

  @TempDir
  private Path scratch;

  private final Map<String, String> written = new LinkedHashMap<>();

  /** One scenario, line by line. */
  private final class Log {
    private final StringBuilder text = new StringBuilder();
    private final Play play;

    Log(Path bot, String channel, String stubs) {
      this.play = Play.of(bot, channel, stubs);
    }

    PlayResult add(PlayResult played) {
      text.append(played.event().header().trigger())
          .append(" -> ")
          .append(played.outcome())
          .append(", ")
          .append(played.decision())
          .append(" by ")
          .append(played.rule())
          .append(", flow ")
          .append(played.flow())
          .append(", waiting at ")
          .append(played.waitingAt())
          .append('\n');
      Play.bodies(played).forEach(body -> text.append("  sends ").append(body).append('\n'));
      for (TraceEntry entry : played.trace()) {
        text.append("  ")
            .append(entry.what())
            .append(' ')
            .append(json(entry.details()))
            .append('\n');
      }
      readBack(played);
      return played;
    }

    private void readBack(PlayResult played) {
      Session session = play.player().session(played.event().key());
      byte[] bytes = bytes(session);
      Session again = SessionJson.read(string(bytes));
      assertThat(again).isEqualTo(session);
      assertThat(bytes(again)).isEqualTo(bytes);
    }

    PlayResult says(String at, String words) {
      return add(play.says(at, words));
    }

    void later(List<PlayResult> lines) {
      lines.forEach(this::add);
    }
  }

  private static byte[] bytes(Session session) {
    return SessionJson.write(session).getBytes(StandardCharsets.UTF_8);
  }

  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Log log(String name, Path bot, String channel, String stubs) {
    Log log = new Log(bot, channel, stubs);
    // Read when all was said.
    logs.put(name, log);
    return log;
  }

  private final Map<String, Log> logs = new LinkedHashMap<>();

  @Test
  void areTheSameOnEveryJava() throws IOException {
    playAll();
    logs.forEach((name, log) -> written.put(name, log.text.toString()));
    StringBuilder all = new StringBuilder();
    written.forEach(
        (name, text) -> all.append("# ").append(name).append('\n').append(text).append('\n'));

    if ("update".equals(System.getProperty("botflow.golden"))) {
      Files.writeString(GOLDEN, all.toString());
    }

    assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    assertThat(numbers()).hasSize(18).startsWith("V01").endsWith("V18");
  }

  private List<String> numbers() {
    return logs.keySet().stream().map(name -> name.substring(0, 3)).distinct().toList();
  }

  private void playAll() {
    Path bot = Bots.acceptance();
    log("V01", bot, "WHATSAPP", "{}").says("02T10:00", "hi");
    for (String channel : List.of("SMS", "MESSENGER", "TELEGRAM")) {
      log("V02 " + channel, bot, channel, "{}").says("02T10:00", "hi");
    }
    log("V03", bot, "WHATSAPP", "{}").says("07T12:00", "hi");
    eleven();
    names();
    button(bot);
    Log number = log("V07", bot, "WHATSAPP", LOST);
    number.says("02T10:00", "hi");
    number.says("02T10:01", "1");
    number.says("02T10:02", "12");
    number.says("02T10:03", "lc-004217 ");
    Log three = log("V08", bot, "WHATSAPP", "{}");
    List.of("hi", "purple", "green", "blue", "hello?")
        .forEach(text -> three.says("02T10:00", text));
    given();
    branches();
    Log parcel = log("V11", bot, "WHATSAPP", LOST);
    parcel.says("02T10:00", "hi");
    parcel.says("02T10:01", "1");
    PlayResult person = parcel.says("02T10:02", "LC-004217");
    parcel.add(parcel.play.agentLeaves("02T12:02", person));
    failing(bot);
    Log silent = log("V13", bot, "WHATSAPP", "{}");
    silent.says("02T10:00", "hi");
    silent.later(silent.play.until("02T23:00"));
    silent.later(silent.play.saysLater("03T11:00", "hi"));
    Log misses = log("V14", AcceptanceBots.notUnderstood(scratch), "WHATSAPP", "{}");
    List.of("purple", "green", "menu", "blue", "red", "black")
        .forEach(text -> misses.says("02T10:00", text));
    Log stop = log("V15", bot, "SMS", "{}");
    List.of("hi", "where is my order", "STOP", "hello", "START", "hello")
        .forEach(text -> stop.says("02T10:00", text));
    signals(bot);
    Log call = log("V17", AcceptanceBots.calling(scratch), "WHATSAPP", "{}");
    List.of("hi", "1", "fern", "bright").forEach(text -> call.says("02T10:00", text));
    dutch();
  }

  private void eleven() {
    Path bot = Bots.of(
        scratch.resolve("eleven"),
        "bot.yaml",
        "bot: eleven\n",
        "routing.csv",
        WholePathTest.elevenRows());
    WholePathTest.ELEVEN.forEach(channel ->
        Bots.of(bot, "flows/" + channel + ".yaml", WholePathTest.oneSay("flow_" + channel)));
    Bots.of(bot, "flows/rest.yaml", WholePathTest.oneSay("flow_rest"));
    List<String> channels = new ArrayList<>(WholePathTest.ELEVEN);
    channels.add("KAKAOTALK");
    channels.forEach(channel -> log("V04 " + channel, bot, channel, "{}").says("02T10:00", "hi"));
  }

  private void names() {
    Path bot = WholePathTest.fiveNames(scratch.resolve("names"));
    log("V05", bot, "WHATSAPP", "{}").says("02T10:00", "hi");
  }

  private void button(Path bot) {
    Log log = log("V06", bot, "WHATSAPP", "{}");
    PlayResult asked = log.says("02T10:00", "hi");
    log.add(log.play.taps("02T10:01", asked, "Track order"));
  }

  private void given() {
    Path bot = Bots.changed(
        Bots.acceptance(),
        scratch.resolve("given"),
        "routing.csv",
        "track,,interrupt,",
        "track,order.number=LC-000001,interrupt,");
    Log log = log(
        "V09", bot, "SMS", "{ shop.findOrder: { ok: { status: travelling, eta: '2026-03-04' } } }");
    log.says("02T10:00", "hi");
    log.says("02T10:01", "my parcel");
  }

  private void branches() {
    Log log = log("V10", AcceptanceBots.branching(scratch), "SMS", "{}");
    for (String tier : List.of("gold", "tin")) {
      for (String spend : List.of("150", "50", "nothing")) {
        for (String vip : List.of("vip", "nobody")) {
          boolean first = vip.equals("vip") || (tier.equals("gold") && spend.equals("150"));
          String exit = first ? "first" : tier.equals("gold") ? "second" : "third";
          PlayResult played = log.says("02T10:00", tier + " " + spend + " " + vip);
          assertThat(Play.texts(played)).containsExactly(exit);
        }
      }
    }
  }

  private void failing(Path bot) {
    for (String stub :
        List.of("{ shop.findOrder: { error: 'no' } }", "{ shop.findOrder: timeout }")) {
      Log log = log("V12 " + stub, bot, "WHATSAPP", stub);
      List.of("hi", "1", "LC-004217").forEach(text -> log.says("02T10:00", text));
    }
    Path bare =
        Bots.changed(bot, scratch.resolve("bare"), "flows/welcome.yaml", ", on_error: sorry", "");
    Log log = log("V12 without on_error", bare, "WHATSAPP", "{ shop.findOrder: timeout }");
    List.of("hi", "1", "LC-004217", "hello").forEach(text -> log.says("02T10:00", text));
  }

  private void signals(Path bot) {
    String optIn =
        "\"opt_in_notification\": {\"request_id\": \"R%s\", \"contact_id\": \"CONTACT\", \"channel\": \"VIBERBM\","
            + " \"identity\": \"447700900201\", \"status\": \"OPT_IN_%s\"}";
    Log log = log("V16", bot, "WHATSAPP", "{}");
    log.add(log.play.happens("02T10:00", optIn.formatted("1", "SUCCEEDED")));
    log.add(log.play.happens("02T10:01", optIn.formatted("2", "FAILED")));
    log.says("02T10:02", "hi");
    log.add(
        log.play.happens(
            "02T10:03",
            "\"event\": {\"id\": \"E1\", \"contact_event\": {\"composing_event\": {}}, \"contact_id\": \"CONTACT\","
                + " \"channel_identity\": {\"channel\": \"WHATSAPP\", \"identity\": \"447700900201\"}}"));
  }

  private void dutch() {
    Log log = log("V18", AcceptanceBots.dutch(scratch), "WHATSAPP", "{}");
    log.add(
        log.play.happens(
            "02T10:00",
            "\"contact_update_notification\": {\"contact\": {\"id\": \"CONTACT\", \"language\": \"NL\"}}"));
    log.says("02T10:01", "hi");
    log.says("02T10:02", "een collega");
  }
}
