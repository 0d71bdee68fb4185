package dev.botflow.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody does. Nothing of it is about a person who writes to the bot but what the actor gives as the
 * reason.
 *
 * @param at when
 * @param actor who
 * @param act what is done
 * @param what to what: {@code version 8}, {@code a contact of app 01A}; no identity, no contact's id, no text
 * @param before the content's hash before, where a bot's content is changed; null elsewhere
 * @param after the content's hash afterwards, or of what is reviewed; null elsewhere
 * @param reason why, in the actor's words, at most {@value #MOST_REASON} characters (what is longer is cut); may be empty
 * @param failed true in an entry that says that what an earlier one began was not done
 */
public record AuditEntry(
    Instant at,
    Actor actor,
    Act act,
    String what,
    @Nullable String before,
    @Nullable String after,
    String reason,
    boolean failed) {
  static final int MOST_REASON = 2_000;

  public AuditEntry {
    if (reason.length() > MOST_REASON) {
      reason = reason.substring(0, MOST_REASON - 1) + "…";
    }
  }

  /** Something that is about to be done. */
  public static AuditEntry of(Instant at, Actor actor, Act act, String what, String reason) {
    return new AuditEntry(at, actor, act, what, null, null, reason, false);
  }

  /** The same, with the hashes of a bot's content before and afterwards. */
  public AuditEntry ofContent(@Nullable String newBefore, @Nullable String newAfter) {
    return new AuditEntry(at, actor, act, what, newBefore, newAfter, reason, failed);
  }

  /** That this was not done after all. */
  public AuditEntry failed(Instant when) {
    return new AuditEntry(when, actor, act, what, before, after, reason, true);
  }
}
