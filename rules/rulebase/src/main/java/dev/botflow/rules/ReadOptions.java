package dev.botflow.rules;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a bot's folder is read.
 *
 * @param trustRules true to compile {@code rules/*.drl}, which is code with all rights of this program; else the folder
 *     is refused if it has any
 * @param force true to load a bot although checks found errors, as long as every file could be read
 * @param today the day on which expired rows are told; null for today in the bot's zone
 */
public record ReadOptions(
    boolean trustRules, boolean force, @Nullable LocalDate today) {

  /** Rules not trusted, nothing forced. */
  public static ReadOptions standard() {
    return new ReadOptions(false, false, null);
  }

  public ReadOptions trustingRules() {
    return new ReadOptions(true, force, today);
  }

  public ReadOptions forced() {
    return new ReadOptions(trustRules, true, today);
  }

  public ReadOptions on(LocalDate day) {
    return new ReadOptions(trustRules, force, day);
  }
}
