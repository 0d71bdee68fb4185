package dev.botflow.store.jdbc;

import static dev.botflow.store.SessionSamples.NOW;
import static dev.botflow.store.SessionSamples.key;
import static dev.botflow.store.SessionSamples.row;
import static dev.botflow.store.SessionSamples.timer;
import static dev.botflow.store.Turns.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.event.SessionKey;
import dev.botflow.session.Trace;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.Commit;
import dev.botflow.store.RetentionPolicy;
import dev.botflow.store.SessionSamples;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a turn costs: the statements it runs, counted, since each of them is paid for with every event. */
class TurnCostTest {
  private static final SessionKey ANN = key("ann");

  @TempDir
  Path folder;

  private final List<String> ran = new ArrayList<>();

  @Test
  void aTurnThatSendsOneMessageRunsElevenStatements() throws SQLException {
    SqliteFile file = new SqliteFile(folder.resolve("store.db"));
    InboxTable inbox = new InboxTable(RetentionPolicy.standard().dedupeWindow());
    try (Db plain = file.writer()) {
      Migrations.apply(plain, file);
      Db db = new Db(counting(plain.connection()), Dialect.SQLITE);
      inbox.add(db, SessionSamples.entry("e1", ANN), NOW);
      ran.clear();

      Commit commit = turn(ANN, 1)
          .handles("e1")
          .sends(row(ANN, "m1", NOW))
          .sets(timer(ANN, "session", NOW))
          .traces(new Trace(List.of(new TraceEntry.Routed("R10", "f"))))
          .commit();
      WrittenTurn.of(commit).store(db, inbox, RetentionPolicy.standard(), NOW);
    }

    assertThat(ran).as("%s", ran).hasSize(11);
  }

  private Connection counting(Connection connection) {
    return proxy(Connection.class, connection, (method, sql) -> {});
  }

  private <T> T proxy(Class<T> type, Object target, Noting noting) {
    return type.cast(Proxy.newProxyInstance(
        getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
          noting.called(method.getName(), "");
          try {
            Object result = method.invoke(target, arguments);
            return result instanceof PreparedStatement statement
                ? proxy(
                    PreparedStatement.class, statement, (name, none) -> note(name, arguments[0]))
                : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  private void note(String method, Object sql) {
    if (method.startsWith("execute")) {
      ran.add(sql.toString());
    }
  }

  /** Is told what is called. */
  private interface Noting {
    void called(String method, String sql);
  }
}
