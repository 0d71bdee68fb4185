package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRulesTest {
  private static final String BIG_SPENDER = """
      rule "a big spender goes to a person"
      when $f : Facts( number("spend") >= 1000, stage == Stage.ROUTE )
      then $f.offer(Candidate.of("big-spender").startFlow("person_first")); end
      """;

  @TempDir
  Path folder;

  private LeafShop shop(String rules) {
    return new LeafShop(folder).say("person_first").with("rules/own.drl", rules);
  }

  @Test
  void rulesOfABotsOwnAreRefusedUnlessTheyAreTrusted() {
    BotReading reading = shop(BIG_SPENDER).read(ReadOptions.standard());

    assertThat(reading.version()).isEmpty();
    assertThat(reading.findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "rules/own.drl: expected no rules of the bot's own, since they are code and were not trusted, but found this file");
  }

  @Test
  void aCandidateRanksBeforeTheRowsOfItsStage() {
    BotVersion bot = shop(BIG_SPENDER).load();
    Happening rich = new Happening().given("spend", 2000);
    Happening poor = new Happening().given("spend", 999);

    assertThat(rich.decide(bot, rich.text("hi")))
        .isEqualTo(new Decision.Start("big-spender", "person_first", Map.of(), false, false, null));
    assertThat(poor.decide(bot, poor.text("hi")).rule()).isEqualTo("R10");
    assertThat(rich.decide(bot, rich.text("stop")).rule()).isEqualTo("R01");
  }

  @Test
  void aCandidateCanRankBehindTheRowsOfItsStage() {
    BotVersion bot = shop(BIG_SPENDER.replace(".startFlow", ".afterTable().startFlow"))
        .with("routing.csv", "Rule,Says,Go to flow\nR1,hi,welcome\n")
        .load();
    Happening rich = new Happening().given("spend", 2000);

    assertThat(rich.decide(bot, rich.text("hi")).rule()).isEqualTo("R1");
    assertThat(rich.decide(bot, rich.text("ho")).rule()).isEqualTo("big-spender");
  }

  @Test
  void aCandidateCanNameALaterStageAndAStageThatOnlyOwnRulesUse() {
    BotVersion bot = shop("""
            rule "the silent hour of an agent is for night owls too"
            when $f : Facts( text("owl") == "yes" )
            then $f.offer(Candidate.of("owl").at(Stage.AGENT).silent("sleeping")); end
            """).load();
    Happening owl = new Happening().given("owl", "yes");

    assertThat(owl.decide(bot, owl.text("hi"))).isEqualTo(new Decision.Silent("owl", "sleeping"));
    assertThat(owl.decide(bot, owl.text("stop")).rule()).isEqualTo("R01");
  }

  @Test
  void aDerivedFactIsWhatTheTableSees() {
    BotVersion bot = shop("""
            package shop.rules
            // two rules, the second on what the first derives
            rule "spend makes gold"
            when $f : Facts( stage == Stage.DERIVE, number("spend") > 100 )
            then $f.derive("plan", "gold"); end
            """)
        .with("bot.yaml", "bot: leaf\ntime_zone: Europe/Brussels\nfacts: { Plan: plan }\n")
        .with("routing.csv", "Rule,Plan,Go to flow\nR1,gold,welcome\nR2,,track\n")
        .load();
    Happening rich = new Happening().given("spend", 101);
    Happening poor = new Happening();

    assertThat(rich.decide(bot, rich.text("hi")).rule()).isEqualTo("R1");
    assertThat(poor.decide(bot, poor.text("hi")).rule()).isEqualTo("R2");
  }

  /** Operators whose compiled form breaks at the 20th evaluation, and accessors written the ways people write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text(\"text\") str[startsWith] \"h\"",
        "says str[startsWith] \"h\"",
        "says matches \"h.*\"",
        "says contains \"i\"",
        "stage memberOf (java.util.List.of(Stage.ROUTE, Stage.AGENT))",
        "message, !agentActive, !questionOpen",
        "isNew()",
        "!returning, misses == 0",
        "channel == dev.botflow.event.Channel.WHATSAPP",
      })
  void conditionsGoOnWorkingAfterManyEvents(String condition) {
    BotVersion bot = shop("rule \"own\" when $f : Facts( stage == Stage.ROUTE, " + condition
            + " ) then $f.offer(Candidate.of(\"own\").startFlow(\"person_first\")); end")
        .load();

    for (int i = 0; i < 60; i++) {
      Happening one = new Happening().of("c" + i);
      assertThat(one.decide(bot, one.text("hi")).rule()).as("event %s", i).isEqualTo("own");
    }
  }

  @Test
  void brokenRulesAreToldWithFileAndLine() {
    BotReading reading = shop("rule \"a\"\nwhen\n  $f : Facts( agentActive\nthen\nend\n")
        .with(
            "rules/other.drl",
            "// first line\nrule \"b\"\nwhen\n  $f : Facts( agentActiv )\nthen\n  $f.ofer(null);\nend\nrule \"b\" when Facts() then end\n")
        .read(ReadOptions.standard().trustingRules());

    assertThat(reading.version()).isEmpty();
    assertThat(reading.findings()).extracting(Finding::code).containsOnly("unreadable-rule");
    assertThat(reading.findings())
        .extracting(finding -> finding.place().file() + ":" + finding.place().line())
        .containsExactlyInAnyOrder(
            "rules/own.drl:4", "rules/other.drl:4", "rules/other.drl:2", "rules/other.drl:8");
    assertThat(reading.findings())
        .extracting(Finding::sentence)
        .contains(
            "rules/other.drl:2: expected rules that compile: Rule Compilation error The method ofer(null) is undefined for the type Facts");
  }

  @Test
  void twoFilesMayNotHaveARuleOfTheSameName() {
    BotReading reading = shop("rule \"same\" when then end\n")
        .with("rules/two.drl", "/* rule \"same\"\n*/\nrule 'same' when then end\n")
        .read(ReadOptions.standard().trustingRules());

    assertThat(reading.findings())
        .extracting(Finding::sentence)
        .containsExactly("rules/two.drl:3: expected rules that compile: Duplicate rule name: same");
  }

  @Test
  void aRuleMayNotTakeThePlaceOfABaseRule() {
    BotReading reading = shop("package dev.botflow.rules.base\nrule \"x\" when then end\n")
        .read(ReadOptions.standard().trustingRules());

    assertThat(reading.findings())
        .extracting(Finding::sentence)
        .containsExactly(
            "rules/own.drl: expected a package of your own, since dev.botflow holds the base rules, but was dev.botflow.rules.base");
  }

  @Test
  void aRuleThatFailsOrNeverRestsSaysSoAndLeavesNothingBehind() {
    BotVersion bot = shop("""
            rule "fails" when $f : Facts( text("bad") == "fail", stage == Stage.ROUTE )
            then throw new IllegalStateException("no luck"); end
            rule "spins" when $f : Facts( text("bad") == "spin", stage == Stage.ROUTE )
            then $f.derive("x", 1); update($f); end
            rule "litters" when $f : Facts( text("bad") == "litter", stage == Stage.ROUTE )
            then insert("litter"); end
            rule "smells litter" when $f : Facts( stage == Stage.ROUTE ) String( this == "litter" )
            then $f.offer(Candidate.of("smell").startFlow("person_first")); end
            """).load();
    Happening fails = new Happening().given("bad", "fail");
    Happening spins = new Happening().given("bad", "spin");
    Happening litters = new Happening().given("bad", "litter");
    Happening good = new Happening();

    assertThatThrownBy(() -> fails.decide(bot, fails.text("hi")))
        .isInstanceOf(BotFlowException.class)
        .hasMessageContaining("the rules failed on Facts[text on WHATSAPP at route]");
    assertThatThrownBy(() -> spins.decide(bot, spins.text("hi")))
        .isInstanceOf(BotFlowException.class)
        .hasMessage(
            "the rules did not come to rest on Facts[text on WHATSAPP at route]: expected fewer than 10000 firings");
    assertThat(litters.decide(bot, litters.text("hi")).rule()).isEqualTo("smell");
    for (int i = 0; i < 5; i++) {
      assertThat(good.decide(bot, good.text("hi")).rule()).isEqualTo("R10");
    }
  }
}
