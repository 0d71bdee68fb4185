package dev.botflow.rules;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a bot's folder is read.
 *
 * @param trustRules true to compile {@code rules/*.drl}, which is code with all rights of this program; else the folder
 *     is refused if it has any
 * @param force true to load a bot although checks found errors, as long as every file could be read
 * @param proofs what checks that search for proofs are made beside the reading
 * @param today the day on which expired rows are reported; null for today in the bot's zone
 * @param deciding true to get a version ready to decide; else the base rules are compiled for its first decision, which
 *     then waits for them
 */
public record ReadOptions(
    boolean trustRules,
    boolean force,
    Proofs proofs,
    @Nullable LocalDate today,
    boolean deciding) {

  /** Checks that take seconds for a long table, and so are no part of a plain load. */
  public enum Proofs {
    NONE,
    /** Rows that never win, gaps, flows nobody starts and the like, each with a sample. */
    ALL,
    /** Those, and rows that overlap with different outcomes. */
    WITH_OVERLAPS
  }

  /** Rules not trusted, nothing forced, ready to decide. */
  public static ReadOptions standard() {
    return new ReadOptions(false, false, Proofs.NONE, null, true);
  }

  public ReadOptions trustingRules() {
    return new ReadOptions(true, force, proofs, today, deciding);
  }

  public ReadOptions forced() {
    return new ReadOptions(trustRules, true, proofs, today, deciding);
  }

  public ReadOptions on(LocalDate day) {
    return new ReadOptions(trustRules, force, proofs, day, deciding);
  }

  public ReadOptions proving(Proofs wanted) {
    return new ReadOptions(trustRules, force, wanted, today, deciding);
  }

  /** For who looks at a bot and may never let it decide. */
  public ReadOptions lookingOnly() {
    return new ReadOptions(trustRules, force, proofs, today, false);
  }
}
