package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  @TempDir
  Path folder;

  @Test
  void writesABotThatPassesItsChecksAndItsScenarios() {
    Path bot = folder.resolve("shop");

    Run run = Run.botflow("new", bot.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(Run.botflow("check", bot.toString()))
        .isEqualTo(new Run(0, "shop: 0 errors, 0 warnings\n", ""));
    Run test = Run.botflow("test", bot.toString());
    assertThat(test.exit()).as(test.out() + test.err()).isZero();
  }

  @Test
  void proposesRowsForTheChannelsAndKindsThatOccur() throws IOException {
    Path bot = folder.resolve("shop");

    Run run = Run.botflow(
        "new",
        bot.toString(),
        "--from-events",
        TeaHouse.event("whatsapp-hi.json"),
        "--from-events",
        TeaHouse.event("whatsapp-failed.json"));

    assertThat(run.exit()).isZero();
    assertThat(Files.readAllLines(bot.resolve("routing.csv")))
        .contains(
            "R10,message,WHATSAPP,,,welcome,,,once in the events",
            "R11,delivery failed,WHATSAPP,,,welcome,,no,once in the events");
    assertThat(Run.botflow("check", bot.toString()).out()).endsWith("shop: 0 errors, 0 warnings\n");
    assertThat(Run.botflow(
                "decide", bot.toString(), TeaHouse.event("whatsapp-failed.json"), "--why", "0")
            .out())
        .contains("ignore");
  }

  /** What the workflow runs, on the bot it was written with, and on one that is wrong. */
  @Test
  void writesAWorkflowThatChecksAndTests() throws IOException {
    Path bot = folder.resolve("shop");
    Run.botflow("new", bot.toString(), "--ci");

    JsonNode steps = new ObjectMapper(new YAMLFactory())
        .readTree(bot.resolve(".github/workflows/bot.yml").toFile())
        .at("/jobs/bot/steps");
    List<String> commands = new ArrayList<>();
    steps.forEach(step -> {
      String run = step.path("run").asText();
      if (run.startsWith("java -jar botflow.jar ")) {
        commands.add(run.substring("java -jar botflow.jar ".length()));
      }
    });

    assertThat(commands)
        .containsExactly("check . --format sarif > bot.sarif", "test . --junit bot-tests.xml");
    assertThat(ran(commands.get(0), bot).out()).contains("\"version\":\"2.1.0\"");
    assertThat(ran(commands.get(0), bot).exit()).isZero();
    assertThat(ran(commands.get(1), bot).exit()).isZero();
    assertThat(bot.resolve("bot-tests.xml")).content().startsWith("<?xml");
    TeaHouse.write(
        bot.resolve("flows/welcome.yaml"), "{ flow: welcome, steps: [ { id: a, sai: x } ] }");
    assertThat(ran(commands.get(0), bot).exit()).isOne();
    assertThat(ran(commands.get(0), bot).out()).contains("flows/welcome.yaml");
    assertThat(Run.botflow("new", folder.resolve("other").toString()).exit()).isZero();
    assertThat(folder.resolve("other/.github")).doesNotExist();
  }

  /** A command of a shell in the bot's folder; what it redirects is what it prints. */
  private static Run ran(String command, Path bot) {
    String[] words = Stream.of(command.replaceFirst(" > .*", "").split(" "))
        .map(word -> word.equals(".")
            ? bot.toString()
            : word.endsWith(".xml") ? bot.resolve(word).toString() : word)
        .toArray(String[]::new);
    return Run.botflow(words);
  }

  @Test
  void writesIntoNoFolderWhereSomethingIs() {
    TeaHouse.write(folder.resolve("notes.txt"), "x");

    assertThat(Run.botflow("new", folder.toString()))
        .isEqualTo(
            new Run(
                2,
                "",
                folder
                    + ": expected a folder that is not there yet or empty, but something is in its place\n"));
  }
}
