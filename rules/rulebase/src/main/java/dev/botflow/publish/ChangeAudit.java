package dev.botflow.publish;

import dev.botflow.audit.Act;
import dev.botflow.audit.Actor;
import dev.botflow.audit.Audit;
import dev.botflow.audit.AuditEntry;
import dev.botflow.audit.AuditTrail;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an audit is told of a folder of versions, before it is done.
 *
 * @param through by what people act here, as in {@link Actor}
 */
record ChangeAudit(Audit audit, Clock clock, String through, VersionFolders folders) {

  /** A change of the live version. */
  <T> T change(Act act, VersionChange change, Supplier<T> task) {
    String what = "version " + change.to()
        + (change.approvedBy() == null ? "" : ", approved by " + change.approvedBy());
    return doing(
        AuditEntry.of(change.at(), by(change.author()), act, what, change.reason())
            .ofContent(content(change.from()), change.content()),
        task);
  }

  /** A review that was asked for or decided. */
  Review review(Act act, Review.Said said, Review review, Supplier<Review> task) {
    return doing(
        AuditEntry.of(said.at(), by(said.by()), act, "review " + review.number(), said.note())
            .ofContent(content(review.live()), review.content()),
        task);
  }

  private <T> T doing(AuditEntry entry, Supplier<T> task) {
    return AuditTrail.doing(audit, clock, entry, task);
  }

  private Actor by(String person) {
    return Actor.of(person, through);
  }

  private @Nullable String content(long number) {
    // A note that is broken hinders nobody; whoever lists the versions hears of it.
    return folders.notes(broken -> {}).stream()
        .filter(note -> note.number() == number)
        .map(note -> note.hashes().content())
        .findFirst()
        .orElse(null);
  }
}
