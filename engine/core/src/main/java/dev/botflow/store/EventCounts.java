package dev.botflow.store;

/**
 * What became of the events a store accepted within its dedupe window, counted in what is stored.
 *
 * @param accepted events with a dedupe key in the journal
 * @param pending events in the inbox
 * @param applied events whose turn was stored
 * @param dead events given up
 * @param ignored events that needed no turn, and those erased before theirs
 */
public record EventCounts(long accepted, long pending, long applied, long dead, long ignored) {

  /** True if every accepted event is in exactly one of the other counts. */
  public boolean balanced() {
    return accepted == pending + applied + dead + ignored;
  }
}
