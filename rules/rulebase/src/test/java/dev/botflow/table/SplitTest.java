package dev.botflow.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.sheet.Subject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final String SPLIT =
      "Rule,Channel,Share %,Go to flow,Owner,Why\nR1,SMS,60,a,ana,old\nR2,sms,30%,b,,new\nR3,SMS,10.00,c,,\nR9,,,d,,\n";

  @Test
  void neighboursEqualButForShareAndFlowAreOneSplit() {
    Tables tables = new Tables().read(SPLIT);
    RoutingTable table = tables.table();
    Map<String, Integer> counts = new TreeMap<>();

    for (int i = 0; i < 10_000; i++) {
      Ask ask = new Ask().with(Subject.What.CHANNEL, "SMS").contact("app/contact/" + i);
      counts.merge(table.first(Phase.ROUTE, ask).orElseThrow().id(), 1, Integer::sum);
    }

    assertThat(tables.sentences()).isEmpty();
    assertThat(counts.keySet()).containsExactly("R1", "R2", "R3");
    assertThat(counts.get("R1")).isBetween(5_700, 6_300);
    assertThat(counts.get("R2")).isBetween(2_700, 3_300);
    assertThat(tables.rows().get(1).share()).isEqualTo("30 %");
  }

  @Test
  void aContactKeepsItsPartWhenOtherRowsChange() {
    RoutingTable before = new Tables().read(SPLIT).table();
    RoutingTable after = new Tables()
        .read(
            "Rule,Says,Channel,Share %,Go to flow\nR0,x,,,z\nR1,,SMS,60,e\nR2,,SMS,30,f\nR3,,SMS,10,c\nR9,,,,d\n")
        .table();

    Set<String> parts = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      Ask ask = new Ask().with(Subject.What.CHANNEL, "SMS").contact("app/contact/" + i);
      String part = before.first(Phase.ROUTE, ask).orElseThrow().id();
      assertThat(after.first(Phase.ROUTE, ask).orElseThrow().id()).isEqualTo(part);
      parts.add(part);
    }
    assertThat(parts).containsExactly("R1", "R2", "R3");
  }

  @Test
  void theSameContactStandsAtTheSamePlaceOnEveryMachine() {
    assertThat(Split.bucket("R1", "app/contact/1")).isEqualTo(Split.bucket("R1", "app/contact/1"));
    assertThat(Split.bucket("R1", "app/contact/1"))
        .isNotEqualTo(Split.bucket("R2", "app/contact/1"));
    assertThat(new int[] {Split.bucket("R1", "app/contact/1"), Split.bucket("R1", "app/contact/2")})
        .containsExactly(9837, 9150);
  }

  @Test
  void sharesThatDoNotSumToAHundredAreTold() {
    Tables tables = new Tables()
        .read(
            "Rule,Channel,Share %,Go to flow\nR1,SMS,60,a\nR2,SMS,30.5,b\nR3,,50,a\nR4,,50,b\nR5,MMS,100,c\n");

    assertThat(tables.codes()).containsExactly("shares");
    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:2: R1: Share %: expected the shares of R1, R2 to sum to 100, but they sum to 90.5");
  }

  @Test
  void aBrokenPartOfASplitIsToldOnceAndNotAsAMissingShare() {
    Tables tables = new Tables()
        .read("Rule,Channel,Share %,Go to flow\nR1,SMS,60,a\nR2,SMSS,40,b\nR3,MMS,10,a\n");

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:3: R2: Channel: expected a channel such as WhatsApp or SMS, but was \"SMSS\" (did you mean \"SMS\"?)");
  }

  @Test
  void saysWhyNeighboursAreTwoSplits() {
    Tables tables = new Tables()
        .read(
            "Rule,Channel,Share %,With,Go to flow\nR1,SMS,50,,a\nR2,SMS,50,x=1,b\nR3,MMS,50,x=1,b\n");

    assertThat(tables.sentences())
        .containsExactly(
            "routing.csv:2: R1: Share %: expected the shares of R1 to sum to 100, but they sum to 50; R2"
                + " is a split of its own, since it differs in With",
            "routing.csv:3: R2: Share %: expected the shares of R2 to sum to 100, but they sum to 50; R3"
                + " is a split of its own, since it differs in Channel",
            "routing.csv:4: R3: Share %: expected the shares of R3 to sum to 100, but they sum to 50");
  }
}
