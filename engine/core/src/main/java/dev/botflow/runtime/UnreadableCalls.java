package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ActionCompleted;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.EventHeader;
import dev.botflow.message.Address;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls whose stored row could not be read: their sessions wait for a result that never comes, and get an error. */
final class UnreadableCalls {
  private final Store store;
  private final Clock clock;

  UnreadableCalls(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The results of an app's lost calls for which a session still waits. */
  List<ActionCompleted> of(String appId) {
    List<ActionCompleted> results = new ArrayList<>();
    List<DeadLetter> calls =
        DeadLetter.all(store, EnumSet.of(DeadLetter.Kind.CALL)).toList();
    for (DeadLetter call : calls) {
      Address to = waiting(call);
      if (to != null && to.appId().equals(appId)) {
        ChannelContext about =
            new ChannelContext(to.channel(), to.identity(), to.contactId(), appId, null, null);
        results.add(new ActionCompleted(
            EventHeader.own("ACTION_RESULT", about, clock.instant(), "call:" + call.id()),
            call.id(),
            ActionCompleted.Outcome.ERROR,
            null,
            "the stored call could not be read"));
      }
    }
    return results;
  }

  private @Nullable Address waiting(DeadLetter call) {
    try {
      Session session = store.open(call.key());
      boolean waits = session.runs().stream()
          .anyMatch(run ->
              run.waiting() instanceof Wait.ForResult result && result.callId().equals(call.id()));
      return waits ? session.replyTo() : null;
    } catch (BotFlowException e) {
      // The session cannot be read either: its next event shows it.
      return null;
    }
  }
}
