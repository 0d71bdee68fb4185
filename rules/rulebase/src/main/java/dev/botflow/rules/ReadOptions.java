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
 */
public record ReadOptions(
    boolean trustRules,
    boolean force,
    Proofs proofs,
    @Nullable LocalDate today) {

  /** Checks that take seconds for a long table, and so are no part of a plain load. */
  public enum Proofs {
    NONE,
    /** Rows that never win, gaps, flows nobody starts and the like, each with a sample. */
    ALL,
    /** Those, and rows that overlap with different outcomes. */
    WITH_OVERLAPS
  }

  /** Rules not trusted, nothing forced. */
  public static ReadOptions standard() {
    return new ReadOptions(false, false, Proofs.NONE, null);
  }

  public ReadOptions trustingRules() {
    return new ReadOptions(true, force, proofs, today);
  }

  public ReadOptions forced() {
    return new ReadOptions(trustRules, true, proofs, today);
  }

  public ReadOptions on(LocalDate day) {
    return new ReadOptions(trustRules, force, proofs, day);
  }

  public ReadOptions proving(Proofs wanted) {
    return new ReadOptions(trustRules, force, wanted, today);
  }
}
