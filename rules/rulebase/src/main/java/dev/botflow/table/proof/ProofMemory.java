package dev.botflow.table.proof;

import dev.botflow.error.Finding;
import dev.botflow.flow.BotSettings;
import dev.botflow.table.TableRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last search proved of each row of a table, so that the next one has to prove again what changed alone; what it
 * reports is the same as without. For the drafts of one bot, and one search at a time.
 */
public final class ProofMemory {
  private @Nullable Proved last;
  private int provedAnew;

  /**
   * A search that came to its end.
   *
   * @param space what its boxes are cut from
   * @param rows the rows in their order
   * @param proofs what was proved of each
   */
  record Proved(
      LocalDate today,
      BotSettings settings,
      EventSpace space,
      List<TableRow> rows,
      List<RowProof> proofs) {}

  /**
   * What was proved of one row.
   *
   * @param reach the events that may fit the row
   * @param cover those that certainly do
   * @param finding null if it wins some event
   * @param asked the events the table was asked about on the way
   * @param lasting false if the proof looked at what the row does not ask for
   */
  record RowProof(
      ValueClasses[] reach,
      ValueClasses[] cover,
      @Nullable Finding finding,
      List<Counterexample> asked,
      boolean lasting) {}

  @Nullable
  Proved last() {
    return last;
  }

  void keep(Proved proved, int anew) {
    last = proved;
    provedAnew = anew;
  }

  /** Of how many rows something was proved in the last search that was not known before. */
  int provedAnew() {
    return provedAnew;
  }
}
