package dev.botflow.rules;

import dev.botflow.routing.Decision;
import dev.botflow.routing.Deliberation;
import dev.botflow.routing.Facts;
import dev.botflow.routing.KeptFacts;
import dev.botflow.routing.Router;
import dev.botflow.routing.Stage;
import dev.botflow.routing.Why;
import dev.botflow.table.index.NearRows;
import dev.botflow.table.index.RoutingTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routes by rules: each stage of a decision is a base rule, which pulls rows from the table that the facts carry. Immutable
 * but for its kept sessions, safe for use by many threads.
 */
public final class DroolsRouter implements Router {

  /** Evaluation mode; decisions are the same either way. */
  public enum Mode {
    /** Keeps sessions and skips stages that cannot take the event. */
    FAST,
    /** A new session for each event, and every stage is asked: what the fast mode is compared with. */
    PLAIN
  }

  private final RoutingTable table;
  private final TableRows rows;
  private final SessionSlots slots;
  private final boolean everyStage;
  private final Set<String> asks;
  private volatile @Nullable NearRows near;

  public DroolsRouter(RuleBase rules, RoutingTable table) {
    this(rules, table, Mode.FAST);
  }

  public DroolsRouter(RuleBase rules, RoutingTable table, Mode mode) {
    this(
        table,
        mode == Mode.FAST ? rules.slots() : new SessionSlots(rules, false),
        rules.hasOwnRules() || mode == Mode.PLAIN);
    slots.forget();
  }

  private DroolsRouter(RoutingTable table, SessionSlots slots, boolean everyStage) {
    this.table = table;
    this.rows = new TableRows(table);
    this.slots = slots;
    this.everyStage = everyStage;
    this.asks = KeptAsked.names(table);
  }

  /** The table its decisions are made with. */
  public RoutingTable table() {
    return table;
  }

  /**
   * Decides.
   *
   * @throws dev.botflow.error.BotFlowException if a bot's own rule fails, or its rules do not come to rest
   */
  @Override
  public Decision route(Facts facts) {
    TableRows.Pull pull = rows.pull(facts);
    Deliberation deliberation = facts.deliberation();
    deliberation.decideWith(pull);
    // Facts come at the first stage, at which only a bot's own rules speak.
    if (everyStage || enterNext(deliberation, pull)) {
      RuleRun run = RuleRun.begin(slots, facts);
      try {
        run.fire();
        while (!deliberation.offered() && enterNext(deliberation, pull)) {
          run.fireAgain();
        }
        run.end();
      } catch (RuntimeException e) {
        throw run.failed(e);
      }
    }
    return deliberation.decision();
  }

  /** Goes to the next stage at which a rule could speak; false after the last. */
  private boolean enterNext(Deliberation deliberation, TableRows.Pull pull) {
    Optional<Stage> next = deliberation.nextStage(everyStage);
    while (next.isPresent()) {
      deliberation.enter(next.get());
      if (everyStage || pull.mayFit()) {
        return true;
      }
      next = deliberation.nextStage(false);
    }
    return false;
  }

  @Override
  public List<Why> why(Facts facts, int limit) {
    return limit <= 0 ? List.of() : new LosingRows(table, facts).nearest(limit, this::near);
  }

  /** Made for the first who asks why; two who ask at once may both make it. */
  private NearRows near() {
    NearRows made = near;
    if (made == null) {
      made = new NearRows(table.rows());
      near = made;
    }
    return made;
  }

  @Override
  public Set<String> asks() {
    return asks;
  }

  @Override
  public List<Why> why(KeptFacts facts, int limit) {
    return new LosingRows(table, facts).nearest(limit);
  }
}
