package dev.botflow.rules;

import dev.botflow.routing.Facts;
import java.util.Iterator;
import java.util.List;
import org.drools.base.base.ValueResolver;
import org.drools.base.definitions.InternalKnowledgePackage;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Declaration;
import org.drools.base.rule.From;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.drools.base.rule.accessor.DataProvider;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;

/**
 * What stands behind {@code from $fact.candidates()} in a base rule: the call itself. The compiler would have MVEL
 * interpret it, which takes a sixth of a decision's time, and whose first evaluations are not safe for two threads.
 * Immutable but for the declaration the compiler hands in, safe for use by many threads.
 */
final class CandidateSource implements DataProvider {
  private static final long serialVersionUID = 1L;

  private Declaration fact;

  private CandidateSource(Declaration fact) {
    this.fact = fact;
  }

  /** Gives the base rules that pull rows this way of pulling them. */
  static void into(InternalKnowledgePackage baseRules) {
    for (Rule rule : baseRules.getRules()) {
      List<RuleConditionElement> patterns = ((RuleImpl) rule).getLhs().getChildren();
      if (patterns.size() == 2 && ((Pattern) patterns.get(1)).getSource() instanceof From) {
        Pattern row = (Pattern) patterns.get(1);
        // Another source, not another provider of the same: MVEL puts its own back into those it
        // made.
        From rows = new From(new CandidateSource(((Pattern) patterns.get(0)).getDeclaration()));
        rows.setResultPattern(row);
        row.setSource(rows);
      }
    }
  }

  @Override
  public Iterator<?> getResults(BaseTuple tuple, ValueResolver resolver, Object context) {
    Object asked = tuple.getObject(fact);
    return asked instanceof Facts facts
        ? facts.candidates().iterator()
        : ((Deciding) asked).candidates().iterator();
  }

  @Override
  public Declaration[] getRequiredDeclarations() {
    return new Declaration[] {fact};
  }

  @Override
  public void replaceDeclaration(Declaration declaration, Declaration resolved) {
    if (fact.equals(declaration)) {
      fact = resolved;
    }
  }

  @Override
  public DataProvider clone() {
    return new CandidateSource(fact);
  }

  @Override
  public @Nullable Object createContext() {
    return null;
  }

  @Override
  public boolean isReactive() {
    return false;
  }
}
