package dev.botflow.session;

import dev.botflow.event.Channel;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a turn was about, what it decided on, and which messages it wrote: enough to say later why somebody got what they
 * got. Nothing in it is what a contact wrote, nor what the bot calls sensitive.
 *
 * @param kind what happened, in the routing table's words
 * @param at when it happened; facts about time use it
 * @param app the Sinch app; empty if the event named none
 * @param channel the channel; null for events without one
 * @param messageId the contact's message, or the other side's id of the message of ours that the event is about
 * @param eventId the event's own id where it has one beside its message
 * @param version the number of the bot's version; 0 if it was never published
 * @param decision the decision's word, such as {@code start}
 * @param rule the row or rule that decided; null where none did
 * @param flow the flow that was started, else the one that took the event; null if none did
 * @param outcome how it went, such as {@code handled}
 * @param facts what rows of the version ask about, by name, as far as it was there; empty where no row was asked
 * @param hidden names of facts that were there and are not kept: texts, identities, and what is sensitive
 * @param question how the open question stood to the event
 * @param messages what the turn wrote, in order
 * @param report what the event says of a message of ours; null for all but reports
 */
public record TurnRecord(
    String kind,
    Instant at,
    String app,
    @Nullable Channel channel,
    @Nullable String messageId,
    @Nullable String eventId,
    long version,
    String decision,
    @Nullable String rule,
    @Nullable String flow,
    String outcome,
    Map<String, Object> facts,
    Set<String> hidden,
    Question question,
    List<Written> messages,
    @Nullable Report report) {
  public TurnRecord {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    hidden = Collections.unmodifiableSet(new TreeSet<>(hidden));
    messages = List.copyOf(messages);
  }

  /** How an open question stands to an event. */
  public enum Question {
    /** None is open, or the event is no message. */
    NONE,
    /** Rows that interrupt may pause it. */
    INTERRUPTIBLE,
    /** It took the event, and no row may break in. */
    ANSWERED,
    /** It takes no interruption. */
    FIRM
  }

  /**
   * A message the turn wrote.
   *
   * @param id our stable id
   * @param flow the flow and step that said it; empty where nobody knows
   */
  public record Written(String id, Channel channel, String flow, String step) {}

  /**
   * What the other side says of a message of ours.
   *
   * @param id our id of it
   * @param status such as {@code DELIVERED}; {@code SUBMITTED} when the channel got it
   * @param reason the reason's code; null if there is none
   */
  public record Report(String id, String status, @Nullable String reason) {}

  /** Ids and words only. */
  @Override
  public String toString() {
    return "TurnRecord[" + kind + ", " + decision + ", rule " + rule + ", " + messages.size()
        + " messages]";
  }
}
