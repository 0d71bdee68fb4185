package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.StepSamples;
import dev.botflow.flow.Texts;
import dev.botflow.routing.BotVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageMeterTest {
  private final BotVersion bot = Talk.bot(
      new PlainRouter("welcome"),
      """
      flow: welcome
      steps:
      - { id: mark, set: { seen: yes } }
      - { id: skipped, when: { seen: no }, set: { seen: no } }
      - id: topic
        ask: "What?"
        choices: { a: { label: "A" }, b: { label: "B" } }
        save: topic
        nudge: { after: 30m, then: nudge }
      - id: way
        branch: [ { when: { topic: a }, next: inner }, { else: other } ]
      - { id: inner, call: helper, next: end }
      - { id: other, say: "other", next: end }
      - { id: nudge, say: "Still there?", next: topic }
      """,
      "flow: helper\nsteps:\n- { id: h, say: 'helped with {topic|nothing}' }");

  private Coverage covered(String yaml) {
    return covered(bot, yaml);
  }

  private static Coverage covered(BotVersion bot, String yaml) {
    Findings findings = new Findings();
    List<Scenario> scenarios =
        new ScenarioReader(bot.bot().settings(), findings).read("a.yaml", yaml);
    assertThat(findings.all()).isEmpty();
    CoverageMeter meter = new CoverageMeter(
        bot, List.of("R1", "R2"), List.of(), List.of(Channel.WHATSAPP, Channel.SMS));
    new ScenarioRunner(bot).run(scenarios).forEach(meter::add);
    return meter.coverage();
  }

  @Test
  void countsStepsThatSayNothingToo() {
    // When
    Coverage coverage = covered("""
        scenario: a
        on: [SMS]
        turns:
        - { user: hi }
        - { tap: a, expect: { says: ["helped with nothing"] } }
        """);

    // Then
    assertThat(coverage.steps().covered())
        .containsExactly(
            "welcome.mark", "welcome.topic", "welcome.way", "welcome.inner", "helper.h");
    assertThat(coverage.steps().missed())
        .containsExactly("welcome.skipped", "welcome.other", "welcome.nudge");
    assertThat(coverage.steps().percent()).isEqualTo(62);
    assertThat(coverage.choices().missed()).containsExactly("welcome.topic.b");
    assertThat(coverage.channels().covered()).containsExactly("SMS");
    assertThat(coverage.channels().missed()).containsExactly("WHATSAPP");
  }

  @Test
  void countsAStepOfEachKind() {
    for (String kind : StepSamples.all().keySet()) {
      BotVersion one =
          Talk.bot(new PlainRouter("f"), StepSamples.flows(kind).toArray(String[]::new));

      Coverage coverage = covered(one, """
          scenario: a
          on: [SMS]
          stub: { find: ok, handover: ok }
          turns:
          - { user: hi }
          """);

      assertThat(coverage.steps().covered()).as(kind).contains("f.s");
    }
  }

  @Test
  void countsTheChoicesOfSensitiveQuestionsToo() {
    BotVersion clinic = Talk.bot(
        new PlainRouter("h"),
        Texts.none(),
        "sensitive: [illness]\n",
        "flow: h\nsteps:\n- { id: q, ask: Q, choices: { flu: Flu, other: Other }, save: illness, on_give_up: end }");

    Coverage coverage = covered(clinic, """
        scenario: a
        on: [SMS]
        turns:
        - { user: hi }
        - { tap: flu }
        """);

    assertThat(coverage.choices().covered()).containsExactly("h.q.flu");
  }

  @Test
  void countsWhatTimersSay() {
    assertThat(covered("""
            scenario: a
            on: [SMS]
            turns: [ { user: hi }, { after: 30m } ]
            """).steps().covered()).contains("welcome.nudge");
  }

  @Test
  void countsWhatAFailingScenarioCameTo() {
    // When
    Coverage coverage = covered("""
        scenario: a
        on: [SMS]
        turns: [ { user: hi, expect: { says: ["no"] } }, { tap: b } ]
        """);

    // Then
    assertThat(coverage.steps().covered()).containsExactly("welcome.mark", "welcome.topic");
    assertThat(coverage.choices().covered()).isEmpty();
  }
}
