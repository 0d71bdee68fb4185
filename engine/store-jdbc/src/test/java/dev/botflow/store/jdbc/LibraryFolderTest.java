package dev.botflow.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's library is unpacked before it is loaded, and a server may forbid that where temporary files go. */
@Tag("crash")
class LibraryFolderTest {
  @TempDir
  Path folder;

  private String open(String... options) throws IOException {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        OpeningChild.class.getName(),
        folder.resolve("store.db").toString()));
    Process child = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @Tag("G13")
  void aFolderOfWhichNoLibraryCanBeLoadedIsToldWithTheSettingThatHelps() throws IOException {
    Path wrong = Files.writeString(folder.resolve("a-file"), "no folder");
    Path right = Files.createDirectory(folder.resolve("right"));

    String said = open("-Djava.io.tmpdir=" + wrong);

    assertThat(said)
        .startsWith(
            "SQLite: expected a folder for its library that may be written, and from which one may be loaded,"
                + " but " + wrong + " is not (")
        .endsWith("; name another with -Dorg.sqlite.tmpdir=FOLDER")
        .doesNotContain("store.db" + File.separator);
    assertThat(open("-Djava.io.tmpdir=" + wrong, "-Dorg.sqlite.tmpdir=" + right))
        .isEqualTo("opened");
  }
}
