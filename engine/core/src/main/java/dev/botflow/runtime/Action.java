package dev.botflow.runtime;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Something the host does for a {@code do} step. Called at least once per step that comes to it, with a stable id. */
@FunctionalInterface
public interface Action {

  /**
   * Does it, on a thread of its own, which it may block. When the step's time-out is over, the thread is interrupted if it is
   * still in here, and the stage is cancelled: give each call a stage of its own.
   *
   * @return the result: null, text, number, true or false, or lists and maps of these; a stage that fails takes the
   *     step's error exit
   */
  CompletionStage<? extends @Nullable Object> call(ActionRequest request);
}
