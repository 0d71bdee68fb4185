package dev.botflow.workbench;

import dev.botflow.error.BotFlowException;
import dev.botflow.flow.YamlNode;
import dev.botflow.routing.BotVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code /save} does: the talk becomes a scenario beside the bot's others, and is played once to see that it passes. */
final class ChatSave {
  private final Path folder;
  private final BotVersion bot;
  private final Optional<YamlNode> stubs;
  private final RecordedTalk talk;

  ChatSave(Path folder, BotVersion bot, Optional<YamlNode> stubs) {
    this.folder = folder;
    this.bot = bot;
    this.stubs = stubs;
    this.talk = new RecordedTalk(bot);
  }

  RecordedTalk talk() {
    return talk;
  }

  /**
   * Writes the talk so far.
   *
   * @return what was done, in a sentence
   * @throws BotFlowException if there is nothing to save, the name is none for a file, or such a file is there already
   */
  String as(String name) {
    boolean plain = !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    if (!plain) {
      throw new BotFlowException(
          "/save: expected a name of letters, digits, - and _, but was \"" + name + "\"");
    }
    if (talk.size() == 0) {
      throw new BotFlowException("/save: expected something to save, but nothing happened yet");
    }
    String file = "scenarios/" + name + ".yaml";
    Path path = folder.resolve("scenarios").resolve(name + ".yaml");
    if (Files.exists(path)) {
      throw new BotFlowException(
          "/save: expected a name that is not taken, but " + file + " is there already");
    }
    String yaml = talk.yaml(name, stubs);
    TestCommand.write(path, yaml);
    return "saved " + file + ": " + talk.size() + (talk.size() == 1 ? " turn" : " turns")
        + ScenarioTrial.of(bot, file, yaml)
            .map(problem -> ", which " + problem)
            .orElse(", which pass");
  }
}
