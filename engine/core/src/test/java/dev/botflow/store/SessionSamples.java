package dev.botflow.store;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.message.Outgoing;
import dev.botflow.message.TextMessage;
import dev.botflow.session.Button;
import dev.botflow.session.Call;
import dev.botflow.session.Frame;
import dev.botflow.session.Lately;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Timer;
import dev.botflow.session.Wait;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values for the tests of stores, here and in other modules. */
public final class SessionSamples {
  public static final Instant NOW = Instant.parse("2026-01-05T09:00:00.123456789Z");

  private SessionSamples() {}

  public static ChannelContext context(String contact) {
    return new ChannelContext(
        Channel.WHATSAPP, "12025550100", contact, "app", "conversation", "project");
  }

  public static SessionKey key(String contact) {
    return SessionKey.of(context(contact));
  }

  public static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** A session in which everything is set. */
  public static Session full(SessionKey key, long version) {
    Map<String, String> save = new LinkedHashMap<>();
    save.put("z", "a");
    save.put("b", "c");
    Frame outer = Frame.begin("order", 7, "callShop", map("number", new BigDecimal("1.10")), null)
        .visited("size", 2)
        .visited("confirm", 1);
    Frame inner = Frame.begin("shop", 8, "ask", map(), new Frame.Back("order.confirm", save));
    Map<Channel, String> identities = new LinkedHashMap<>();
    identities.put(Channel.WHATSAPP, "12025550100");
    identities.put(new Channel("Pigeon"), "p1");
    return Session.fresh(key).toBuilder()
        .version(version)
        .contact(map(
            "zone",
            "Europe/Stockholm",
            "card",
            map("z", List.of(new BigDecimal("1E+3"), true, "x"), "a", map())))
        .variables(map("total", new BigDecimal("10.00"), "again", false, "empty", ""))
        .runs(List.of(
            run(
                "r1",
                List.of(outer, inner),
                new Wait.ForAnswer("ask", NOW, 1, 2, true),
                Run.Kind.PLAIN),
            run(
                "r2",
                List.of(outer),
                new Wait.ForResult("callShop", NOW, "call-1"),
                Run.Kind.INTERRUPTION),
            run(
                "r3",
                List.of(outer),
                new Wait.ForTime("callShop", NOW, NOW.plusSeconds(5)),
                Run.Kind.BESIDE),
            run(
                "r4",
                List.of(outer),
                new Wait.ForAgent("callShop", NOW, "support"),
                Run.Kind.DELIVERY),
            run("r5", List.of(outer), new Wait.ForAgent("callShop", NOW, null), Run.Kind.PLAIN),
            run("r6", List.of(outer), null, Run.Kind.PLAIN)))
        .runCount(6)
        .misses(1)
        .lastFlow("order")
        .known(true)
        .agentActive(true)
        .optedOut(Set.of(Channel.SMS, new Channel("Pigeon"), Channel.RCS))
        .optedOutOfAll(true)
        .replyTo(new Address("app", Channel.WHATSAPP, "c1", "12025550100"))
        .identities(identities)
        .buttons(List.of(new Button("pb-1", "r1", "order", "size", "small", "Small \ud83c\udf75")))
        .sent(List.of(
            new SentMessage("m-1", "order", "size", true, "R1,R2"),
            new SentMessage("m-2", "x", "y", false, "")))
        .expiresAt(NOW.plusSeconds(86_400))
        .optedBackIn(Set.of(Channel.MMS))
        .heard(heard())
        .lately(List.of(new Lately(
            Channel.SMS, Lately.digest("hi"), Lately.digest("hello"), NOW.minusSeconds(5), NOW)))
        .build();
  }

  private static Map<Channel, Instant> heard() {
    Map<Channel, Instant> heard = new LinkedHashMap<>();
    heard.put(Channel.WHATSAPP, NOW);
    heard.put(Channel.SMS, NOW.minusSeconds(5));
    return heard;
  }

  /** A session with one variable. */
  public static Session session(SessionKey key, long version, String name, Object value) {
    return Session.fresh(key).toBuilder()
        .version(version)
        .variables(map(name, value))
        .known(true)
        .build();
  }

  public static InboxEntry entry(String dedupeKey, SessionKey key) {
    return new InboxEntry(
        dedupeKey, key, "app", ("{\"" + dedupeKey + "\"").getBytes(StandardCharsets.UTF_8), NOW);
  }

  public static OutboxRow row(SessionKey key, String id, Instant notBefore) {
    Outgoing message = new Outgoing(
        id, new Address("app", Channel.SMS, "c1", null), new TextMessage("Text " + id), null);
    return new OutboxRow(message, key, 1, 0, NOW, 0, notBefore);
  }

  public static Timer timer(SessionKey key, String id, Instant dueAt) {
    return new Timer(id, key, context("timer"), dueAt);
  }

  public static Call call(SessionKey key, String id) {
    return new Call(
        id,
        key,
        new ChannelContext(null, null, "c1", "app", null, null),
        Call.Kind.ACTION,
        "shop.findOrder",
        map("number", new BigDecimal("17.0"), "deep", List.of(map("a", true))),
        NOW,
        Duration.ofMillis(30_500));
  }

  private static Run run(String id, List<Frame> frames, @Nullable Wait waiting, Run.Kind kind) {
    Run run = Run.begin(id, frames.get(0), id.equals("r2") ? null : "R10", kind, 3, NOW)
        .withFrames(frames);
    return waiting == null ? run : run.waitingFor(waiting);
  }
}
