package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.authoring.io.Json;
import org.junit.jupiter.api.Test;

/** What the sample promises of its scenarios. */
class LeafShopScenariosTest {
  @Test
  void allPassAndCoverRowsStepsChoicesAndChannels() {
    // When
    Run run = Run.botflow("test", LeafShop.BOT.toString(), "--json", "--min-rows", "100");

    // Then
    assertThat(run.exit()).as(run.err()).isZero();
    String coverage = run.lines().get(run.lines().size() - 1);
    assertThat(coverage)
        .startsWith("{\"coverage\":{\"rows\":{\"covered\":[\"R01\",\"R02\",")
        .contains("\"R90\"],\"missed\":[]},\"steps\":{")
        .contains(",\"channels\":{\"covered\":[\"VIBER\"");
    var missed = Json.read(coverage).findValues("missed");
    assertThat(missed.get(0)).isEmpty();
    assertThat(missed.get(1)).isEmpty();
    assertThat(missed.get(2)).isEmpty();
    assertThat(missed.get(3)).isEmpty();
    assertThat(missed.get(4)).isEmpty();
  }

  @Test
  void theyNoticeAllChangesOfTheTablesButThoseThatChangeNothing() {
    // When
    Run run = Run.botflow("test", LeafShop.BOT.toString(), "--min-mutation", "90");

    // Then: no button says STOP, START or MENU; what comes to R31 is returning, on SMS or MMS; no
    // row is like "else".
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("""
        No scenario notices:
          routing.csv:3: R01: What happened: "text" left empty
          routing.csv:4: R02: What happened: "text" left empty
          routing.csv:5: R03: What happened: "text" left empty
          routing.csv:15: R31: Channel: "SMS, MMS" left empty
          routing.csv:15: R31: Customer is: "returning" left empty
          decisions/order-desk.csv:4: D9: the row removed
        """);
  }
}
