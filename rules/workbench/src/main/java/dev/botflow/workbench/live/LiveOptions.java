package dev.botflow.workbench.live;

import dev.botflow.audit.Audit;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a workbench publishes to.
 *
 * @param versions the bot's folder of versions, which its hosts follow
 * @param reviewed true to ask for an approved review of every publication, whatever bot.yaml of the live version says
 * @param waiting tells where people wait; empty if nobody tells
 * @param audit is told who publishes, rolls back and reviews, before it is done
 */
public record LiveOptions(
    Path versions, boolean reviewed, Optional<WaitingPlaces> waiting, Audit audit) {
  /** By what people act who use the page, as the audit has it. */
  public static final String THROUGH = "page";

  /** A folder of versions, whose live version says whether publications are reviewed. */
  public static LiveOptions of(Path versions) {
    return new LiveOptions(versions, false, Optional.empty(), Audit.none());
  }

  /** The same, which also tells where people wait. */
  public LiveOptions telling(WaitingPlaces places) {
    return new LiveOptions(versions, reviewed, Optional.of(places), audit);
  }

  /** The same, where every publication is reviewed. */
  public LiveOptions reviewing() {
    return new LiveOptions(versions, true, waiting, audit);
  }

  /** The same, where an audit is told. */
  public LiveOptions audited(Audit newAudit) {
    return new LiveOptions(versions, reviewed, waiting, newAudit);
  }
}
