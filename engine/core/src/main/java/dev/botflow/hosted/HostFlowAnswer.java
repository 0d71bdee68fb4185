package dev.botflow.hosted;

import dev.botflow.message.Outbound;
import dev.botflow.message.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a flow of the host's answers: what it says, and whether it waits for the contact's next message, is done or failed.
 * Immutable.
 *
 * <pre>{@code
 * HostFlowAnswer.waiting("What is the number of your order?").withState(Map.of("asked", "number"));
 * HostFlowAnswer.done("It is on its way.");
 * }</pre>
 *
 * @param status what comes next
 * @param messages what it says, in order; texts are what the contact reads, and braces in them stand for themselves
 * @param state what the next call of this run gets; null for what there was
 * @param values variables it sets, by their names in texts and tables: {@code contact.…} and {@code session.…} stay, and of
 *     others a calling flow gets what it {@code save}s; {@code contact.opted_out} opts the contact out and in
 * @param noReplyAfter how long to wait before the flow is called with {@link HostFlowCall.Cause#NO_REPLY}; null for as long
 *     as the session lasts
 * @param reason why it failed, for the trace and the log: nothing that a contact wrote; null unless it failed
 */
public record HostFlowAnswer(
    Status status,
    List<Outbound> messages,
    @Nullable Map<String, Object> state,
    Map<String, Object> values,
    @Nullable Duration noReplyAfter,
    @Nullable String reason) {
  /** Messages an answer may have. */
  public static final int MAX_MESSAGES = 20;

  public HostFlowAnswer {
    messages = List.copyOf(messages);
    state = state == null ? null : copy(state);
    values = copy(values);
    if (messages.size() > MAX_MESSAGES) {
      throw new IllegalArgumentException(
          "messages: expected at most " + MAX_MESSAGES + ", but was " + messages.size());
    }
    if (noReplyAfter != null && (noReplyAfter.isNegative() || noReplyAfter.isZero())) {
      throw new IllegalArgumentException(
          "noReplyAfter: expected more than no time, but was " + noReplyAfter);
    }
  }

  /** What comes after an answer. */
  public enum Status {
    /** The contact's next message goes to the flow. */
    WAITING,
    /** The flow is over. */
    DONE,
    /** The flow could not do what it is for: {@code on_error} of the flows that called it decides, else the bot's error flow. */
    FAILED
  }

  private static Map<String, Object> copy(Map<String, Object> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static HostFlowAnswer of(Status status, String[] texts, @Nullable String reason) {
    List<Outbound> messages = new ArrayList<>();
    for (String text : texts) {
      messages.add(new TextMessage(text));
    }
    return new HostFlowAnswer(status, messages, null, Collections.emptyMap(), null, reason);
  }

  /** Says this, and the contact's next message goes to the flow. */
  public static HostFlowAnswer waiting(String... texts) {
    return of(Status.WAITING, texts, null);
  }

  /** Says this, and the flow is over. */
  public static HostFlowAnswer done(String... texts) {
    return of(Status.DONE, texts, null);
  }

  /**
   * The flow could not do what it is for.
   *
   * @param reason for the trace and the log: nothing that a contact wrote
   */
  public static HostFlowAnswer failed(String reason) {
    return of(Status.FAILED, new String[0], reason);
  }

  /** The same answer, which says one thing more. A choice's postback is the id that comes back when it is meant. */
  public HostFlowAnswer withMessage(Outbound message) {
    List<Outbound> more = new ArrayList<>(messages);
    more.add(message);
    return new HostFlowAnswer(status, more, state, values, noReplyAfter, reason);
  }

  /**
   * The same answer, of which the next call of this run gets this.
   *
   * @param kept text, numbers, true or false, lists and maps; at most 65,536 characters as JSON
   */
  public HostFlowAnswer withState(Map<String, Object> kept) {
    return new HostFlowAnswer(status, messages, kept, values, noReplyAfter, reason);
  }

  /**
   * The same answer, which sets a variable.
   *
   * @param name such as {@code contact.tier}
   * @param value text, a number, true or false, a list or a map
   */
  public HostFlowAnswer withValue(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return withValues(more);
  }

  /** The same answer, which sets these variables and no others. */
  public HostFlowAnswer withValues(Map<String, Object> variables) {
    return new HostFlowAnswer(status, messages, state, variables, noReplyAfter, reason);
  }

  /** The same answer; if the contact is silent for so long, the flow is called with {@link HostFlowCall.Cause#NO_REPLY}. */
  public HostFlowAnswer withNoReplyAfter(Duration time) {
    return new HostFlowAnswer(status, messages, state, values, time, reason);
  }

  /** Status and counts only: what a contact reads is left out. */
  @Override
  public String toString() {
    return "HostFlowAnswer[" + status + ", " + messages.size() + " messages]";
  }
}
