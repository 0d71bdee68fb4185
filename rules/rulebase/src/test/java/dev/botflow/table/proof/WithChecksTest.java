package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.table.TableWords;
import dev.botflow.table.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WithChecksTest {
  private static List<String> told(String with, Texts texts, String... flows) {
    Findings findings = new Findings();
    TableWords words = Tables.words();
    Map<String, Flow> read = new LinkedHashMap<>();
    FlowReader reader = new FlowReader(words.words(), List.of(), findings);
    for (String flow : flows) {
      reader.read("flows/f.yaml", flow).ifPresent(one -> read.put(one.name(), one));
    }
    Bot bot = new Bot(words.settings(), read, words.words(), words.hours(), texts);
    WithChecks.check(
        new Tables().read("Rule,Go to flow,With\nR1,f,\"" + with + "\"\n").table(),
        List.of(),
        bot,
        findings);
    return findings.all().stream().map(Finding::sentence).toList();
  }

  private static List<String> told(String with, String steps) {
    return told(with, Texts.none(), "flow: f\nsteps:\n" + steps);
  }

  @Test
  void tellsAVariableThatNoStepOfTheFlowReads() {
    assertThat(told("quue=gold", "- { id: p, handover: { queue: '{queue|desk}', closed: C } }"))
        .containsExactly(
            "routing.csv:2: R1: With: expected a variable that the flow f reads, but none of its steps"
                + " reads \"quue\" (did you mean \"queue\"?)");
    assertThat(told("queue=gold", "- { id: p, handover: { queue: '{queue|desk}', closed: C } }"))
        .isEmpty();
  }

  @Test
  void takesWhatIsReadInAnyWay() {
    assertThat(told("order.number=1", "- { id: q, ask: Q, save: order.number }"))
        .isEmpty();
    assertThat(told("order.number=1", "- { id: s, say: Hi, when: { order.number: is known } }"))
        .isEmpty();
    assertThat(told("order=1", "- { id: s, do: find, with: { n: '{order.number}' } }"))
        .isEmpty();
    assertThat(told(
            "a=1",
            new Texts(Map.of("nl", Map.of("f.s", "Dag {a}"))),
            "flow: f\nsteps: [ { id: s, say: Hi } ]"))
        .isEmpty();
    assertThat(told(
            "a=1",
            Texts.none(),
            "flow: f\nsteps: [ { id: c, call: desk } ]",
            "flow: desk\nsteps: [ { id: p, handover: { queue: x, carry: [a] } } ]"))
        .isEmpty();
  }

  @Test
  void tellsAVariableThatOnlyAFlowReadsWhichTakesThePlaceOfThisOne() {
    assertThat(told(
            "a=1",
            Texts.none(),
            "flow: f\nsteps: [ { id: s, say: Hi, next: other } ]",
            "flow: other\nsteps: [ { id: s, say: 'Hi {a}' } ]"))
        .containsExactly(
            "routing.csv:2: R1: With: expected a variable that the flow f reads, but none of its steps"
                + " reads \"a\"");
  }
}
