package dev.botflow.simulator.callback;

import java.util.List;

/**
 * What became of one callback, at every webhook that wants its trigger.
 *
 * @param id the id of the message, event or request the callback is about; {@code ""} if it has none
 * @param contactId the contact named in the callback; {@code ""} if none
 * @param conversationId the conversation named in the callback; {@code ""} if none
 * @param attempts every POST made, in order; empty if no webhook wants the trigger
 */
public record CallbackOutcome(
    String id, String contactId, String conversationId, List<CallbackAttempt> attempts) {

  public CallbackOutcome {
    attempts = List.copyOf(attempts);
  }

  /** Whether at least one webhook wanted the callback, and each that did took it in the end. */
  public boolean accepted() {
    List<String> targets =
        attempts.stream().map(CallbackAttempt::target).distinct().toList();
    return !targets.isEmpty()
        && targets.stream()
            .allMatch(target ->
                attempts.stream().anyMatch(a -> a.target().equals(target) && a.accepted()));
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "CallbackOutcome[" + id + ", " + attempts.size() + " attempts, accepted " + accepted()
        + "]";
  }
}
