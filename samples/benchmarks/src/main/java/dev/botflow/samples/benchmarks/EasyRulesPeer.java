package dev.botflow.samples.benchmarks;

import dev.botflow.table.TableRow;
import dev.botflow.table.index.RoutingTable;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngineParameters;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/** The same rows as one Easy Rules rule each, which is how that library is used: first applicable wins. */
final class EasyRulesPeer implements Peer {
  private static final String ASKED = "asked";

  private final Rules rules = new Rules();
  private final DefaultRulesEngine engine =
      new DefaultRulesEngine(new RulesEngineParameters().skipOnFirstAppliedRule(true));
  private String won = "none";

  EasyRulesPeer(RoutingTable table) {
    for (TableRow row : table.rows()) {
      rules.register(new RuleBuilder()
          .name(row.id())
          .priority(row.order())
          .when(facts -> row.fits(facts.<EventAsked>get(ASKED)))
          .then(facts -> won = row.id())
          .build());
    }
  }

  @Override
  public String first(EventAsked asked) {
    won = "none";
    Facts facts = new Facts();
    facts.put(ASKED, asked);
    engine.fire(rules, facts);
    return won;
  }
}
