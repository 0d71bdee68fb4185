package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.From;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.junit.jupiter.api.Test;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;

class CandidateSourceTest {

  @Test
  void baseRulesPullTheirRowsByACallAndNotByAnInterpreter() {
    KieSession session = RuleBase.base().newSession();

    Map<String, Class<?>> providers = new LinkedHashMap<>();
    for (KiePackage rules : session.getKieBase().getKiePackages()) {
      for (Rule rule : rules.getRules()) {
        for (RuleConditionElement element : ((RuleImpl) rule).getLhs().getChildren()) {
          if (((Pattern) element).getSource() instanceof From from) {
            providers.put(rule.getName(), from.getDataProvider().getClass());
          }
        }
      }
    }
    session.dispose();

    assertThat(providers)
        .containsOnlyKeys(
            "a row marked end it ends whatever is open",
            "a row marked interrupt pauses the open question",
            "the first routing row that fits starts its flow",
            "the first row of a decision table that fits picks the exit")
        .allSatisfy((rule, provider) -> assertThat(provider).isEqualTo(CandidateSource.class));
  }
}
