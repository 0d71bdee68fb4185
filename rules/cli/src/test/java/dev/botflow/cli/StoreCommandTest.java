package dev.botflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.store.jdbc.JdbcStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTest {
  private static final String WHOLE =
      ": whole, schema 5, 0 sessions, 0 events to handle, 0 messages to send\n";

  @TempDir
  Path folder;

  @BeforeEach
  void aStore() {
    JdbcStore.sqlite(Path.of(store())).close();
  }

  private String store() {
    return folder.resolve("store.db").toString();
  }

  private String copy() {
    return folder.resolve("copy.db").toString();
  }

  @Test
  void copiesAStoreBesideItsHostAndLooksAtTheCopy() {
    try (JdbcStore host = JdbcStore.sqlite(Path.of(store()))) {
      host.ignore("e1", "opens the log");

      assertThat(Run.botflow("store", "backup", store(), copy()))
          .isEqualTo(new Run(0, copy() + WHOLE, ""));
    }
    assertThat(Run.botflow("store", "verify", copy())).isEqualTo(new Run(0, copy() + WHOLE, ""));
    assertThat(Run.botflow("store", "verify", copy(), "--json").out())
        .isEqualTo(
            "{\"store\":\"" + copy()
                + "\",\"schema\":5,\"sessions\":0,\"events\":0,\"messages\":0,\"problems\":[],\"kept\":null}\n");
  }

  @Test
  void putsACopyBackAndSaysWhereWhatWasThereIs() throws Exception {
    Run.botflow("store", "backup", store(), copy());

    Run refused = Run.botflow("store", "restore", copy(), store());
    Run run = Run.botflow("store", "restore", copy(), store(), "--force");

    assertThat(refused)
        .isEqualTo(new Run(
            2, "", store() + ": expected no file there, or --force, which keeps what is there\n"));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith(store() + WHOLE + "what was there before is kept as ");
    assertThat(Files.exists(
            Path.of(run.out().strip().substring(run.out().strip().lastIndexOf(" as ") + 4))))
        .isTrue();
  }

  @Test
  void saysWhatIsWrongAndFails() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE tally SET n = 7 WHERE state = 'handled'");
    }

    assertThat(Run.botflow("store", "verify", store()))
        .isEqualTo(new Run(
            1, "", store() + ": its journal: expected 7 events that are handled, but was 0\n"));
  }

  @Test
  void tellsHowItIsUsed() {
    String help = " (see botflow store --help)\n";

    assertThat(Run.botflow("store", "copy", store()).err())
        .isEqualTo("botflow store: expected backup, verify or restore, but was \"copy\"" + help);
    assertThat(Run.botflow("store", "backup", store()).err())
        .isEqualTo("botflow store: backup: expected STORE and COPY, but was 1 file" + help);
    assertThat(Run.botflow("store", "verify").err())
        .isEqualTo("botflow store: verify: expected FILE, but was nothing" + help);
    assertThat(Run.botflow("store", "verify", store(), "--force").exit()).isEqualTo(2);
  }

  /** The commands of the page for operators, in its order. */
  @Test
  void whatThePageForOperatorsSaysWorks() throws Exception {
    String page = Files.readString(Path.of("../../engine/DEPLOYING.md"));
    List<String> commands = Pattern.compile("(?s)```sh\n(.*?)```")
        .matcher(page)
        .results()
        .flatMap(block -> block.group(1).lines())
        .toList();
    Files.move(Path.of(store()), folder.resolve("bot.db"));

    assertThat(commands).hasSize(8).allSatisfy(command -> {
      assertThat(command).startsWith("botflow ");
      String[] words = Stream.of(command.split(" "))
          .skip(1)
          .map(word -> word.endsWith(".db") ? folder.resolve(word).toString() : word)
          .toArray(String[]::new);
      Run run = Run.botflow(words);
      assertThat(run.exit()).as(command + "\n" + run.err()).isZero();
    });
  }
}
