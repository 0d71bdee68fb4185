package dev.botflow.routing;

import java.util.List;

/** Where the base rules pull rows from: one immutable table snapshot, which travels with the facts. */
@FunctionalInterface
public interface Rows {

  /** Rows that may fit at the facts' stage, in any order. */
  List<? extends Row> candidates(Facts facts);
}
