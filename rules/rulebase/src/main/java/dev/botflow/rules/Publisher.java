package dev.botflow.rules;

import dev.botflow.error.BotFlowException;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The published versions of a bot. Publishing swaps the live version in one write: a decision sees the old one or the new
 * one, never parts of both. Old versions are kept, since open conversations finish on theirs. Safe for use by many
 * threads.
 */
public final class Publisher implements BotVersions {

  /** All versions, and the one that is live: always read together. */
  private record Published(Map<Long, BotVersion> byNumber, BotVersion live) {}

  private volatile Published published;

  /** @param first published as number 1, unless it has a number of its own from before */
  public Publisher(BotVersion first) {
    BotVersion numbered = first.number() > 0 ? first : numbered(first, 1);
    Map<Long, BotVersion> byNumber = new LinkedHashMap<>();
    byNumber.put(numbered.number(), numbered);
    this.published = new Published(byNumber, numbered);
  }

  /**
   * Makes a version the live one under the next number.
   *
   * @return the version with its number
   * @throws BotFlowException if it has a number that is not higher than the live one's
   */
  public synchronized BotVersion publish(BotVersion version) {
    long last = published.live().number();
    if (version.number() != 0 && version.number() <= last) {
      throw new BotFlowException("version " + version.number()
          + ": expected one that was never published, or a number above " + last);
    }
    BotVersion numbered = version.number() > 0 ? version : numbered(version, last + 1);
    Map<Long, BotVersion> byNumber = new LinkedHashMap<>(published.byNumber());
    byNumber.put(numbered.number(), numbered);
    published = new Published(Collections.unmodifiableMap(byNumber), numbered);
    return numbered;
  }

  private static BotVersion numbered(BotVersion version, long number) {
    return new BotVersion(
        version.bot(),
        version.router(),
        version.tables(),
        version.channels(),
        number,
        version.checksum());
  }

  @Override
  public BotVersion live() {
    return published.live();
  }

  @Override
  public BotVersion number(long number) {
    Published now = published;
    BotVersion version = now.byNumber().get(number);
    return version == null ? now.live() : version;
  }
}
