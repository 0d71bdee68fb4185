package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import dev.botflow.routing.Facts;
import dev.botflow.routing.Stage;
import dev.botflow.rules.Explanation.CellAsked;
import dev.botflow.rules.Explanation.Outcome;
import dev.botflow.rules.Explanation.Result;
import dev.botflow.rules.Explanation.StageAsked;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
  @TempDir
  Path folder;

  private BotVersion bot;

  @BeforeEach
  void load() {
    bot = new LeafShop(folder).load();
  }

  @Test
  void eachCellSaysWhetherItFitsAndWhatWasFoundInstead() {
    Happening saturday = new Happening().at("2026-03-07T11:00:00Z");
    Facts facts = saturday.facts(bot, saturday.text("hi"));
    bot.router().route(facts);

    Explanation explanation = Explanation.of(bot, facts, 0, 1_000);

    assertThat(explanation.rule()).isEqualTo("R11");
    assertThat(explanation.stages())
        .containsExactly(
            new StageAsked(Stage.END_IT, Outcome.FAILS),
            new StageAsked(Stage.ROUTE, Outcome.WINS),
            new StageAsked(Stage.NOT_UNDERSTOOD, Outcome.NOT_ASKED));
    assertThat(row(explanation, "R10").outcome()).isEqualTo(Outcome.FAILS);
    assertThat(row(explanation, "R10").cells())
        .extracting(CellAsked::column, CellAsked::result, CellAsked::found)
        .contains(tuple("At", Result.FAILS, "Sat 12:00"), tuple("Channel", Result.FITS, null));
    assertThat(row(explanation, "R11").outcome()).isEqualTo(Outcome.WINS);
    assertThat(row(explanation, "R11").cells()).allMatch(cell -> cell.result() == Result.FITS);
    assertThat(row(explanation, "R90").outcome()).isEqualTo(Outcome.NOT_ASKED);
    assertThat(row(explanation, "R90").cells())
        .isNotEmpty()
        .allMatch(cell -> cell.result() == Result.NOT_ASKED);
  }

  @Test
  void aRangeOfRowsIsTheSameRowsAsAll() {
    Happening fresh = new Happening();
    Facts facts = fresh.facts(bot, fresh.text("hi"));
    bot.router().route(facts);
    Explanation all = Explanation.of(bot, facts, 0, 1_000);

    assertThat(Explanation.of(bot, facts, 2, 3).rows()).isEqualTo(all.rows().subList(2, 5));
    assertThat(Explanation.of(bot, facts, all.total(), 3).rows()).isEmpty();
    assertThat(all.rows()).hasSize(all.total());
  }

  @Test
  void anOpenQuestionIsToldAtTheRowsItKeepsFromCounting() {
    Happening open = new Happening().asked("topic").on(Channel.SMS);
    Facts facts = open.facts(bot, open.text("hello"));
    Decision decision = bot.router().route(facts);

    Explanation explanation = Explanation.of(bot, facts, 0, 1_000);

    assertThat(explanation.stages()).contains(new StageAsked(Stage.MISS, Outcome.WINS));
    assertThat(explanation.rule()).isEqualTo(decision.rule());
    assertThat(row(explanation, "R31").stage()).isEqualTo(Stage.ROUTE);
    assertThat(row(explanation, "R31").outcome()).isEqualTo(Outcome.FAILS);
    assertThat(row(explanation, "R31").cells())
        .contains(new CellAsked("During a question", "wait", Result.FAILS, "a question is open"));
    assertThat(row(explanation, "R20").stage()).isEqualTo(Stage.INTERRUPT);
  }

  @Test
  void explainingLeavesTheDecisionAsItIs() {
    Happening fresh = new Happening();
    Facts facts = fresh.facts(bot, fresh.text("stop"));
    Decision decision = bot.router().route(facts);

    Explanation explanation = Explanation.of(bot, facts, 0, 1_000);

    assertThat(facts.deliberation().decision()).isEqualTo(decision);
    assertThat(Explanation.of(bot, facts, 0, 1_000)).isEqualTo(explanation);
    assertThat(row(explanation, String.valueOf(decision.rule())).stage()).isEqualTo(Stage.END_IT);
  }

  private static Explanation.Row row(Explanation explanation, String id) {
    return explanation.rows().stream()
        .filter(row -> row.row().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
