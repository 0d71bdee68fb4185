package dev.botflow.table.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.table.index.DecisionTable;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionReaderTest {
  private final Findings findings = new Findings();

  private Optional<DecisionTable> read(String text) {
    return CsvSheet.read(
            "decisions/order-desk.csv",
            text.getBytes(StandardCharsets.UTF_8),
            SheetKind.DECISIONS,
            findings)
        .flatMap(sheet -> new DecisionReader(WordLists.none(), findings).read("order-desk", sheet));
  }

  private List<String> sentences() {
    return findings.all().stream().map(Finding::sentence).toList();
  }

  @Test
  void aRowWithoutConditionsIsTheElse() {
    DecisionTable table =
        read("Rule,parcel.status,Exit\nD1,travelling,travelling\nD2,lost,lost\nD9,,other\n")
            .orElseThrow();

    assertThat(sentences()).isEmpty();
    assertThat(table.exits()).containsExactly("travelling", "lost", "other");
    assertThat(table.hasElse()).isTrue();
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    read("Rule,parcel status,spend,spend,Exit\nD1,x,1,,a\nD1,,at least many,,b\n,,,,c\nD4,,,,\n");

    assertThat(sentences())
        .containsExactly(
            "decisions/order-desk.csv:1: parcel status: expected the name of a variable such as order.status, but was \"parcel status\"",
            "decisions/order-desk.csv:1: spend: expected each column once, but \"spend\" stands here again",
            "decisions/order-desk.csv:3: D1: Rule: expected each id once, but D1 stands at decisions/order-desk.csv:2 already",
            "decisions/order-desk.csv:3: D1: spend: expected one number after at least, but was \"at least many\"",
            "decisions/order-desk.csv:4: Rule: expected the id of the row, but the cell is empty",
            "decisions/order-desk.csv:5: D4: Exit: expected the name of an exit, but the cell is empty");
  }

  @Test
  void tellsATableWithoutExitOrRows() {
    assertThat(read("Rule,spend\nD1,1\n")).isEmpty();
    read("Rule,spend,Exit\n");

    assertThat(sentences())
        .containsExactly(
            "decisions/order-desk.csv:1: expected a column Exit, but found none",
            "decisions/order-desk.csv:1: expected at least 1 row below the header, but was 0");
  }
}
