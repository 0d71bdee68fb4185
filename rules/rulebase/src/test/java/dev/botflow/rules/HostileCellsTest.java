package dev.botflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.routing.BotVersion;
import dev.botflow.routing.Decision;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells are data: what looks like code in them is a text that is compared, and nothing else. */
class HostileCellsTest {
  private static final String CANARY = "botflow.test.canary";

  @TempDir
  Path folder;

  @AfterEach
  void nothingRan() {
    assertThat(System.getProperty(CANARY)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"); System.setProperty(\"botflow.test.canary\", \"x\"); //",
        "eval(System.setProperty('botflow.test.canary', 'x') == null)",
        "${T(java.lang.System).setProperty('botflow.test.canary','x')}",
        "#{System.setProperty('botflow.test.canary','x')}",
        "') || true || (this.says == 'x",
        "/* */ true // ' \" \\",
        "\\u0022 || true",
        "first\nend\nrule \"x\" when then System.setProperty(\"botflow.test.canary\", \"x\"); end",
        "=HYPERLINK(\"https://evil.example\")",
        "@{1+1}",
      })
  void aHostileTextIsATextLikeAnyOther(String hostile) {
    // A comma would end the word; in quotes it is part of it.
    String word = "\"" + hostile.replace("\"", "\"\"") + "\"";
    BotVersion bot = new LeafShop(folder)
        .with(
            "routing.csv",
            "Rule,Says,Go to flow,With,Why\n\"R1\"," + csv(word) + ",welcome,"
                + csv("a=" + word.replace("{", "{{")) + "," + csv(hostile) + "\nR2,,track,,\n")
        .with("words.csv", "List,Words\nX," + csv(word) + "\n")
        .with(
            "decisions/d.csv", "Rule,a,Exit\nD1," + csv(word) + "," + csv(hostile) + "\nD2,,else\n")
        .load();
    Happening one = new Happening();

    assertThat(one.decide(bot, one.text(hostile)))
        .isInstanceOfSatisfying(Decision.Start.class, start -> {
          assertThat(start.rule()).isEqualTo("R1");
          assertThat(start.with().get("a").isConstant()).isTrue();
        });
    assertThat(one.decide(bot, one.text("true")).rule()).isEqualTo("R2");
    assertThat(one.decide(bot, one.text("x")).rule()).isEqualTo("R2");
    assertThat(bot.tables().decide("d", name -> hostile).orElseThrow().name()).isEqualTo(hostile);
    assertThat(bot.tables().decide("d", name -> "x").orElseThrow().name()).isEqualTo("else");
  }

  @Test
  void aPatternThatBacktracksElsewhereEndsAtOnce() {
    BotVersion bot = new LeafShop(folder)
        .with("routing.csv", "Rule,Says,Go to flow\nR1,matches /^(a+)+$/,welcome\nR2,,track\n")
        .load();
    Happening one = new Happening();

    assertThat(one.decide(bot, one.text("a".repeat(4000) + "#")).rule()).isEqualTo("R2");
    assertThat(one.decide(bot, one.text("a".repeat(4000))).rule()).isEqualTo("R1");
  }

  private static String csv(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }
}
