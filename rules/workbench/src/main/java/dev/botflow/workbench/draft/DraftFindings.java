package dev.botflow.workbench.draft;

import java.util.List;

/**
 * Findings about the whole draft.
 *
 * @param revision the revision they are about; older than the draft's while it is being checked
 * @param findings about all files of the bot
 * @param proved whether the proofs are among them
 * @param progress of the proofs, from 0 to 100
 */
public record DraftFindings(
    long revision, List<BoundFinding> findings, Proved proved, int progress) {
  public DraftFindings {
    findings = List.copyOf(findings);
  }

  /** How far the search for rows that never win and for gaps has come. */
  public enum Proved {
    YES,
    /** Not for this revision: it waits for a rest, or the bot has files that cannot be read. */
    NO,
    RUNNING
  }
}
