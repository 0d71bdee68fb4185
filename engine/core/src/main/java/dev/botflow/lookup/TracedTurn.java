package dev.botflow.lookup;

import dev.botflow.routing.Why;
import dev.botflow.store.StoredTurn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that is over, and why somebody got what they got in it.
 *
 * @param turn what its trace kept
 * @param messages what it wrote, and what became of that
 * @param nearest rows that nearly won, the nearest first, worked out now
 * @param note what cannot be said of the rows that nearly won, and why; null if nothing is missing
 */
public record TracedTurn(
    StoredTurn turn,
    List<TracedMessage> messages,
    List<Why> nearest,
    @Nullable String note) {
  public TracedTurn {
    messages = List.copyOf(messages);
    nearest = List.copyOf(nearest);
  }

  /** What {@link Traces#before} takes for the next page, of the last turn of a page. */
  public long number() {
    return turn.number();
  }
}
