package dev.botflow.authoring.chat;

import dev.botflow.authoring.io.OutputFile;
import dev.botflow.authoring.record.RecordedTalk;
import dev.botflow.authoring.record.SavedScenario;
import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.Session;
import dev.botflow.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code /save} does: the talk becomes a scenario beside the bot's others, and is played once to see that it passes. */
public final class ChatSave {
  private final Path folder;
  private final Optional<YamlNode> stubs;
  private final RecordedTalk talk;

  /** @param keepTexts true to replace what sensitive variables held, and nothing else */
  public ChatSave(Path folder, BotVersion bot, Optional<YamlNode> stubs, boolean keepTexts) {
    this.folder = folder;
    this.stubs = stubs;
    this.talk = new RecordedTalk(bot, keepTexts);
  }

  /**
   * Records the talk as one of a contact of whom something is known.
   *
   * @param session what the engine knows
   * @param facts what the host knows
   */
  public void knows(Session session, Map<String, Object> facts) {
    talk.knows(session, facts);
  }

  RecordedTalk talk() {
    return talk;
  }

  /** Actions of the talk so far that failed for want of a stub. */
  List<String> unanswered() {
    return talk.unanswered(stubs);
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
    SavedScenario saved = SavedScenario.of(talk, name, file, stubs);
    OutputFile.write(path, saved.yaml());
    StringBuilder line = new StringBuilder("saved " + file + ": " + talk.size())
        .append(talk.size() == 1 ? " turn" : " turns")
        .append(saved.problem().map(problem -> ", which " + problem).orElse(", which pass"));
    saved.kept().forEach(sentence -> line.append("; ").append(sentence));
    return line.toString();
  }
}
