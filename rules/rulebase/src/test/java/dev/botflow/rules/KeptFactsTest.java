package dev.botflow.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.Channel;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Facts;
import dev.botflow.routing.KeptFacts;
import dev.botflow.routing.Why;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.Turns;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
import dev.botflow.session.TurnRecord;
import dev.botflow.store.memory.MemoryStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import dev.botflow.turn.Turn;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why rows did not win, asked when the turn is long over: from what its trace kept. */
class KeptFactsTest {
  @TempDir
  Path folder;

  private BotVersion bot;

  @BeforeEach
  void load() {
    bot = new LeafShop(folder).load();
  }

  private Trace trace(Happening happening, InboundEvent event) {
    return turns().run(event, happening.facts(bot, event).session()).trace();
  }

  private Turns turns() {
    return new Turns(
        BotVersions.of(bot),
        new MemoryStore(),
        HostFacts.none(),
        new Ids(new byte[16]),
        Limits.DEFAULT,
        Clock.systemUTC(),
        Turns.Time.EVENT,
        0);
  }

  private List<Why> later(InboundEvent event, Trace trace, @Nullable String said) {
    TurnRecord turn = requireNonNull(trace.record());
    return bot.router().why(new KeptFacts(bot.bot(), event.key(), turn, said), 100);
  }

  private List<Why> now(Happening happening, InboundEvent event) {
    Facts facts = happening.facts(bot, event);
    bot.router().route(facts);
    return bot.router().why(facts, 100);
  }

  @Test
  void whereTextsAreKeptItIsWhatTheTurnItselfWouldHaveSaid() {
    Happening saturday = new Happening().at("2026-03-07T11:00:00Z");
    Happening open = new Happening().asked("topic").on(Channel.SMS);
    Happening returning = new Happening().returning().on(Channel.VIBER);

    for (Happening one : List.of(saturday, open, returning)) {
      InboundEvent event = one.text("hello");
      assertThat(later(event, trace(one, event), "hello")).isNotEmpty().isEqualTo(now(one, event));
    }
    InboundEvent host = saturday.host("cart abandoned");
    assertThat(later(host, trace(saturday, host), null)).isEqualTo(now(saturday, host));
    InboundEvent failed = saturday.deliveryFailed();
    assertThat(later(failed, trace(saturday, failed), null)).isEqualTo(now(saturday, failed));
  }

  @Test
  void whereTextsAreNotKeptItSaysWhichRowsNobodyCanJudge() {
    Happening fresh = new Happening();
    InboundEvent event = fresh.text("my parcel, please");

    Trace trace = trace(fresh, event);

    assertThat(requireNonNull(trace.record()).hidden()).containsExactly("text");
    assertThat(trace.toString()).doesNotContain("parcel");
    List<Why> why = later(event, trace, null);
    assertThat(why)
        .contains(new Why("R20", "Says", "contains order, parcel", KeptFacts.NOT_KEPT))
        .contains(new Why("R12", "Channel", "SMS, MMS", "WHATSAPP"));
  }

  @Test
  void keepsTheFactsThatRowsAskForAndHidesWhatIsSensitive() {
    bot = new LeafShop(folder)
        .with(
            "bot.yaml",
            "bot: leaf-shop\ntime_zone: Europe/Brussels\nsensitive: [tier]\nfacts: { Plan: plan, Tier: tier }\n")
        .with(
            "routing.csv",
            "Rule,What happened,Channel,Customer is,Plan,Tier,identity,Language,Go to flow\n"
                + "R1,message,SMS,new,gold,,,,welcome\nR2,message,,,,high,,nl,welcome\n"
                + "R3,message,,,,,+3247,,welcome\nR90,message,,,,,,,welcome\n")
        .load();
    Happening event = new Happening().given("plan", "gold").given("tier", "highest");
    InboundEvent text = event.text("hi");
    Map<String, Object> facts = Map.of("plan", "gold", "tier", "highest");
    Turns turns = new Turns(
        BotVersions.of(bot),
        new MemoryStore(),
        about -> facts,
        new Ids(new byte[16]),
        Limits.DEFAULT,
        Clock.systemUTC(),
        Turns.Time.EVENT,
        0);

    TurnRecord turn =
        requireNonNull(turns.run(text, event.facts(bot, text).session()).trace().record());

    assertThat(turn.facts())
        .containsEntry("plan", "gold")
        .containsEntry("new", true)
        .containsEntry("contact.opted_out", false)
        .containsKey("language")
        .doesNotContainKey("tier");
    assertThat(turn.hidden()).contains("tier");
    assertThat(turn.rule()).isEqualTo("R90");
    assertThat(turn.decision()).isEqualTo("start");
    assertThat(turn.messages()).hasSize(1);
    assertThat(turn.messages().get(0).flow()).isEqualTo("welcome");
  }

  @Test
  void keepsWhatWasSaidOnlyWhereTheBotSaysSo() {
    assertThat(trace(new Happening(), new Happening().text("psst")).texts()).isNull();
    bot = new LeafShop(folder)
        .with("bot.yaml", "bot: leaf-shop\ntime_zone: Europe/Brussels\nkeep_texts: 30d\n")
        .load();

    Trace trace = trace(new Happening(), new Happening().text("psst"));

    assertThat(requireNonNull(trace.texts()).said()).isEqualTo("psst");
    assertThat(trace.texts().messages())
        .hasSameSizeAs(requireNonNull(trace.record()).messages());
    assertThat(Duration.between(Clock.systemUTC().instant(), trace.texts().until()))
        .isBetween(Duration.ofDays(29), Duration.ofDays(30));
  }

  @Test
  void keepsNoAnswerToASensitiveQuestion() {
    bot = new LeafShop(folder)
        .with("bot.yaml", "bot: leaf-shop\nkeep_texts: 30d\nsensitive: [pin]\n")
        .with(
            "flows/welcome.yaml",
            "flow: welcome\nsteps:\n- { id: q, ask: 'PIN?', save: pin, on_give_up: end }\n")
        .load();
    Happening fresh = new Happening();
    Turns turns = turns();
    Turn asks = turns.run(fresh.text("hi", "k1"), Session.fresh(fresh.text("hi").key()));

    Turn answered = turns.run(fresh.text("4711", "k2"), asks.commit().session());

    assertThat(requireNonNull(asks.trace().texts()).said()).isEqualTo("hi");
    assertThat(answered.decision().word()).isEqualTo("answer");
    assertThat(answered.trace().texts()).isNull();
    assertThat(answered.trace().toString()).doesNotContain("4711");
  }
}
