package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.routing.BotVersions;
import dev.botflow.rules.BotFolder;
import dev.botflow.runtime.HostFacts;
import dev.botflow.runtime.Turns;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.store.jdbc.JdbcStore;
import dev.botflow.turn.Ids;
import dev.botflow.turn.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drools and its compiler are more than half of the classes of a run, and of its time: who only looks at a bot does not
 * load them.
 */
class LoadedClassesTest {
  private static final Pattern RULE_ENGINE =
      Pattern.compile("\\b(org\\.(drools|kie|mvel2?|antlr)\\.[\\w.$]+)");

  @TempDir
  Path folder;

  @Test
  void checkingABotLoadsNoRuleEngine() throws Exception {
    assertThat(ruleEngine("check", LeafShop.BOT.toString(), "--overlaps")).isEmpty();
  }

  @Test
  void comparingTheTablesOfTwoBotsLoadsNoRuleEngine() throws Exception {
    assertThat(ruleEngine("diff", LeafShop.BOT.toString(), TeaHouse.BOT)).isEmpty();
  }

  @Test
  void exportingTablesLoadsNoRuleEngine() throws Exception {
    assertThat(ruleEngine(
            "export", LeafShop.BOT.toString(), "-o", folder.resolve("bot.xlsx").toString()))
        .isEmpty();
  }

  @Test
  void beginningABotLoadsNoRuleEngine() throws Exception {
    assertThat(ruleEngine("new", folder.resolve("bot").toString(), "--ci")).isEmpty();
  }

  @Test
  void whatAnEditorCompletesLoadsNoRuleEngine() throws Exception {
    assertThat(ruleEngine(
            "schema", LeafShop.BOT.toString(), "--out", folder.resolve("schema").toString()))
        .isEmpty();
  }

  @Test
  void lookingIntoAStoreLoadsNoRuleEngine() throws Exception {
    Path store = folder.resolve("store.db");
    try (JdbcStore host = JdbcStore.sqlite(store)) {
      new Turns(
              BotVersions.of(BotFolder.load(LeafShop.BOT, SinchChannelLimits.all())),
              host,
              HostFacts.none(),
              new Ids(new byte[16]),
              Limits.DEFAULT,
              Clock.systemUTC(),
              Turns.Time.EVENT,
              0)
          .handle(SinchEvents.read(
              Files.readAllBytes(Path.of(TeaHouse.event("whatsapp-hi.json"))), Instant.EPOCH));
    }

    assertThat(ruleEngine("traces", store.toString(), "--bot", LeafShop.BOT.toString()))
        .isEmpty();
    assertThat(Files.readString(printed())).contains("\n  not R");
    assertThat(ruleEngine("contact", store.toString(), "open")).isEmpty();
    assertThat(ruleEngine("outbox", store.toString(), "list")).isEmpty();
  }

  @Test
  void checkingABotWithRulesOfItsOwnLoadsIt() throws Exception {
    Path bot = LeafShop.copy(folder.resolve("bot"));
    TeaHouse.write(bot.resolve("rules/own.drl"), """
        rule "nobody asks for this"
        when $f : Facts( stage == Stage.ROUTE, value("text") == "nobody says this" )
        then $f.offer(Candidate.of("own").startFlow("order")); end
        """);

    assertThat(ruleEngine("check", bot.toString(), "--trust-rules")).isNotEmpty();
  }

  @Test
  void decidingAnEventLoadsIt() throws Exception {
    assertThat(ruleEngine("decide", TeaHouse.BOT, TeaHouse.event("whatsapp-hi.json")))
        .isNotEmpty();
  }

  /** What the last command line printed. */
  private Path printed() {
    return folder.resolve("printed.txt");
  }

  /** The classes of the rule engine that a command line loads in a program of its own. */
  private List<String> ruleEngine(String... args) throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:class+load:file=" + loaded, "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BotFlowCommand.class.getName());
    command.addAll(List.of(args));
    Path printed = printed();
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(printed.toFile())
        .start();
    assertThat(process.waitFor()).describedAs(Files.readString(printed)).isZero();
    List<String> classes = new ArrayList<>();
    for (String line : Files.readAllLines(loaded, StandardCharsets.UTF_8)) {
      RULE_ENGINE.matcher(line).results().forEach(one -> classes.add(one.group(1)));
    }
    return classes;
  }
}
