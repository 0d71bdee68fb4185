package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot that the guide and the cheat sheet show is one, and does what they show. */
class GuideTest {
  private static final Path GUIDE = Path.of("../README.md");
  private static final Path CHEAT_SHEET = Path.of("../CHEATSHEET.md");
  private static final Pattern FILE =
      Pattern.compile("\\*\\*([\\w/.-]+)\\*\\*\n\n```\\w+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SHOWN =
      Pattern.compile("```\n\\$ botflow (\\w+) bakery\n(.*?)```", Pattern.DOTALL);

  @TempDir
  private Path folder;

  private Path bakery;

  @BeforeEach
  void writeTheFilesOfTheGuide() throws IOException {
    bakery = folder.resolve("bakery");
    Matcher file = FILE.matcher(Files.readString(GUIDE));
    while (file.find()) {
      Path path = bakery.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
  }

  @Test
  void theCommandsPrintWhatTheGuideShows() throws IOException {
    // Given
    Map<String, String> shown = new LinkedHashMap<>();
    SHOWN
        .matcher(Files.readString(GUIDE))
        .results()
        .forEach(block -> shown.put(block.group(1), block.group(2)));

    // When
    Map<String, String> printed = new LinkedHashMap<>();
    shown
        .keySet()
        .forEach(command ->
            printed.put(command, Run.botflow(command, bakery.toString()).out()));

    // Then
    assertThat(shown).containsOnlyKeys("check", "test");
    assertThat(printed).isEqualTo(shown);
  }

  @Test
  void theCheatSheetsTableAndFlowAreFineInTheSample() throws IOException {
    // Given
    Path shop = LeafShop.copy(folder.resolve("shop"));
    Files.writeString(shop.resolve("routing.csv"), block("csv"));
    Files.writeString(shop.resolve("flows/welcome.yaml"), block("yaml"));

    // When
    Run checked = Run.botflow("check", shop.toString());

    // Then
    assertThat(checked.out()).contains(" 0 errors");
  }

  private static String block(String language) throws IOException {
    String text = Files.readString(CHEAT_SHEET);
    String fence = "```" + language + "\n";
    int from = text.indexOf(fence) + fence.length();
    return text.substring(from, text.indexOf("```", from));
  }
}
