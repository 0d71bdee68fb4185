package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeCommandTest {
  private static final String EVENTS = TeaHouse.event("monday.jsonl");

  @TempDir
  Path folder;

  private String bot = "";

  @BeforeEach
  void copyTheBot() {
    bot = TeaHouse.copy(folder.resolve("bot")).toString();
  }

  /** Stands for an older version: of the bot it was given it reads what stands in BOT-then. */
  static final class Older {
    private Older() {}

    public static void main(String[] args) {
      String[] then = args.clone();
      then[1] += "-then";
      BotFlowCommand.main(then);
    }
  }

  /** A jar that starts a class of this class path. */
  private String jar(Class<?> main) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(part -> Path.of(part).toUri().toString())
            .collect(Collectors.joining(" ")));
    Path jar = folder.resolve("old.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar.toString();
  }

  @Test
  void nothingChangesFromAVersionThatDoesTheSame() throws IOException {
    Run run = Run.botflow("upgrade", bot, "--from", jar(BotFlowCommand.class), "--events", EVENTS);

    assertThat(run).isEqualTo(new Run(0, "0 of 5 events change\n", ""));
  }

  @Test
  void listsEveryDecisionAndMessageThatChanges() throws IOException {
    Path then = TeaHouse.copy(folder.resolve("bot-then"));
    Path flow = then.resolve("flows/order.yaml");
    Files.writeString(
        flow, Files.readString(flow).replace("this is the tea house.", "tea house here."));
    Path table = then.resolve("routing.csv");
    Files.writeString(table, Files.readString(table).replace("T10,", "T19,"));

    Run run = Run.botflow("upgrade", bot, "--from", jar(Older.class), "--events", EVENTS, "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.lines())
        .containsExactly(
            "{\"file\":\"" + EVENTS + ":1\",\"change\":\"decision\","
                + "\"before\":\"handled, T19 → order, waiting at order.kind\","
                + "\"now\":\"handled, T10 → order, waiting at order.kind\"}",
            "{\"file\":\"" + EVENTS + ":1\",\"change\":\"message\","
                + "\"before\":\"WHATSAPP {\\\"text_message\\\":{\\\"text\\\":\\\"Hi there, tea house here.\\\"}}\","
                + "\"now\":\"WHATSAPP {\\\"text_message\\\":{\\\"text\\\":\\\"Hi there, this is the tea house.\\\"}}\"}");
  }

  @Test
  void saysWhatAnOldVersionSaysThatCannotPlayTheBot() throws IOException {
    Run run = Run.botflow("upgrade", bot, "--from", jar(Older.class), "--events", EVENTS);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(folder.resolve("old.jar")
            + ": expected what it makes of the events, but it ended with 2: " + bot
            + "-then: expected a bot's folder, but there is no such folder\n");
  }

  @Test
  void saysThatThereIsNoOldVersion() {
    Run run = Run.botflow("upgrade", bot, "--from", "none.jar", "--events", EVENTS);

    assertThat(run)
        .isEqualTo(new Run(2, "", "--from none.jar: expected a file, but there is none\n"));
  }
}
