package dev.botflow.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.cell.Values;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.Content;
import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventHeader;
import dev.botflow.event.HostEvent;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.SessionKey;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.BotReader;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.message.ChannelCatalog;
import dev.botflow.session.Button;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.SessionBuilder;
import dev.botflow.session.Wait;
import dev.botflow.template.Template;
import dev.botflow.text.WordLists;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what is offered to a decision: the order of stages, the choice between candidates, and what no table can lift. */
class DeliberationTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:30:00Z");
  private static final ChannelContext CONTEXT =
      new ChannelContext(Channel.SMS, "467", "C1", "APP", null, null);
  private static final String LOST = "not_understood: lost\n";
  private static final List<String> FLOWS = List.of(
      "flow: hello\nsteps:\n- { id: a, say: Hello. }",
      "flow: law\nlegal: true\nsteps:\n- { id: a, say: Bye. }",
      "flow: lost\nsteps:\n- { id: a, say: 'What?' }",
      "flow: pick\nsteps:\n- { id: q, ask: 'Which?', choices: { s: { label: Small, also: [mini] }, l: Large }, next: end }",
      "flow: tell\nsteps:\n- { id: q, ask: 'Why?', type: any, next: end }",
      "flow: sure\nsteps:\n- { id: q, ask: 'Sure?', type: yes_no, interrupt: never, next: end }",
      "flow: price\nsteps:\n- { id: q, ask: 'How much?', type: number, next: end }",
      "flow: where\nsteps:\n- { id: q, ask: 'Where?', type: location, next: end }",
      "flow: look\nsteps:\n- { id: q, ask: 'A photo?', type: media, next: end }");

  private static BotVersion bot(String settings) {
    Findings findings = new Findings();
    BotSettings read = BotReader.settings("bot.yaml", "bot: test\n" + settings, findings);
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    Map<String, Flow> flows = new LinkedHashMap<>();
    FLOWS.forEach(
        flow -> reader.read("test.yaml", flow).ifPresent(one -> flows.put(one.name(), one)));
    assertThat(findings.all()).isEmpty();
    Bot bot = new Bot(read, flows, WordLists.none(), NamedHours.none(), Texts.none());
    return new BotVersion(bot, new Nobody(), noTables(), ChannelCatalog.none(), 0, "test");
  }

  /** Nothing is routed here: what is offered comes from the tests. */
  private static final class Nobody implements Router {
    @Override
    public Decision route(Facts facts) {
      throw new AssertionError("nobody routes here");
    }

    @Override
    public List<Why> why(Facts facts, int limit) {
      throw new AssertionError("nobody routes here");
    }
  }

  private static DecisionTables noTables() {
    return new DecisionTables() {
      @Override
      public Optional<Exit> decide(String table, Values values) {
        return Optional.empty();
      }

      @Override
      public Optional<Set<String>> exits(String table) {
        return Optional.empty();
      }
    };
  }

  private static EventHeader header() {
    return new EventHeader("T", CONTEXT, AT, "e1", null, null, null);
  }

  private static InboundEvent message(Content content) {
    return new MessageReceived(header(), "m1", content, null, null, null, false);
  }

  private static InboundEvent says(String text) {
    return message(new Content.Text(text));
  }

  private static InboundEvent taps(String postback) {
    return message(new Content.ChoiceResponse(null, postback));
  }

  private static SessionBuilder nobody() {
    return Session.fresh(SessionKey.of(CONTEXT)).toBuilder();
  }

  /** A session at the question of this flow, in its run r2. */
  private static SessionBuilder at(String flow) {
    Run run = Run.begin(
            "r2",
            Frame.begin(flow, 0, "q", new LinkedHashMap<>(), null),
            null,
            Run.Kind.PLAIN,
            1,
            AT)
        .waitingFor(Wait.ForAnswer.begin("q", AT, 1));
    return nobody().runs(List.of(run));
  }

  private static Facts facts(String settings, SessionBuilder session, InboundEvent event) {
    return facts(settings, session, event, Map.of(), false);
  }

  private static Facts facts(
      String settings,
      SessionBuilder session,
      InboundEvent event,
      Map<String, Object> host,
      boolean anyDelivery) {
    return Facts.of(new Situation(
        event, session.build(), BotVersions.of(bot(settings)), host, AT, anyDelivery));
  }

  /** What comes of one candidate at this stage. */
  private static Decision decision(Facts facts, Stage stage, Candidate candidate) {
    facts.deliberation().enter(stage);
    facts.offer(candidate);
    return facts.deliberation().decision();
  }

  private static Decision.Start start(@Nullable String rule, String flow) {
    return new Decision.Start(rule, flow, Map.of(), false, false, null);
  }

  private static Candidate starts(String rule) {
    return Candidate.of(rule).startFlow("hello");
  }

  // Which candidate wins.

  @Test
  void nothingOfferedIsNothingDone() {
    assertThat(facts("", nobody(), says("x")).deliberation().decision())
        .isEqualTo(new Decision.Ignore(null, "no row names this event"));
  }

  @Test
  void whatIsOfferedWhileFactsAreDerivedOutranksNoRowThatEndsWhatIsOpen() {
    Facts facts = facts("", nobody(), says("x"));
    facts.offer(starts("own"));
    facts.deliberation().enter(Stage.END_IT);
    assertThat(facts.deliberation().offered()).isFalse();

    facts.offer(starts("STOP"));

    assertThat(facts.deliberation().decision().rule()).isEqualTo("STOP");
  }

  @Test
  void whatIsOfferedWhileFactsAreDerivedCountsWhereRowsDo() {
    Facts facts = facts("", nobody(), says("x"));
    facts.offer(starts("own"));
    facts.deliberation().enter(Stage.ROUTE);

    assertThat(facts.deliberation().offered()).isTrue();
    facts.offer(starts("R1").row(0));
    assertThat(facts.deliberation().decision().rule()).isEqualTo("own");
  }

  @Test
  void theEarlierStageWinsWhicheverWasOfferedFirst() {
    Facts facts = facts("", nobody(), says("x"));
    facts.offer(starts("late").at(Stage.NOT_UNDERSTOOD));
    facts.offer(starts("early").at(Stage.BUTTON));
    facts.offer(starts("between").at(Stage.ROUTE));

    assertThat(facts.deliberation().decision().rule()).isEqualTo("early");
  }

  @Test
  void aCandidateOfALaterStageIsNotOfferedYet() {
    Facts facts = facts("", nobody(), says("x"));
    facts.deliberation().enter(Stage.END_IT);
    facts.offer(starts("R1").at(Stage.ROUTE));

    assertThat(facts.deliberation().offered()).isFalse();
    facts.deliberation().enter(Stage.ROUTE);
    assertThat(facts.deliberation().offered()).isTrue();
  }

  @Test
  void aStageThatIsOverCountsAsTheCurrentOne() {
    Facts facts = facts("", nobody(), says("x"));
    facts.deliberation().enter(Stage.ROUTE);
    facts.offer(starts("late").at(Stage.END_IT).row(5));
    facts.offer(starts("R1").row(1));

    assertThat(facts.deliberation().decision().rule()).isEqualTo("R1");
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_TABLE 9 z, TABLE 0 a",
    "TABLE 9 z, AFTER_TABLE 0 a",
    "TABLE 1 z, TABLE 2 a",
    "BEFORE_TABLE 0 a, BEFORE_TABLE 0 b",
    "AFTER_TABLE 0 a, AFTER_TABLE 0 b",
  })
  void rankGoesBeforePlaceAndPlaceBeforeName(String first, String second) {
    for (List<String> order : List.of(List.of(first, second), List.of(second, first))) {
      Facts facts = facts("", nobody(), says("x"));
      facts.deliberation().enter(Stage.ROUTE);
      order.forEach(one -> facts.offer(ranked(one)));

      assertThat(facts.deliberation().decision().rule())
          .as("%s", order)
          .isEqualTo(first.substring(first.lastIndexOf(' ') + 1));
    }
  }

  private static Candidate ranked(String rankPlaceName) {
    String[] parts = rankPlaceName.split(" ");
    Candidate one = starts(parts[2]);
    return new Candidate(
        one.rule(),
        null,
        Candidate.Rank.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        one.action(),
        one.flow(),
        one.with(),
        null,
        null);
  }

  // What a candidate comes to.

  @Test
  void aRowStartsItsFlowWithItsVariablesAndSaysWhichShareItTook() {
    Map<String, Template> with = Map.of("plan", Template.parse("gold"));

    assertThat(decision(
            facts(LOST, nobody(), says("x")),
            Stage.ROUTE,
            starts("R1").with(with).share("30 %")))
        .isEqualTo(new Decision.Start("R1", "hello", with, false, false, "30 %"));
  }

  @Test
  void theFlowForWhatNobodyUnderstoodIsThatWhoeverStartsIt() {
    Facts facts = facts(LOST, nobody(), says("x"));

    assertThat(decision(facts, Stage.ROUTE, Candidate.of("R1").startFlow("lost")))
        .isEqualTo(new Decision.Start("R1", "lost", Map.of(), false, true, null));
  }

  @Test
  void aRowThatInterruptsDoesNotEndTheQuestion() {
    Map<String, Template> with = Map.of("plan", Template.parse("gold"));
    Facts facts = facts("", at("pick"), says("x"));

    assertThat(decision(facts, Stage.INTERRUPT, starts("R1").with(with).share("30 %")))
        .isEqualTo(new Decision.Interrupt("R1", "hello", with, "30 %"));
  }

  @Test
  void aRowThatEndsWhatIsOpenWaitsForTheAgentUnlessItsFlowIsLegal() {
    SessionBuilder agent = nobody().agentActive(true);

    assertThat(decision(facts("", agent, says("x")), Stage.END_IT, starts("STOP")))
        .isEqualTo(new Decision.Silent("STOP", "an agent is active"));
    assertThat(decision(
            facts("", agent, says("x")), Stage.END_IT, Candidate.of("STOP").startFlow("law")))
        .isEqualTo(new Decision.Start("STOP", "law", Map.of(), true, false, null));
    assertThat(decision(facts("", nobody(), says("x")), Stage.END_IT, starts("STOP")))
        .isEqualTo(new Decision.Start("STOP", "hello", Map.of(), true, false, null));
    assertThat(decision(facts("", agent, says("x")), Stage.ROUTE, starts("R1")))
        .isEqualTo(start("R1", "hello"));
  }

  @Test
  void onlyLegalFlowsSpeakToWhoOptedOut() {
    SessionBuilder out = nobody().optedOut(Set.of(Channel.SMS));
    String why = "the contact opted out and the flow is not legal";

    assertThat(decision(facts(LOST, out, says("x")), Stage.ROUTE, starts("R1")))
        .isEqualTo(new Decision.Suppressed("R1", "hello", why));
    assertThat(decision(
            facts(LOST, out, says("x")), Stage.ROUTE, Candidate.of("R1").startFlow("law")))
        .isEqualTo(start("R1", "law"));
    assertThat(decision(
            facts(LOST, out, says("x")),
            Stage.NOT_UNDERSTOOD,
            Candidate.of("base.lost").notUnderstood()))
        .isEqualTo(new Decision.Suppressed(null, "lost", why));
    SessionBuilder asked = at("pick").optedOut(Set.of(Channel.SMS));
    assertThat(decision(
            facts(LOST, asked, says("small")),
            Stage.STRICT_ANSWER,
            Candidate.of("base.answer").answer()))
        .isEqualTo(new Decision.Suppressed(null, "pick", why));
    assertThat(decision(
            facts(LOST, asked, says("huge")),
            Stage.MISS,
            Candidate.of("base.miss").miss()))
        .isEqualTo(new Decision.Suppressed(null, "pick", why));
  }

  @Test
  void anAnswerIsWhatTheOpenQuestionTakes() {
    Candidate answer = Candidate.of("base.answer").answer();

    assertThat(decision(facts("", at("pick"), says("mini")), Stage.STRICT_ANSWER, answer))
        .isEqualTo(new Decision.Answer(null, "s", "s"));
    assertThat(decision(facts("", at("pick"), says("huge")), Stage.STRICT_ANSWER, answer))
        .isEqualTo(new Decision.Ignore(null, "no open question takes this as an answer"));
    assertThat(decision(
            facts("", nobody(), says("mini")), Stage.ROUTE, Candidate.of("own").answer()))
        .isEqualTo(new Decision.Ignore("own", "no open question takes this as an answer"));
  }

  @Test
  void aMissSaysWhatWasExpected() {
    Candidate miss = Candidate.of("base.miss").miss();

    assertThat(decision(facts("", at("pick"), says("huge")), Stage.MISS, miss))
        .isEqualTo(new Decision.Miss(null, "expected one of 2 choices, but was another text"));
    assertThat(decision(facts("", at("pick"), taps("forged")), Stage.MISS, miss))
        .isEqualTo(new Decision.Miss(null, "the button is stale"));
    assertThat(decision(facts("", at("pick"), says("small")), Stage.MISS, miss))
        .isEqualTo(new Decision.Miss(null, "a rule said so"));
    assertThat(decision(
            facts("", nobody(), says("x")), Stage.ROUTE, Candidate.of("own").miss()))
        .isEqualTo(new Decision.Miss("own", "a rule said so"));
  }

  @Test
  void whatNobodyUnderstoodStartsTheFlowForItIfThereIsOne() {
    Candidate lost = Candidate.of("base.lost").notUnderstood();

    assertThat(decision(facts(LOST, nobody(), says("x")), Stage.NOT_UNDERSTOOD, lost))
        .isEqualTo(new Decision.Start(null, "lost", Map.of(), false, true, null));
    assertThat(decision(facts("", nobody(), says("x")), Stage.NOT_UNDERSTOOD, lost))
        .isEqualTo(
            new Decision.Ignore(null, "nothing fits, and the bot has no not_understood flow"));
  }

  @Test
  void silenceIsToldWithItsReasonAndARuleOfTheBotsOwn() {
    assertThat(decision(
            facts("", nobody(), says("x")),
            Stage.AGENT,
            Candidate.of("base.agent").silent("why")))
        .isEqualTo(new Decision.Silent(null, "why"));
    assertThat(decision(
            facts("", nobody(), says("x")), Stage.ROUTE, Candidate.of("own").ignore("why")))
        .isEqualTo(new Decision.Ignore("own", "why"));
    assertThat(decision(facts("", nobody(), says("x")), Stage.ROUTE, Candidate.of("own")))
        .isEqualTo(new Decision.Ignore("own", "nothing was offered"));
  }

  // Reports.

  private static InboundEvent report(@Nullable String metadata) {
    return new DeliveryReport(header(), "M1", "FAILED", null, metadata);
  }

  private static Decision reported(String metadata, SentMessage... sent) {
    Facts facts = facts("", nobody().sent(List.of(sent)), report(metadata));
    return decision(facts, Stage.ROUTE, starts("D1"));
  }

  @Test
  void aReportIsRoutedOnceForEachRowAndMessageOfOurs() {
    assertThat(reported("one", new SentMessage("one", "hello", "a", true, "")))
        .isEqualTo(start("D1", "hello"));
    assertThat(reported("one", new SentMessage("one", "hello", "a", true, "D2,D11")))
        .isEqualTo(start("D1", "hello"));
    assertThat(reported("one", new SentMessage("one", "hello", "a", true, "D2,D1")))
        .isEqualTo(new Decision.Ignore("D1", "the row acted on this message before"));
    assertThat(reported("one", new SentMessage("one", "hello", "a", false, "")))
        .isEqualTo(new Decision.Ignore(
            "D1", "the message was sent by a flow that a delivery report began"));
    assertThat(reported("two", new SentMessage("one", "hello", "a", true, "")))
        .isEqualTo(new Decision.Ignore("D1", "the report names no message of this session"));
  }

  @Test
  void aPreviewMayRouteReportsOnMessagesNobodyKnows() {
    Facts facts = facts("", nobody(), report("one"), Map.of(), true);

    assertThat(decision(facts, Stage.ROUTE, starts("D1"))).isEqualTo(start("D1", "hello"));
  }

  // The order of stages.

  private static List<Stage> stages(SessionBuilder session, InboundEvent event, boolean ownRules) {
    Deliberation deliberation = facts("", session, event).deliberation();
    List<Stage> stages = new ArrayList<>();
    Optional<Stage> next = deliberation.nextStage(ownRules);
    while (next.isPresent()) {
      stages.add(next.get());
      deliberation.enter(next.get());
      next = deliberation.nextStage(ownRules);
    }
    return stages;
  }

  @Test
  void rulesAreAskedOnlyWhereOneCouldSpeak() {
    InboundEvent ping = new HostEvent(header(), "ping", new LinkedHashMap<>());

    assertThat(stages(nobody(), says("x"), false))
        .containsExactly(Stage.END_IT, Stage.ROUTE, Stage.NOT_UNDERSTOOD);
    assertThat(stages(nobody().agentActive(true), says("x"), false))
        .containsExactly(Stage.END_IT, Stage.AGENT, Stage.ROUTE, Stage.NOT_UNDERSTOOD);
    assertThat(stages(at("pick"), says("small"), false))
        .containsExactly(Stage.END_IT, Stage.STRICT_ANSWER, Stage.INTERRUPT, Stage.MISS);
    assertThat(stages(at("pick"), says("huge"), false))
        .containsExactly(Stage.END_IT, Stage.INTERRUPT, Stage.MISS);
    assertThat(stages(at("tell"), says("since"), false))
        .containsExactly(Stage.END_IT, Stage.INTERRUPT, Stage.FREE_ANSWER, Stage.MISS);
    assertThat(stages(at("sure"), says("perhaps"), false))
        .containsExactly(Stage.END_IT, Stage.MISS);
    assertThat(stages(at("pick"), taps("forged"), false))
        .containsExactly(Stage.END_IT, Stage.BUTTON, Stage.INTERRUPT, Stage.MISS);
    assertThat(stages(at("pick"), ping, false)).containsExactly(Stage.ROUTE);
    assertThat(stages(nobody(), ping, true))
        .containsExactlyElementsOf(List.of(Stage.values()).subList(1, Stage.values().length));
  }

  // Buttons.

  private static Button button(String run, String flow, String step) {
    return new Button("post", run, flow, step, "s", "Mini");
  }

  @ParameterizedTest
  @CsvSource({"r2,pick,q,true", "r1,pick,q,false", "r2,tell,q,false", "r2,pick,other,false"})
  void aButtonStandsIfTheOpenQuestionItselfOfferedIt(
      String run, String flow, String step, boolean stands) {
    Facts facts = facts("", at("pick").buttons(List.of(button(run, flow, step))), taps("post"));

    assertThat(facts.standingButton()).isEqualTo(stands);
    assertThat(facts.staleButton()).isEqualTo(!stands);
    assertThat(facts.answers()).isEqualTo(stands);
    assertThat(facts.says()).isEqualTo("Mini");
  }

  @Test
  void aButtonOfNobodySaysItsPostback() {
    Facts facts = facts("", nobody().buttons(List.of(button("r1", "pick", "q"))), taps("other"));

    assertThat(facts.says()).isEqualTo("other");
    assertThat(facts.staleButton()).isTrue();
    assertThat(facts("", nobody(), says("x")).staleButton()).isFalse();
  }

  @Test
  void theLabelTheContactReadIsAnAnswerToo() {
    SessionBuilder session = at("pick").buttons(List.of(button("r2", "pick", "q")));
    Candidate answer = Candidate.of("base.answer").answer();

    assertThat(decision(facts("", session, says("Mini")), Stage.STRICT_ANSWER, answer))
        .isEqualTo(new Decision.Answer(null, "s", "s"));
    Facts large = facts("", session, says("large"));
    assertThat(decision(large, Stage.STRICT_ANSWER, answer))
        .isEqualTo(new Decision.Answer(null, "l", "l"));
    assertThat(facts("", session, says("Small")).answers()).isFalse();
  }

  // What questions read.

  @ParameterizedTest
  @CsvSource({"en,1.5", "de,1500", "de_AT,1500", "DE-at,1500", "fr,1.5", ",1.5"})
  void aNumberIsReadInTheContactsLanguageIfTheBotSpeaksIt(
      @Nullable String language, String number) {
    Map<String, Object> contact = new LinkedHashMap<>();
    if (language != null) {
      contact.put("language", language);
    }
    Facts facts = facts("languages: [en, de]\n", at("price").contact(contact), says("1.500"));

    Decision.Answer answer = (Decision.Answer)
        decision(facts, Stage.STRICT_ANSWER, Candidate.of("base.answer").answer());
    assertThat(new BigDecimal(answer.value().toString())).isEqualByComparingTo(number);
  }

  @Test
  void aPlaceIsAnswerOfAllThatIsKnownOfIt() {
    Facts facts = facts("", at("where"), message(new Content.Location("Home", null, 59.5, 18.25)));

    Decision.Answer answer = (Decision.Answer)
        decision(facts, Stage.STRICT_ANSWER, Candidate.of("base.answer").answer());
    assertThat(answer.value())
        .isEqualTo(Map.of(
            "title",
            "Home",
            "latitude",
            new BigDecimal("59.5"),
            "longitude",
            new BigDecimal("18.25")));
  }

  @Test
  void anEventThatIsNoMessageAnswersNothing() {
    Facts facts = facts("", at("tell"), new HostEvent(header(), "ping", new LinkedHashMap<>()));

    assertThat(facts.questionOpen()).isTrue();
    assertThat(facts.answers()).isFalse();
  }

  // Facts by name.

  @Test
  void aFactIsThereUnlessItIsFalseOrEmpty() {
    Map<String, Object> host = Map.of("no", false, "yes", true, "empty", "", "word", "x");
    Facts facts = facts("", nobody(), says("hi"), host, false);

    assertThat(facts.has("yes")).isTrue();
    assertThat(facts.has("word")).isTrue();
    assertThat(facts.has("no")).isFalse();
    assertThat(facts.has("empty")).isFalse();
    assertThat(facts.has("absent")).isFalse();
    assertThat(facts.text("yes")).isEqualTo("true");
    assertThat(facts.text("absent")).isNull();
  }

  @Test
  void aFactIsANumberIfItReadsAsOne() {
    Map<String, Object> host = Map.of("n", 7, "amount", " 12.5 ", "word", "x", "flag", true);
    Facts facts = facts("", nobody(), says("hi"), host, false);

    assertThat(facts.number("n")).isEqualTo(7.0);
    assertThat(facts.number("amount")).isEqualTo(12.5);
    assertThat(facts.number("word")).isNaN();
    assertThat(facts.number("flag")).isNaN();
    assertThat(facts.number("absent")).isNaN();
  }

  @Test
  void whatARuleDerivedHidesAFactOfTheSameName() {
    Facts facts = facts("", nobody(), says("hi"), Map.of("spend", 7), false);
    facts.derive("spend", 12);
    facts.derive("class", "gold");

    assertThat(facts.value("spend")).isEqualTo(new BigDecimal("12"));
    assertThat(facts.value("class")).isEqualTo("gold");
    assertThat(facts.value("other")).isNull();
  }

  @Test
  void theContactsOwnValueGoesBeforeTheHosts() {
    Map<String, Object> host = Map.of("contact", Map.of("language", "de", "plan", "gold"));
    SessionBuilder session = nobody().contact(Map.of("language", "sv"));
    Facts facts = facts("languages: [en, de]\n", session, says("hi"), host, false);

    assertThat(facts.language()).isEqualTo("sv");
    assertThat(facts.value("contact.plan")).isEqualTo("gold");
    assertThat(facts("languages: [en, de]\n", nobody(), says("hi"), host, false).language())
        .isEqualTo("de");
    assertThat(facts("languages: [en, de]\n", nobody(), says("hi")).language()).isEqualTo("en");
  }

  @Test
  void timeIsThatOfTheBotsZone() {
    Facts facts = facts("time_zone: Asia/Tokyo\n", nobody(), says("hi"));

    assertThat(facts.localTime().toLocalTime()).hasToString("18:30");
    assertThat(facts.localDate()).isEqualTo(LocalDate.parse("2026-03-02"));
    assertThat(facts.minuteOfWeek()).isEqualTo(18 * 60 + 30);
  }

  @Test
  void aContactIsNewUntilAMessageWasHandled() {
    assertThat(facts("", nobody(), says("hi")).isNew()).isTrue();
    assertThat(facts("", nobody(), says("hi")).returning()).isFalse();
    assertThat(facts("", nobody().known(true), says("hi")).isNew()).isFalse();
    assertThat(facts("", nobody().known(true), says("hi")).returning()).isTrue();
    assertThat(facts("", nobody().misses(3).lastFlow("hello"), says("hi")).misses())
        .isEqualTo(3);
    assertThat(facts("", nobody().lastFlow("hello"), says("hi")).lastFlow()).isEqualTo("hello");
  }

  @Test
  void factsShowNothingPersonal() {
    assertThat(facts("", nobody(), says("secret"))).hasToString("Facts[text on SMS at derive]");
  }

  // Versions.

  @Test
  void aTurnUnderWaySeesNoVersionPublishedMeanwhile() {
    BotVersion one = bot("");
    BotVersion two =
        new BotVersion(bot(LOST).bot(), one.router(), noTables(), ChannelCatalog.none(), 2, "two");
    BotVersion old =
        new BotVersion(bot(LOST).bot(), one.router(), noTables(), ChannelCatalog.none(), 1, "old");
    List<BotVersion> live = new ArrayList<>(List.of(two));
    BotVersions all = new BotVersions() {
      @Override
      public BotVersion live() {
        return live.get(0);
      }

      @Override
      public BotVersion number(long number) {
        return number == 1 ? old : live();
      }
    };

    BotVersions pinned = all.pinned();
    live.set(0, one);

    assertThat(pinned.live()).isSameAs(two);
    assertThat(pinned.number(2)).isSameAs(two);
    assertThat(pinned.number(1)).isSameAs(old);
    assertThat(BotVersions.of(one).number(7)).isSameAs(one);
  }
}
