package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.Values;
import dev.botflow.routing.DecisionTables;
import dev.botflow.routing.DecisionTables.Exit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroolsDecisionTablesTest {
  @TempDir
  Path folder;

  private DecisionTables tables(String table) {
    return new LeafShop(folder).with("decisions/order-desk.csv", table).load().tables();
  }

  private static Values values(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map::get;
  }

  @Test
  void theFirstRowThatFitsPicksTheExit() {
    DecisionTables tables = tables(
        "Rule,tier,spend,parcel.status,Exit\nD1,gold,at least 100,,vip\nD2,,,lost,lost\nD3,\"gold, silver\",,,known\nD9,,,,other\n");

    assertThat(tables.decide("order-desk", values("tier", "Gold", "spend", new BigDecimal(100))))
        .contains(new Exit("vip", "D1"));
    assertThat(tables.decide("order-desk", values("tier", "gold", "parcel.status", "lost")))
        .contains(new Exit("lost", "D2"));
    assertThat(tables.decide("order-desk", values("tier", "silver")))
        .contains(new Exit("known", "D3"));
    assertThat(tables.decide("order-desk", values())).contains(new Exit("other", "D9"));
  }

  @Test
  void withoutAnElseNothingMayFit() {
    DecisionTables tables =
        tables("Rule,parcel.status,Exit\nD1,travelling,travelling\nD2,lost,lost\n");

    assertThat(tables.decide("order-desk", values("parcel.status", "eaten"))).isEmpty();
    assertThat(tables.decide("no-such-table", values())).isEmpty();
    assertThat(tables.exits("order-desk").orElseThrow()).containsExactly("travelling", "lost");
    assertThat(tables.exits("no-such-table")).isEmpty();
  }
}
