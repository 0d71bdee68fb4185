package dev.botflow.workbench.draft;

import dev.botflow.error.BotFlowException;
import dev.botflow.flow.Bot;
import dev.botflow.flow.check.TranslationChecks;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.Blanks;
import dev.botflow.text.TextFold;
import dev.botflow.workbench.file.TableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes tables that a bot does not have yet. */
final class NewTables {
  private static final int LONGEST_NAME = 60;

  private NewTables() {}

  /**
   * Writes the file of a new table.
   *
   * @param name of a decision table or a table of scenarios
   * @return its path in the bot's folder
   */
  static String make(Path folder, Bot bot, SheetKind kind, String name) {
    String file;
    String content;
    switch (kind) {
      case WORDS -> {
        file = kind.file();
        content = "List,Words\n";
      }
      case HOURS -> {
        file = kind.file();
        content = "Name,Open,Closed\n";
      }
      case TEXTS -> {
        file = kind.file();
        content = texts(bot);
      }
      case DECISIONS -> {
        file = "decisions/" + plain(name) + ".csv";
        content = "Rule,Exit\n";
      }
      case SCENARIOS -> {
        file = "scenarios/" + plain(name) + ".csv";
        content =
            "Scenario,At,Channel,User does,Expect rule,Expect flow,Expect says,Expect state,Contact\n";
      }
      default ->
        throw new BotFlowException(
            "table: expected words, hours, texts, decisions or scenarios, but was routing");
    }
    Path path = folder.resolve(file);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BotFlowException(
          file + ": expected a name that is free, but there is a file of that name already");
    }
    try {
      Path directory = path.getParent();
      if (directory != null && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(directory);
      }
      new TableFile(folder, file).write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BotFlowException(
          file + ": expected to write the file, but that failed: " + e.getMessage(), e);
    }
    return file;
  }

  /** Every text that a language has no translation of, with an empty cell for each language. */
  private static String texts(Bot bot) {
    List<String> languages = bot.settings().languages();
    if (languages.size() < 2) {
      throw new BotFlowException(
          "bot.yaml: languages: expected the language of the new texts behind the first, such as"
              + " [en, nl], but was " + languages);
    }
    List<String> others = languages.subList(1, languages.size());
    Set<String> keys = new LinkedHashSet<>();
    TranslationChecks.missing(bot).values().forEach(keys::addAll);
    StringBuilder text = new StringBuilder("Key," + String.join(",", others) + "\n");
    keys.forEach(key -> text.append(key).append(",".repeat(others.size())).append('\n'));
    return text.toString();
  }

  /** @throws BotFlowException if a table cannot have one more column of this name */
  static void refuseHeader(List<String> headers, String header) {
    boolean plain = !Blanks.strip(header).isEmpty()
        && header.length() <= LONGEST_NAME
        && header.chars().noneMatch(Character::isISOControl);
    if (!plain) {
      throw new BotFlowException(
          "header: expected 1 to " + LONGEST_NAME + " characters on one line, but was another");
    }
    for (String one : headers) {
      if (TextFold.fold(one).equals(TextFold.fold(header))) {
        throw new BotFlowException(
            "header: expected one the table has not, but \"" + one + "\" is there already");
      }
    }
  }

  private static String plain(String name) {
    boolean plain = !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    if (!plain) {
      throw new BotFlowException(
          "name: expected letters, digits, - and _, but was \"" + name + "\"");
    }
    return name;
  }
}
