package dev.botflow.workbench.live;

import dev.botflow.publish.Review;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How reviews of the draft stand.
 *
 * @param needed true if nothing is published without one
 * @param review the last one about exactly this content in the place of the live version
 * @param withdrawn the last one about another content in that place that was open or approved, where there is none about
 *     this: the draft was changed since
 * @param editors who changed the draft since it was published last, as far as this workbench knows
 */
public record Reviewing(
    boolean needed, Optional<Review> review, Optional<Review> withdrawn, Set<String> editors) {
  public Reviewing {
    editors = Collections.unmodifiableSet(new TreeSet<>(editors));
  }
}
