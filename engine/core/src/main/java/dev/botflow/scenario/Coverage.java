package dev.botflow.scenario;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How much of a bot its scenarios came to.
 *
 * @param rows rows of the routing table, by id, that decided an event
 * @param decisions rows of decision tables, as {@code table.row}, that picked an exit
 * @param steps steps, as {@code flow.step}, that ran; a question counts once it was asked
 * @param choices choices, as {@code flow.step.choice}, that were picked
 * @param channels channels the contact wrote on
 */
public record Coverage(Part rows, Part decisions, Part steps, Part choices, Part channels) {

  /**
   * One kind of thing.
   *
   * @param covered in the order the bot has them
   * @param missed likewise
   */
  public record Part(Set<String> covered, Set<String> missed) {
    public Part {
      covered = Collections.unmodifiableSet(new LinkedHashSet<>(covered));
      missed = Collections.unmodifiableSet(new LinkedHashSet<>(missed));
    }

    static Part of(Collection<String> all, Set<String> seen) {
      Set<String> covered = new LinkedHashSet<>(all);
      Set<String> missed = new LinkedHashSet<>(all);
      covered.retainAll(seen);
      missed.removeAll(seen);
      return new Part(covered, missed);
    }

    public int total() {
      return covered.size() + missed.size();
    }

    /** Per cent, rounded down; 100 if there is nothing to cover. */
    public int percent() {
      return total() == 0 ? 100 : covered.size() * 100 / total();
    }
  }
}
