package dev.botflow.table.sheet;

import dev.botflow.cell.CellParser;
import org.jspecify.annotations.Nullable;

/**
 * A column of the routing table.
 *
 * @param header how people and findings call it
 * @param role what its cells are
 * @param subject what its cells ask about, for roles that ask
 * @param kind the cell language, for {@link Role#TEST}
 */
public record Column(
    String header, Role role, @Nullable Subject subject, CellParser.@Nullable Kind kind) {

  /** What the cells of a column are. */
  public enum Role {
    RULE,
    HAPPENED,
    CHANNEL,
    CUSTOMER,
    TEST,
    AT,
    FROM,
    UNTIL,
    FLOW,
    WITH,
    DURING,
    SHARE,
    ACTIVE,
    NOTE
  }

  static Column of(String header, Role role) {
    return new Column(header, role, null, null);
  }

  static Column of(String header, Role role, Subject.What what) {
    return new Column(header, role, Subject.of(what), null);
  }

  static Column test(String header, Subject subject, CellParser.Kind kind) {
    return new Column(header, Role.TEST, subject, kind);
  }
}
