package dev.botflow.workbench.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botflow.error.BotFlowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir
  Path bot;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(bot.resolve("flows"));
    Files.createDirectories(bot.resolve("scenarios"));
    Files.writeString(bot.resolve("bot.yaml"), "bot: leaf\n");
    Files.writeString(bot.resolve("flows/b.yaml"), "flow: b\r\nsteps:\r\n- say: hi\n# end");
    Files.writeString(bot.resolve("flows/a.yml"), "flow: a\n");
    Files.writeString(bot.resolve("flows/.hidden.yaml"), "");
    Files.writeString(bot.resolve("scenarios/one.yaml"), "scenario: one\n");
    Files.writeString(bot.resolve("rules.yaml"), "");
  }

  @Test
  void namesFlowsScenariosAndSettingsButNoLinks() throws IOException {
    Files.createSymbolicLink(bot.resolve("flows/link.yaml"), bot.resolve("rules.yaml"));

    assertThat(new TextFiles(bot).names())
        .containsExactly("flows/a.yml", "flows/b.yaml", "scenarios/one.yaml", "bot.yaml");
    assertThat(new TextFiles(bot).read("flows/link.yaml")).isEmpty();
    assertThat(new TextFiles(bot).read("../bot.yaml")).isEmpty();
  }

  @Test
  void keepsTheEndsOfLinesThatStayAndEndsNewOnesAsTheFirst() throws IOException {
    // Given
    TextFiles files = new TextFiles(bot);
    TextFiles.Text seen = files.read("flows/b.yaml").orElseThrow();

    // When
    files.write(
        "flows/b.yaml", seen.hash(), seen.text().replace("- say: hi", "- id: x\n  say: hello"));

    // Then
    assertThat(seen.text()).isEqualTo("flow: b\nsteps:\n- say: hi\n# end");
    assertThat(Files.readString(bot.resolve("flows/b.yaml")))
        .isEqualTo("flow: b\r\nsteps:\r\n- id: x\r\n  say: hello\r\n# end");
  }

  @Test
  void writesOverNoTextThatNobodySaw() throws IOException {
    // Given
    TextFiles files = new TextFiles(bot);
    TextFiles.Text seen = files.read("flows/b.yaml").orElseThrow();
    Files.writeString(bot.resolve("flows/b.yaml"), "flow: other\n");

    // Then
    assertThatThrownBy(() -> files.write("flows/b.yaml", seen.hash(), "flow: mine\n"))
        .isInstanceOfSatisfying(
            TextFiles.StaleTextException.class,
            stale -> assertThat(stale.theirs().text()).isEqualTo("flow: other\n"))
        .hasMessage("flows/b.yaml: expected the text you saw, but it was changed meanwhile");
    assertThatThrownBy(() -> files.write("flows/b.yaml", "", "flow: mine\n"))
        .isInstanceOf(TextFiles.StaleTextException.class);
    assertThat(Files.readString(bot.resolve("flows/b.yaml"))).isEqualTo("flow: other\n");
  }

  @Test
  void makesANewFlowAndNothingElse() throws IOException {
    TextFiles files = new TextFiles(bot);

    files.write("flows/new_one.yaml", "", "flow: new_one\n");

    assertThat(Files.readString(bot.resolve("flows/new_one.yaml"))).isEqualTo("flow: new_one\n");
    for (String name : new String[] {"flows/../x.yaml", "flows/.x.yaml", "x.yaml", "flows/x.drl"}) {
      assertThatThrownBy(() -> files.write(name, "", "x"))
          .isInstanceOf(BotFlowException.class)
          .hasMessage(
              name + ": expected flows/NAME.yaml with letters, digits, - and _ in its name");
    }
    assertThatThrownBy(() -> files.write("flows/y.yaml", "", "a\0b"))
        .hasMessageStartingWith("flows/y.yaml: expected text, but found a sign");
  }
}
