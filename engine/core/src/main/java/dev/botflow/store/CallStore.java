package dev.botflow.store;

import dev.botflow.session.Call;
import java.util.List;

/** Keeps calls until their result was handled. They come and go through {@link SessionStore#save}. */
public interface CallStore {

  /**
   * Calls without a handled result, in the order they were made. One that cannot be read is put aside, and the others
   * come.
   */
  List<Call> openCalls();
}
