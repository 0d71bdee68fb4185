package dev.botflow.audit;

import java.util.Locale;

/** What somebody does that another may have to answer for. */
public enum Act {
  /** A draft was made the live version. */
  PUBLISHED,
  /** An older version, or a newer one that was left, was made live again. */
  ROLLED_BACK,
  /** A review of a draft was asked for. */
  REVIEW_ASKED,
  /** A draft was approved. */
  APPROVED,
  /** A draft was rejected. */
  REJECTED,
  /** What was given up was sent or handled after all. */
  REPLAYED,
  /** What was given up was forgotten. */
  DROPPED,
  /** All that is kept of a person was written out. */
  EXPORTED,
  /** All that is kept of a person was erased. */
  ERASED,
  /** What a person wrote or got was shown. */
  REVEALED;

  /** As it stands in files and on screens: {@code rolled back}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
