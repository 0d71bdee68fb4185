package dev.botflow.samples.leafshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Situation;
import dev.botflow.routing.Why;
import dev.botflow.scenario.PlayResult;
import dev.botflow.session.Call;
import dev.botflow.session.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance scenarios on a clock that goes with the events: webhook bodies in, send bodies out. */
class PlayedPathTest {
  private static final String LOST = "{ shop.findOrder: { ok: { status: lost } } }";

  @TempDir
  private Path scratch;

  private static Map<String, Object> details(Object... pairs) {
    Map<String, Object> details = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      details.put((String) pairs[i], pairs[i + 1]);
    }
    return details;
  }

  @Test
  void v03OutsideHoursTheNextRowDecidesAndAtIsWhyTheFirstDidNot() {
    // Given
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", "{}");

    // When
    PlayResult played = play.says("07T12:00", "hi");

    // Then
    assertThat(played.rule()).isEqualTo("R11");
    assertThat(played.flow()).isEqualTo("welcome_closed");
    assertThat(Play.bodies(played))
        .singleElement()
        .satisfies(body -> assertThat(body.path("message"))
            .isEqualTo(Stage.json("{\"text_message\": {\"text\": \"welcome_closed\"}}")));
  }

  @Test
  void v03TheTraceNamesTheNearestLosingRowAndItsFailingCell() {
    // Given
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", "{}");

    // When
    PlayResult played = play.says("07T12:00", "hi");

    // Then
    assertThat(Play.traced(played, "routed"))
        .containsExactly(details(
            "rule",
            "R11",
            "flow",
            "welcome_closed",
            "why",
            List.of(details(
                "rule",
                "R10",
                "column",
                "At",
                "cell",
                "Mon-Fri 09:00-17:00",
                "found",
                "Sat 12:00"))));
  }

  @Test
  void v03TheNearestLosingRowIsToldWithItsFailingCell() {
    // Given
    BotVersion bot = Bots.load(Bots.acceptance());
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", "{}");
    PlayResult played = play.says("07T12:00", "hi");
    Facts facts = Facts.of(new Situation(
        played.event(),
        Session.fresh(played.event().key()),
        BotVersions.of(bot),
        new LinkedHashMap<>(),
        played.event().at(),
        true));

    // When
    Decision decision = bot.router().route(facts);

    // Then
    assertThat(decision.rule()).isEqualTo("R11");
    assertThat(bot.router().why(facts, 1).get(0))
        .isEqualTo(new Why("R10", "At", "Mon-Fri 09:00-17:00", "Sat 12:00"));
  }

  @Test
  void v05EachOfTheFivePlatformNamesIsAColumnThatDecides() {
    // Given
    List<String> names =
        List.of("channelIdentifier", "channelIdentity", "contactId", "appId", "conversationId");
    List<String> values = List.of(
        "WHATSAPP",
        "447700900201",
        "01KJC0NTACT000000000000201",
        Platform.APP,
        "01KJC0NVERSAT0N00000000201");
    for (int i = 0; i < names.size(); i++) {
      String column = "internal.sinchConversationAPI." + names.get(i);
      Path bot = Bots.of(
          scratch.resolve(names.get(i)),
          "bot.yaml",
          "bot: names\n",
          "routing.csv",
          "Rule,What happened," + column + ",Go to flow\nOTHER,message,SMS,other\nOWN,message,"
              + values.get(i) + ",own\n",
          "flows/own.yaml",
          "flow: own\nsteps:\n- { id: say, say: \"{" + column + "}\" }\n",
          "flows/other.yaml",
          WholePathTest.oneSay("other"));

      // When
      PlayResult played = Play.of(bot, "WHATSAPP", "{}").says("02T10:00", "hi");

      // Then
      assertThat(played.rule()).isEqualTo("OWN");
      assertThat(Play.texts(played)).containsExactly(values.get(i));
      assertThat(Play.traced(played, "warning")).isEmpty();
    }
  }

  @Test
  void v08ThreeUnusableTextsLeadToOneHandoverAndThenTheBotIsSilent() {
    // Given
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", "{}");
    play.says("02T10:00", "hi");

    // When
    PlayResult first = play.says("02T10:01", "purple");
    PlayResult second = play.says("02T10:02", "green");
    PlayResult third = play.says("02T10:03", "blue");
    PlayResult fourth = play.says("02T10:04", "hello?");

    // Then
    assertThat(Play.texts(first)).containsExactly("Please pick one of the options.");
    assertThat(Play.texts(second)).containsExactly("Reply 1, 2 or 3, or tap a button.");
    assertThat(Play.bodies(first).get(0).at("/message/choice_message/choices")).hasSize(3);
    assertThat(Play.texts(third)).containsExactly("A colleague joins shortly.");
    assertThat(third.calls())
        .extracting(Call::kind, Call::name)
        .containsExactly(tuple(Call.Kind.DESK, "orders"));
    assertThat(Play.traced(third, "handover")).hasSize(1);
    assertThat(fourth.messages()).isEmpty();
    assertThat(fourth.calls()).isEmpty();
    assertThat(fourth.decision()).isEqualTo("silent");
  }

  @Test
  void v09AValueTheRowHandsOverSkipsItsQuestion() {
    // Given
    Path bot = Bots.changed(
        Bots.acceptance(),
        scratch,
        "routing.csv",
        "R20,text,,\"contains order, parcel\",,,track,,interrupt,",
        "R20,text,,\"contains order, parcel\",,,track,order.number=LC-000001,interrupt,");
    Play play = Play.of(
        bot, "SMS", "{ shop.findOrder: { ok: { status: travelling, eta: '2026-03-04' } } }");

    // When
    play.says("02T10:00", "hi");
    PlayResult played = play.says("02T10:01", "my parcel");

    // Then
    assertThat(played.rule()).isEqualTo("R20");
    assertThat(played.calls())
        .singleElement()
        .satisfies(call -> assertThat(call.arguments()).isEqualTo(details("number", "LC-000001")));
    assertThat(Play.texts(played))
        .singleElement()
        .asString()
        .startsWith("Order LC-000001 arrives ");
    assertThat(played.waitingAt()).isNull();
  }

  @Test
  void v11ALostParcelGoesToAPersonWithTopicAndNumber() {
    // Given
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", LOST);
    play.says("02T10:00", "hi");
    play.says("02T10:01", "1");

    // When
    PlayResult played = play.says("02T10:02", "LC-004217");

    // Then
    assertThat(Play.traced(played, "handover"))
        .containsExactly(details(
            "flow",
            "welcome",
            "step",
            "person",
            "queue",
            "orders",
            "carried",
            details("topic", "track", "order.number", "LC-004217")));
    assertThat(played.calls()).extracting(Call::name).containsExactly("shop.findOrder", "orders");
    assertThat(played.calls().get(1).arguments())
        .isEqualTo(details("topic", "track", "order.number", "LC-004217"));
    assertThat(Play.texts(played)).containsExactly("A colleague joins shortly.");
    assertThat(Play.texts(play.agentLeaves("02T12:02", played)))
        .containsExactly("Thanks for writing to Leaf & Co.");
  }

  @Test
  void v11AStatusTheTableDoesNotKnowTakesTheElseExit() {
    // Given
    Play play =
        Play.of(Bots.acceptance(), "WHATSAPP", "{ shop.findOrder: { ok: { status: eaten } } }");
    play.says("02T10:00", "hi");
    play.says("02T10:01", "1");

    // When
    PlayResult played = play.says("02T10:02", "LC-004217");

    // Then
    assertThat(Play.texts(played))
        .containsExactly("I can't look that up right now.", "A colleague joins shortly.");
  }

  @Test
  void v12AFailingLookUpIsExcusedAndHandedOver() {
    for (String stub :
        List.of("{ shop.findOrder: { error: 'no' } }", "{ shop.findOrder: timeout }")) {
      // Given
      Play play = Play.of(Bots.acceptance(), "WHATSAPP", stub);
      play.says("02T10:00", "hi");
      play.says("02T10:01", "1");

      // When
      PlayResult played = play.says("02T10:02", "LC-004217");

      // Then
      assertThat(Play.texts(played))
          .containsExactly("I can't look that up right now.", "A colleague joins shortly.");
      assertThat(played.outcome()).isEqualTo("handled");
    }
  }

  @Test
  void v12WithoutOnErrorTheBotsErrorFlowSpeaksAndTheNextMessageIsAnswered() {
    // Given
    Path bot =
        Bots.changed(Bots.acceptance(), scratch, "flows/welcome.yaml", ", on_error: sorry", "");
    Play play = Play.of(bot, "WHATSAPP", "{ shop.findOrder: timeout }");
    play.says("02T10:00", "hi");
    play.says("02T10:01", "1");

    // When
    PlayResult failed = play.says("02T10:02", "LC-004217");
    PlayResult next = play.says("02T10:03", "hello");

    // Then
    assertThat(Play.texts(failed)).containsExactly("error_occurred");
    assertThat(failed.outcome()).isEqualTo("failed");
    assertThat(Play.traced(failed, "error"))
        .containsExactly(details(
            "flow",
            "welcome",
            "step",
            "lookup",
            "message",
            "action shop.findOrder: no result within 5000 ms"));
    assertThat(next.rule()).isEqualTo("R30");
    assertThat(Play.texts(next)).containsExactly("welcome_back");
  }

  @Test
  void v13SilenceAtAQuestionIsNudgedOnceAndExpiresAfterADay() {
    // Given
    Play play = Play.of(Bots.acceptance(), "WHATSAPP", "{}");
    play.says("02T10:00", "hi");

    // When
    List<PlayResult> later = play.until("02T23:00");
    List<PlayResult> nextDay = play.saysLater("03T11:00", "hi");

    // Then
    assertThat(later).singleElement().satisfies(line -> {
      assertThat(Play.texts(line)).containsExactly("Still there? Reply any time.");
      assertThat(line.at()).isEqualTo(Instant.parse("2026-03-02T09:30:00Z"));
    });
    PlayResult answered = nextDay.get(nextDay.size() - 1);
    assertThat(answered.rule()).isEqualTo("R30");
    assertThat(Play.texts(answered)).containsExactly("welcome_back");
    assertThat(nextDay.stream().flatMap(line -> Play.traced(line, "expired").stream()))
        .hasSize(1);
  }

  @Test
  void v15StopEndsEverythingAndStartBringsItBack() {
    // Given
    Play play = Play.of(Bots.acceptance(), "SMS", "{}");
    play.says("02T10:00", "hi");
    PlayResult asked = play.says("02T10:01", "where is my order");
    assertThat(asked.waitingAt()).isEqualTo("track.number");

    // When
    PlayResult stop = play.says("02T10:02", "STOP");
    PlayResult held = play.says("02T10:03", "hello");
    PlayResult start = play.says("02T10:04", "START");
    PlayResult answered = play.says("02T10:05", "hello");

    // Then
    assertThat(stop.rule()).isEqualTo("R01");
    assertThat(Play.texts(stop)).containsExactly("opt_out");
    assertThat(stop.waitingAt()).isNull();
    assertThat(held.messages()).isEmpty();
    assertThat(held.outcome()).isEqualTo("suppressed");
    assertThat(Play.traced(held, "suppressed"))
        .containsExactly(details(
            "rule",
            "R31",
            "flow",
            "welcome_text",
            "reason",
            "the contact opted out and the flow is not legal"));
    assertThat(start.rule()).isEqualTo("R02");
    assertThat(Play.texts(start)).containsExactly("opt_in_again");
    assertThat(answered.rule()).isEqualTo("R31");
    assertThat(Play.texts(answered)).containsExactly("welcome_text");
  }
}
