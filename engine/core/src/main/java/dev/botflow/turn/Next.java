package dev.botflow.turn;

import dev.botflow.flow.Target;
import dev.botflow.session.Wait;
import org.jspecify.annotations.Nullable;

/** What a step leads to. */
sealed interface Next {

  /** Goes on there; null for the step written after it. */
  record Go(@Nullable Target target) implements Next {}

  /** Waits. */
  record Stop(Wait until) implements Next {}

  /** Failed; on_error decides. The reason is for the trace and holds no contact's text. */
  record Failed(String reason) implements Next {}
}
