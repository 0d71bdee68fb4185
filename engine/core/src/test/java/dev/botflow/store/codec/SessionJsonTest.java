package dev.botflow.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.Seed;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Call;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.Wait;
import dev.botflow.store.SessionSamples;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionJsonTest {
  private static final SessionKey KEY = SessionSamples.key("c1");

  @Test
  void readsBackASessionInWhichEverythingIsSet() {
    Session session = SessionSamples.full(KEY, 12);

    Session read = SessionJson.read(SessionJson.write(session));

    assertThat(read).isEqualTo(session);
    assertThat(SessionJson.write(read)).isEqualTo(SessionJson.write(session));
  }

  @Test
  void readsBackASessionInWhichNothingIsSet() {
    Session session = Session.fresh(KEY);

    assertThat(SessionJson.read(SessionJson.write(session))).isEqualTo(session);
    assertThat(SessionJson.write(session))
        .isEqualTo(
            "{\"v\":1,\"key\":\"app/contact/c1\",\"version\":0,\"contact\":{},\"variables\":{},\"runs\":[],"
                + "\"runCount\":0,\"misses\":0,\"known\":false,\"agentActive\":false,\"optedOut\":[],"
                + "\"optedOutOfAll\":false,\"identities\":{},\"buttons\":[],\"sent\":[]}");
  }

  @Test
  void coversEveryKindOfWait() {
    List<Run> runs = SessionSamples.full(KEY, 1).runs();

    assertThat(runs.stream().map(Run::waiting).filter(wait -> wait != null).map(Object::getClass))
        .contains(Wait.class.getPermittedSubclasses());
  }

  @Test
  void keepsTheOrderOfMaps() {
    Session session = SessionSamples.full(KEY, 1);

    Session read = SessionJson.read(SessionJson.write(session));

    assertThat(read.contact().keySet()).containsExactly("zone", "card");
    assertThat(read.runs().get(0).frames().get(1).back().save().keySet()).containsExactly("z", "b");
    assertThat(read.identities().keySet())
        .containsExactlyElementsOf(session.identities().keySet());
  }

  @Test
  void keepsTheScaleOfNumbers() {
    List<Object> numbers = new ArrayList<>();
    for (String number : List.of(
        "1", "1.0", "1.00", "-0.10", "0E-10", "1E+3", "1.2E+40", "1E-400", "9".repeat(999))) {
      numbers.add(new BigDecimal(number));
    }
    Session session = SessionSamples.session(KEY, 1, "numbers", numbers);

    assertThat(SessionJson.read(SessionJson.write(session)).variables().get("numbers"))
        .isEqualTo(numbers);
  }

  @Test
  void readsBackWhateverValuesComeTogether() {
    long seed = Seed.of(SessionJsonTest.class);
    Random random = new Random(seed);

    for (int i = 0; i < 300; i++) {
      Session session =
          SessionSamples.session(KEY, random.nextLong(), text(random), value(random, 0));

      assertThat(SessionJson.read(SessionJson.write(session)))
          .as("-Dbotflow.seed=%d", seed)
          .isEqualTo(session);
    }
  }

  @Test
  void refusesValuesThatJsonDoesNotKeep() {
    assertRefused(
        1,
        "expected text, a BigDecimal, true or false, a list or a map, but was java.lang.Integer");
    assertRefused(
        Arrays.asList("x", null),
        "expected text, a BigDecimal, true or false, a list or a map, but was null",
        "/1");
    Map<Object, Object> odd = new LinkedHashMap<>();
    odd.put(7, "x");
    assertRefused(odd, "expected a text as a map's key, but was java.lang.Integer");
    odd.clear();
    odd.put("half \ud83c", "x");
    assertRefused(
        odd, "expected a map's key of whole characters, but was half of a surrogate pair");
    assertRefused(
        new BigDecimal(BigInteger.TEN.pow(1000)), "expected at most 1000 characters, but was 1001");
  }

  @Test
  void refusesWhatWouldBeTooDeepToRead() {
    Session deepest = SessionSamples.session(KEY, 1, "deep", nested(99));

    assertThat(SessionJson.read(SessionJson.write(deepest))).isEqualTo(deepest);
    assertThatThrownBy(() -> SessionJson.write(SessionSamples.session(KEY, 1, "deep", nested(100))))
        .isInstanceOf(BotFlowException.class)
        .hasMessageStartingWith("session: /variables/deep/0/")
        .hasMessageEndingWith(
            ": expected at most 100 lists and maps inside each other, but was more");
  }

  @Test
  void refusesWhatItCannotReadNamingThePlace() {
    String text = SessionJson.write(SessionSamples.full(KEY, 1));

    assertBroken(
        text.replace("\"v\":1", "\"v\":9"),
        "session: v: expected version 1 of this format, but was 9");
    assertBroken(
        text.replace("\"kind\":\"answer\"", "\"kind\":\"letter\""),
        "session: runs[0].waiting: kind: expected answer, result, time or agent, but was \"letter\"");
    assertBroken(
        text.replace("\"bot\":8", "\"bot\":true"),
        "session: runs[0].frames[1]: bot: expected a whole number, but was true or false");
    assertBroken(
        text.replace("\"kind\":\"beside\"", "\"kind\":\"besides\""),
        "session: runs[2]: kind: expected plain, interruption, beside, delivery, but was \"besides\"");
    assertBroken(
        text.replace("\"started\":\"2026", "\"started\":\"soon"),
        "session: runs[0]: started: expected a time such as 2026-01-05T09:00:00Z, but was other text");
    assertBroken("[]", "session: expected a JSON object, but was a list");
    assertBroken("", "session: expected a JSON object, but was absent");
  }

  @Test
  void readsBackCallsAndTimers() {
    Call call = SessionSamples.call(KEY, "call-1");
    Timer timer =
        SessionSamples.timer(KEY, "t1", Instant.parse("+20000-01-01T00:00:00.000000001Z"));

    assertThat(CallJson.read(CallJson.write(call))).isEqualTo(call);
    assertThat(TimerJson.read(TimerJson.write(timer))).isEqualTo(timer);
  }

  @Test
  void writesATraceOfAnyValuesInItsOwnOrder() {
    Trace trace = new Trace(List.of(
        other("routed", "rule", "R10", "share", 50, "channels", List.of(Channel.SMS)),
        other("error", "at", SessionSamples.NOW, "part", 0.5, "limit", 7L)));

    assertThat(TraceJson.write(trace))
        .isEqualTo(
            "{\"v\":1,\"entries\":[{\"what\":\"routed\",\"details\":{\"rule\":\"R10\",\"share\":50,"
                + "\"channels\":[\"SMS\"]}},{\"what\":\"error\",\"details\":{\"at\":\"2026-01-05T09:00:00.123456789Z\","
                + "\"part\":0.5,\"limit\":7}}]}");
    assertThat(TraceJson.read(TraceJson.write(trace)).entries().get(0))
        .isEqualTo(other(
            "routed", "rule", "R10", "share", new BigDecimal(50), "channels", List.of("SMS")));
  }

  private static TraceEntry other(String what, Object... pairs) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      details.put((String) pairs[i], pairs[i + 1]);
    }
    return new TraceEntry.Other(what, details);
  }

  private static void assertRefused(Object value, String sentence, String... place) {
    assertThatThrownBy(() -> SessionJson.write(SessionSamples.session(KEY, 1, "x", value)))
        .isInstanceOf(BotFlowException.class)
        .hasMessage("session: /variables/x" + String.join("", place) + ": " + sentence);
  }

  private static void assertBroken(String text, String sentence) {
    assertThatThrownBy(() -> SessionJson.read(text))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(sentence);
  }

  private static Object nested(int lists) {
    Object value = "x";
    for (int i = 0; i < lists; i++) {
      value = List.of(value);
    }
    return value;
  }

  private static Object value(Random random, int depth) {
    int kind = random.nextInt(depth < 4 ? 5 : 3);
    if (kind == 0) {
      return text(random);
    }
    if (kind == 1) {
      return random.nextBoolean();
    }
    if (kind == 2) {
      return new BigDecimal(new BigInteger(random.nextInt(80), random), random.nextInt(60) - 30);
    }
    int size = random.nextInt(4);
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      list.add(value(random, depth + 1));
      map.put(text(random), value(random, depth + 1));
    }
    return kind == 3 ? list : map;
  }

  // Any character at all, control characters too.
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int point = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? 'x' : point);
    }
    return text.toString();
  }
}
