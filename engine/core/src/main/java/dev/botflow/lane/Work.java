package dev.botflow.lane;

import dev.botflow.event.ActionCompleted;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.TimerFired;
import dev.botflow.session.Call;
import dev.botflow.session.Timer;
import dev.botflow.store.InboxEntry;
import org.jspecify.annotations.Nullable;

/** Something of which a lane makes a turn. */
public sealed interface Work {

  /** What happened; null if it is still to be read from its bytes. */
  @Nullable
  InboundEvent event();

  /** An event of the inbox. */
  record Stored(InboxEntry entry, @Nullable InboundEvent event) implements Work {}

  /** What a call of this session brought. */
  record CallResult(Call call, ActionCompleted event) implements Work {}

  /** A timer whose moment has come. */
  record DueTimer(Timer timer, TimerFired event) implements Work {}

  /** The error of a call that nobody can read any more, for which a session waits nevertheless. */
  record LostCall(ActionCompleted event) implements Work {}
}
