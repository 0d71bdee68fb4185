package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Texts;
import dev.botflow.flow.check.FlowChecks;
import dev.botflow.flow.check.VariableNames;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.table.TableWords;
import dev.botflow.table.Tables;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.read.DecisionReader;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionProofsTest {
  private static final String HEADER = "Rule,parcel.status,parcel.late,tier,Exit\n";
  private static final String TAKES = "flow: f\nsteps:\n"
      + "- { id: find, do: shop.find, save: parcel }\n"
      + "- { id: which, decide: desk, next: { late: end, fine: end, lost: end, else: end } }";

  private static List<Finding> findings(String flow, String table) {
    Findings findings = new Findings();
    TableWords words = Tables.words();
    Map<String, Flow> flows = new LinkedHashMap<>();
    new FlowReader(words.words(), List.of(), findings)
        .read("flows/f.yaml", flow)
        .ifPresent(one -> flows.put(one.name(), one));
    Bot bot = new Bot(words.settings(), flows, words.words(), words.hours(), Texts.none());
    Optional<DecisionTable> read = CsvSheet.read(
            "decisions/desk.csv",
            table.getBytes(StandardCharsets.UTF_8),
            SheetKind.DECISIONS,
            findings)
        .flatMap(sheet -> new DecisionReader(words.words(), findings).read("desk", sheet));
    FlowChecks.check(bot, name -> read.map(DecisionTable::exits), findings);
    DecisionProofs.check(
        read.stream().toList(),
        bot,
        VariableNames.of(bot, List.of()),
        LocalDate.parse("2026-03-02"),
        findings,
        new ProofRun());
    return findings.all();
  }

  private static List<String> told(String rows) {
    return findings(TAKES, HEADER + rows).stream().map(Finding::sentence).toList();
  }

  @Test
  void isContentWithRowsThatEachWinSomewhere() {
    assertThat(
            told(
                "D1,\"travelling, customs\",at least 3,,late\nD2,\"travelling, customs\",,,fine\nD3,lost,,,lost\nD4,is empty,,,lost\nD9,,,,else\n"))
        .isEmpty();
  }

  @Test
  void tellsARowThatAWiderOneAboveItTakesWhole() {
    assertThat(told("D1,travelling,,,fine\nD2,travelling,at least 3,,late\nD3,lost,,,lost\n"))
        .containsExactly(
            "decisions/desk.csv:3: D2: this row never wins: all that fits it is taken by D1, which picks"
                + " \"fine\" (such as parcel.status travelling, parcel.late 3)");
  }

  @Test
  void tellsARowThatSeveralTakeTogether() {
    assertThat(
            told(
                "D1,travelling,at least 3,,late\nD2,travelling,,gold,lost\nD3,travelling,under 3,,fine\nD4,travelling,is empty,,fine\nD5,travelling,,silver,fine\n"))
        .isEmpty();
    assertThat(
            told(
                "D1,,is known,,late\nD2,,is empty,gold,lost\nD3,,is empty,not gold,fine\nD4,lost,,silver,fine\nD5,,is empty,is empty,fine\n"))
        .containsExactly(
            "decisions/desk.csv:5: D4: this row never wins: all that fits it is taken by D1, D2 and D3 together"
                + " (such as parcel.status lost, tier silver)");
  }

  @Test
  void tellsRowsThatAskTheSameAndPickDifferentExits() {
    assertThat(told("D1,lost,,,lost\nD2,lost,,,late\nD3,lost,,,lost\nD4,fine,,,fine\n"))
        .containsExactly(
            "decisions/desk.csv:3: D2: Exit: this row never wins: D1 asks for the same and picks \"lost\","
                + " but this one \"late\" (such as parcel.status lost)",
            "decisions/desk.csv:4: D3: this row never wins: it says the same as D1 (such as parcel.status"
                + " lost)");
  }

  @Test
  void tellsAnExitThatNoStepTakesAtItsRow() {
    assertThat(told("D1,lost,,,lost\nD2,stolen,,,police\nD3,fine,,,fine\nD4,late,,,late\n"))
        .containsExactly(
            "decisions/desk.csv:3: D2: Exit: expected an exit that f.which takes (late, fine, lost or"
                + " else), but was \"police\", so it goes on with else");
  }

  @Test
  void tellsAMisspeltExitOnceAndAtItsRow() {
    assertThat(told("D1,lost,,,lots\nD3,fine,,,fine\nD4,late,,,late\n"))
        .containsExactly(
            "decisions/desk.csv:2: D1: Exit: expected an exit that f.which takes (late, fine, lost or"
                + " else), but was \"lots\", so it goes on with else (did you mean \"lost\"?)");
    assertThat(told("D1,lost,,,agent\nD3,fine,,,fine\nD4,late,,,late\n"))
        .singleElement()
        .asString()
        .endsWith("(did you mean \"lost\"?)");
  }

  @Test
  void tellsAnExitOfTheStepThatTheTableNeverGives() {
    assertThat(told("D1,lost,,,lost\nD3,fine,,,fine\n"))
        .containsExactly("flows/f.yaml:4: f.which: next: table desk never gives \"late\"");
  }

  @Test
  void anExitThatOneOfTheStepsTakesIsTaken() {
    String both = TAKES + "\n- { id: again, decide: desk, next: { police: end, else: end } }";

    assertThat(
            findings(both, HEADER + "D1,stolen,,,police\nD2,a,,,late\nD3,b,,,fine\nD4,c,,,lost\n"))
        .extracting(Finding::code)
        .doesNotContain("untaken-exit");
  }

  @Test
  void tellsAColumnThatAsksForWhatNothingSets() {
    String flow = "flow: f\nsteps:\n"
        + "- { id: q, ask: Q, save: order.number, on_give_up: end }\n"
        + "- { id: which, decide: desk, next: { a: end, else: end } }";

    assertThat(findings(flow, "Rule,order.nubmer,paln,spend,Exit\nD1,LC-1,gold,at least 5,a\n"))
        .extracting(Finding::sentence)
        .containsExactly(
            "decisions/desk.csv:2: D1: order.nubmer: expected a column with the name of a variable, but"
                + " nothing sets \"order.nubmer\" (did you mean \"order.number\"?)",
            "decisions/desk.csv:2: D1: paln: expected a column with the name of a variable, but nothing"
                + " sets \"paln\" (did you mean \"plan\"?)");
  }

  @Test
  void showsAFindingByTheValuesThatFit() {
    List<Finding> findings = findings(
        TAKES, HEADER + "D1,travelling,,,fine\nD2,travelling,at least 3,,late\nD3,lost,,,lost\n");

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> assertThat(finding.sample())
            .isNotNull()
            .satisfies(sample -> assertThat(sample.given())
                .containsEntry("parcel.status", "travelling")
                .containsEntry("parcel.late", new java.math.BigDecimal(3))));
  }
}
