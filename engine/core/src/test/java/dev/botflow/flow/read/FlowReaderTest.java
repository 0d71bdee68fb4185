package dev.botflow.flow.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.flow.Bot;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.SayStep;
import dev.botflow.flow.Texts;
import dev.botflow.flow.check.FlowChecks;
import dev.botflow.message.CardMessage;
import dev.botflow.text.WordLists;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlowReaderTest {

  private static List<String> problems(String... flows) {
    Findings findings = new Findings();
    FlowReader reader = new FlowReader(WordLists.none(), List.of(), findings);
    Map<String, Flow> byName = new LinkedHashMap<>();
    for (String flow : flows) {
      reader.read("flows/f.yaml", flow).ifPresent(one -> byName.put(one.name(), one));
    }
    BotSettings settings = BotReader.settings("bot.yaml", "bot: b", findings);
    FlowChecks.check(
        new Bot(settings, byName, WordLists.none(), NamedHours.none(), Texts.none()),
        table -> table.equals("desk") ? Optional.of(Set.of("lost")) : Optional.empty(),
        findings);
    return findings.all().stream()
        .filter(Finding::isError)
        .map(Finding::sentence)
        .toList();
  }

  static Stream<Arguments> brokenFlows() {
    return Stream.of(
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, say: hi, next: confrim }\n- { id: confirm, say: ok }",
            "flows/f.yaml:3: f.a: expected the id of a step in this flow, a flow of the bot, or end, but was"
                + " \"confrim\" (did you mean \"confirm\"?)"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, say: hi }\n- { id: a, say: ho }",
            "flows/f.yaml:4: f.a: id: expected an id no other step of this flow has, but was \"a\" a second time"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, sai: hi }",
            "flows/f.yaml:3: f.a: expected one of say, ask, branch, decide, set, do, call, handover, but was id, sai"
                + " (did you mean \"say\"?)"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, ask: x, attemps: 2 }",
            "flows/f.yaml:3: f.a: attemps: expected one of id, ask, choices, type, on_invalid, attempts, next, when, on_error,"
                + " delay, channel, typing, on_give_up, interrupt, save, nudge, deadline, skip_if_known, but was \"attemps\""
                + " (did you mean \"attempts\"?)"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, ask: x, attempts: many }",
            "flows/f.yaml:3: f.a: attempts: expected a whole number from 1 to 20, but was \"many\""),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, do: find, timeout: soon }",
            "flows/f.yaml:3: f.a: timeout: expected a duration such as 30s, 5m, 24h or 3d, but was \"soon\""),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, decide: desk, next: { lost: end } }",
            "flows/f.yaml:3: f.a: next: expected an exit else, for when no row fits, but was missing"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, decide: dsk, next: { else: end } }",
            "flows/f.yaml:3: f.a: decide: expected a table of the folder decisions, but was \"dsk\""),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, say: hi, next: b }\n- { id: b, say: ho, next: a }",
            "flows/f.yaml:3: f.a: expected a step that waits on the way a → b → a, but none does"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, call: f }",
            "flows/f.yaml:3: f: expected no flow to call itself, but f calls f"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, say: { WHATSAP: hi } }",
            "flows/f.yaml:3: f.a: say: expected default, a channel or a kind of message, but was \"WHATSAP\" (did you"
                + " mean \"WhatsApp\"?)"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, handover: { queue: q, hours: shop } }",
            "flows/f.yaml:3: f.a: handover.hours: expected a name from hours.csv, but was \"shop\""),
        Arguments.of(
            "flow: f\nsteps: []", "flows/f.yaml: steps: expected at least 1 step, but was 0"),
        Arguments.of(
            "flow: f\nsteps:\n- { id: a, ask: x, choices: { y: Yes }, next: { yy: end } }",
            "flows/f.yaml:3: f.a: next: expected a choice of this question (y) or else, but was \"yy\" (did you mean"
                + " \"y\"?)"));
  }

  @ParameterizedTest
  @MethodSource("brokenFlows")
  void saysWhereWhatWasExpectedAndWhatWasFound(String flow, String problem) {
    assertThat(problems(flow)).containsExactly(problem);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    List<String> problems = problems(
        "flow: f\nsteps:\n- { id: a, say: hi, next: nowhere }\n- { id: b, ask: x, attempts: 0 }",
        "flow: g\nsteps:\n- { id: c, call: h }");

    assertThat(problems).hasSize(3);
  }

  @Test
  void readsVariantsPerChannelWithACard() {
    Findings findings = new Findings();

    Flow flow = new FlowReader(WordLists.none(), List.of(), findings)
        .read("flows/f.yaml", """
                flow: f
                steps:
                - id: hello
                  say:
                    default: "Hi"
                    WHATSAPP: { card: { title: "Leaf", image: "https://leaf.example/l.png", text: "Hi!" } }
                    Viber: "Viber hi"
                """)
        .orElseThrow();

    assertThat(findings.all()).isEmpty();
    SayStep say = (SayStep) flow.first();
    assertThat(say.message().on(Channel.WHATSAPP)).containsInstanceOf(CardMessage.class);
    assertThat(say.message().on(Channel.VIBERBM).orElseThrow().readable()).isEqualTo("Viber hi");
    assertThat(say.message().on(Channel.VIBER).orElseThrow().readable()).isEqualTo("Viber hi");
    assertThat(say.message().on(Channel.of("SOMETHING")).orElseThrow().readable())
        .isEqualTo("Hi");
  }

  @Test
  void readsTheExampleOfEveryFormTheModelDescribes() {
    assertThat(
            problems("""
                flow: f
                on_error: oops
                steps:
                - { id: b, branch: [ { when: { tier: gold, spend: at least 100 }, next: s }, { else: s } ] }
                - id: s
                  set: { order.number: "LC-000001", count: { add: 1 }, tags: { append: plants }, name: { trim: "{raw}" }, asked_at: { now: } }
                - { id: d, say: later, delay: { until: "09:00" } }
                - { id: q, ask: "When?", type: { date: future }, deadline: { after: 1d, then: oops }, save: contact.day }
                - { id: l, ask: "Colour?", type: { list: { red: [crimson, scarlet], blue: [] } } }
                - { id: m, say: { media: { url: "https://x.example/a.png", caption: "A" } } }
                - { id: c, say: { carousel: [ { title: A }, { title: B, text: b } ] } }
                - { id: li, say: { list: { title: T, sections: [ { title: S, choices: { a: A, b: { label: B, description: d } } } ] } } }
                - { id: lo, say: { location: { title: Shop, latitude: 50.85, longitude: 4.35 } } }
                - { id: ci, say: { contact_info: { name: Fern, phones: "+32470000000" } } }
                - { id: t, say: { template: { name: hello, language: en_US, parameters: { "body[1]text": "{name}" } } } }
                - { id: ch, say: { text: Pick, choices: { w: { label: Web, url: "https://x.example" }, p: { label: Call, phone: "+3247" } } } }
                - { id: call, call: g, with: { budget: "{budget}" }, save: { plant: result.plant } }
                - { id: oops, say: sorry, next: end }
                """, "flow: g\nreturns: [plant]\nsteps:\n- { id: a, set: { plant: fern } }"))
        .isEmpty();
  }
}
