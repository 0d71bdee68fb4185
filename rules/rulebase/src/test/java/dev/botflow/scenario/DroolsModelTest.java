package dev.botflow.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.cell.NamedHours;
import dev.botflow.error.Findings;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.read.BotReader;
import dev.botflow.routing.Router;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.rules.RuleBase;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.CsvSheet;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The engine's random bots and conversations again, routed by the rule base from a table. */
class DroolsModelTest {

  @Test
  void twoThousandRandomConversationsKeepWhatTheEnginePromisesByTheRuleBaseToo() {
    RandomModel model = new RandomModel(seed -> RandomBot.of(seed, DroolsModelTest::drools));

    int again = model.play(200, 10);

    assertThat(again).isBetween(20, 600);
    System.out.println("DroolsModelTest: " + model.occurred());
    assertThat(model.occurred()).containsKeys(RandomOccurrences.EXPECTED.toArray(String[]::new));
  }

  private static Router drools(RandomBot.Rows rows) {
    Findings findings = new Findings();
    BotSettings settings = BotReader.settings("bot.yaml", "bot: random\n", findings);
    TableReader reader =
        new TableReader(new TableWords(settings, WordLists.none(), NamedHours.none()), findings);
    CsvSheet.read(
            "routing.csv", rows.csv().getBytes(StandardCharsets.UTF_8), SheetKind.ROUTING, findings)
        .ifPresent(reader::read);
    findings.refuseErrors("random bot");
    return new DroolsRouter(RuleBase.base(), RoutingTable.of(reader.rows()));
  }
}
