package dev.botflow.store.jdbc;

import dev.botflow.error.BotFlowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Rows as far as they can be read, and which cannot: one broken row must not hide the others.
 *
 * @param rows those that can
 * @param broken those that cannot
 */
record ReadResult<T>(List<T> rows, List<Broken> broken) {

  /**
   * A row that cannot be read.
   *
   * @param session its session's key
   * @param reason what is wrong, without what anybody wrote
   */
  record Broken(String session, String id, String reason) {}

  /** @param reading reads a row, whose columns {@code session_key} and {@code id} say which it is */
  static <T> ReadResult<T> read(Db db, String sql, Db.Row<T> reading, Object... values)
      throws SQLException {
    List<Broken> broken = new ArrayList<>();
    List<T> rows = new ArrayList<>();
    db.list(
        sql,
        row -> {
          try {
            return rows.add(reading.read(row));
          } catch (BotFlowException e) {
            return broken.add(new Broken(
                row.getString("session_key"),
                row.getString("id"),
                "it could not be read: " + e.getMessage()));
          }
        },
        values);
    return new ReadResult<>(rows, broken);
  }

  /**
   * The rows of an outbox or timers whose moment has come.
   *
   * @param select ends with the comparison of the moment with a parameter or two
   * @param moments the parameters
   * @param leftOut apps whose rows stay where they are
   */
  static <T> ReadResult<T> due(
      Db db,
      String select,
      String order,
      Db.Row<T> reading,
      List<Instant> moments,
      Set<String> leftOut,
      int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>(moments);
    values.addAll(leftOut);
    values.add(limit);
    String others =
        leftOut.isEmpty() ? "" : " AND app_id NOT IN (?" + ", ?".repeat(leftOut.size() - 1) + ")";
    return read(db, select + others + " ORDER BY " + order + " LIMIT ?", reading, values.toArray());
  }

  /** @throws BotFlowException unless the text says the same of itself as its row does, or else it could never be taken out */
  static void checkSame(ResultSet row, String session, String id) throws SQLException {
    if (!Objects.equals(row.getString("session_key"), session)
        || !Objects.equals(row.getString("id"), id)) {
      throw new BotFlowException("expected the session and id of its row, but was another");
    }
  }
}
