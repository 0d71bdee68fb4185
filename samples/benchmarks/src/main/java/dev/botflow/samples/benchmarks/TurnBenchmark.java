package dev.botflow.samples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.botflow.event.Content;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.message.Outgoing;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.Turns;
import dev.botflow.session.Session;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.store.codec.SessionJson;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.table.Phase;
import dev.botflow.table.TableRow;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole turn in memory against its bare pieces, from the same bytes to the same bytes: a signed call is verified and
 * read, the session is read, one of 10,000 rows starts a flow of two steps (it sets a variable and asks a question with
 * choices), and the body to send and the next session are written. The contact has a finished flow behind it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 12, time = 1)
@Measurement(iterations = 5, time = 1)
public class TurnBenchmark {
  private static final int TURNS = 1_000;
  private static final String STEPS = "[ { id: a, set: { topic: \"{text}\" } },"
      + " { id: b, ask: \"What do you need?\", save: need, on_give_up: end,"
      + " choices: { track: \"Track order\", person: \"A person\" }, next: end } ]";

  /** The session a turn gets, what the bare index is asked, and the trees of what the turn writes. */
  private record Given(byte[] session, EventAsked asked, JsonNode sent, JsonNode after) {}

  private final ObjectMapper json = new ObjectMapper();
  private final ChannelCatalog limits = SinchChannelLimits.all();
  private final SeededTable seeded = new SeededTable(10_000, TURNS, STEPS, limits);
  private final SignedBodies signed = new SignedBodies(seeded.events);
  private final Turns turns = turns(seeded);
  private final List<Given> given = new ArrayList<>();
  private final Mac mac = SignedBodies.mac();
  private final byte[] tail = SignedBodies.tail();
  private int next;

  private static Turns turns(SeededTable seeded) {
    Clock clock = Clock.fixed(SignedBodies.NOW, ZoneOffset.UTC);
    return new Turns(
        seeded.versions,
        new MemoryStore(clock),
        HostFacts.none(),
        new Ids("a key of the benchmark".getBytes(StandardCharsets.UTF_8)),
        Limits.DEFAULT,
        clock,
        Turns.Time.EVENT,
        0);
  }

  /** Plays the turns once, and checks that the bare pieces find the same rows and write the same bytes. */
  @Setup
  public void prepare() throws IOException {
    for (int i = 0; i < TURNS; i++) {
      MessageReceived event = seeded.events.get(i);
      byte[] session = bytes(SessionJson.write(finished(event)));
      Turn turn = turn(i, session);
      List<byte[]> written = written(turn);
      Given one = new Given(
          session,
          EventAsked.of(event, false),
          json.readTree(written.get(0)),
          json.readTree(written.get(1)));
      TableRow row = seeded.table.first(Phase.ROUTE, one.asked()).orElseThrow();
      check(written.size() == 2, "one message and a session", written.size() + " texts");
      check(row.id().equals(turn.rule()), row.id(), turn.rule());
      check((row.flow() + ".b").equals(turn.waitingAt()), row.flow() + ".b", turn.waitingAt());
      check(Arrays.equals(json.writeValueAsBytes(one.sent()), written.get(0)), "a body", "another");
      check(
          Arrays.equals(json.writeValueAsBytes(one.after()), written.get(1)), "a session", "other");
      given.add(one);
    }
  }

  private static void check(boolean right, String expected, @Nullable String found) {
    if (!right) {
      throw new IllegalStateException("expected " + expected + ", but was " + found);
    }
  }

  /** The session of a contact who was asked, and answered. */
  private Session finished(MessageReceived event) {
    Session asked = turns.run(event, Session.fresh(event.key())).commit().session();
    MessageReceived answer = new MessageReceived(
        event.header(), "m", new Content.Text("A person"), null, null, null, false);
    Session session = turns.run(answer, asked).commit().session();
    check(session.runs().isEmpty(), "a finished flow", "an open one");
    return session;
  }

  private Turn turn(int i, byte[] session) {
    signed.verifier.verify(signed.requests.get(i));
    InboundEvent event = SinchEvents.read(signed.bodies.get(i), SignedBodies.NOW);
    return turns.run(event, SessionJson.read(new String(session, StandardCharsets.UTF_8)));
  }

  private List<byte[]> written(Turn turn) {
    List<byte[]> written = new ArrayList<>(2);
    for (Outgoing message : turn.messages()) {
      written.add(SinchMessages.bytes(message, limits));
    }
    written.add(bytes(SessionJson.write(turn.commit().session())));
    return written;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int next() {
    next = next + 1 < TURNS ? next + 1 : 0;
    return next;
  }

  /** The whole turn, from bytes to bytes. */
  @Benchmark
  public Object turn() {
    int i = next();
    return written(turn(i, given.get(i).session()));
  }

  /** The limit: HMAC, the same JSON read as trees, the look-up in the bare index, and the same JSON written from trees. */
  @Benchmark
  public void pieces(Blackhole out) throws IOException {
    int i = next();
    Given one = given.get(i);
    mac.update(signed.bodies.get(i));
    out.consume(mac.doFinal(tail));
    out.consume(json.readTree(signed.bodies.get(i)));
    out.consume(json.readTree(one.session()));
    out.consume(seeded.table.first(Phase.ROUTE, one.asked()));
    out.consume(json.writeValueAsBytes(one.sent()));
    out.consume(json.writeValueAsBytes(one.after()));
  }
}
