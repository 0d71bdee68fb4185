package dev.botflow.workbench.live;

import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.store.SessionPage;
import dev.botflow.store.Store;
import java.util.HashMap;
import java.util.Map;

/** Tells where people wait now; no names, only how many. */
@FunctionalInterface
public interface WaitingPlaces {

  /**
   * A step that waits.
   *
   * @param version the version of the bot that they stand on
   */
  record Place(long version, String flow, String step) {}

  /** How many conversations wait at each place. */
  Map<Place, Integer> now();

  /** Those of a store, which is looked through each time. */
  static WaitingPlaces of(Store store) {
    return () -> {
      Map<Place, Integer> counts = new HashMap<>();
      String after = "";
      while (after != null) {
        SessionPage page = store.sessions(after, 500);
        for (Session session : page.sessions()) {
          for (Run run : session.runs()) {
            if (run.waiting() != null) {
              Frame top = run.top();
              counts.merge(new Place(top.botVersion(), top.flow(), top.step()), 1, Integer::sum);
            }
          }
        }
        after = page.next();
      }
      return counts;
    };
  }
}
