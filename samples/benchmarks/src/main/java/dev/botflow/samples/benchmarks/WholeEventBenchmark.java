package dev.botflow.samples.benchmarks;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.Address;
import dev.botflow.message.Choice;
import dev.botflow.message.ChoiceMessage;
import dev.botflow.message.Outgoing;
import dev.botflow.session.Session;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** A signed webhook of 1 KB to the body of the reply: verified, read, decided among 10,000 rows and rendered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
// With the engine it is several times the code: after 3 s the JIT is still at it.
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class WholeEventBenchmark {
  private static final int BODIES = 1_000;

  private @Nullable SeededTable seeded;
  private @Nullable SignedBodies signed;
  private int next;

  /** Signs the bodies. */
  @Setup
  public void prepare() {
    SeededTable made = new SeededTable(10_000);
    signed = new SignedBodies(made.events.subList(0, BODIES));
    seeded = made;
  }

  private InboundEvent read() {
    SignedBodies all = signed;
    if (all == null) {
      throw new IllegalStateException("prepare comes first");
    }
    next = next + 1 < BODIES ? next + 1 : 0;
    all.verifier.verify(all.requests.get(next));
    return SinchEvents.read(all.bodies.get(next), SignedBodies.NOW);
  }

  private static byte[] reply(InboundEvent event, String prompt) {
    String contact = event.context().contactId();
    Address address = new Address("APP", Channel.WHATSAPP, contact, null);
    ChoiceMessage message = new ChoiceMessage(
        prompt,
        List.of(
            new Choice.Reply("Track order", "aaaaaaaa"), new Choice.Reply("A person", "bbbbbbbb")));
    Outgoing outgoing = new Outgoing("fGaSBloeEMt4PMD4WJKVhJdM", address, message, null);
    return SinchMessages.bytes(outgoing, SinchChannelLimits.all());
  }

  /** The limit: no engine, the answer is always the same. */
  @Benchmark
  public Object withoutEngine() {
    return reply(read(), "What do you need?");
  }

  /** The whole way, the facts included. */
  @Benchmark
  public Object withEngine() {
    InboundEvent event = read();
    SeededTable table = seeded;
    if (table == null) {
      throw new IllegalStateException("prepare comes first");
    }
    Object decision =
        table.router.route(table.facts(event, Session.fresh(event.key()))).rule();
    return reply(event, decision == null ? "none" : "What do you need?");
  }
}
