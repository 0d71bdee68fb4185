package dev.botflow.authoring.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.publish.Review;
import dev.botflow.publish.RunningHost;
import dev.botflow.publish.VersionChange;
import dev.botflow.publish.VersionNote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a folder of versions holds, as JSON: the command line and the page write the same. Each fills an object. */
public final class VersionsJson {
  private VersionsJson() {}

  /** @param live whether it is the live version */
  public static ObjectNode version(ObjectNode into, VersionNote note, boolean live) {
    return into.put("number", note.number())
        .put("live", live)
        .put("at", note.at().toString())
        .put("author", note.author())
        .put("note", note.note())
        .put("approvedBy", note.approvedBy())
        .put("replaced", note.replaced())
        .put("content", note.hashes().content())
        .put("folder", note.hashes().folder());
  }

  /** All but how the version became live. */
  public static ObjectNode change(ObjectNode into, VersionChange change) {
    return into.put("at", change.at().toString())
        .put("from", change.from())
        .put("to", change.to())
        .put("author", change.author())
        .put("reason", change.reason())
        .put("approvedBy", change.approvedBy());
  }

  public static ObjectNode host(ObjectNode into, RunningHost host) {
    return into.put("name", host.name())
        .put("runs", host.runs())
        .put("since", host.since().toString())
        .put("seen", host.seen().toString())
        .put("refused", host.refused() == 0 ? null : (Long) host.refused())
        .put("why", host.why());
  }

  public static ObjectNode review(ObjectNode into, Review review) {
    Review.@Nullable Said decided = review.decided();
    return into.put("number", review.number())
        .put("state", review.state().name().toLowerCase(Locale.ROOT))
        .put("content", review.content())
        .put("live", review.live())
        .put("by", review.asked().by())
        .put("at", review.asked().at().toString())
        .put("note", review.asked().note())
        .put("decidedBy", decided == null ? null : decided.by())
        .put("decidedAt", decided == null ? null : decided.at().toString())
        .put("decision", decided == null ? null : decided.note());
  }
}
