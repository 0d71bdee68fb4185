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

  /**
   * Puts a call aside whose result cannot be handled, with the rows of {@link Store#buriedRows}: it is made no more. Nothing
   * happens if it is not open any more.
   *
   * @param reason what is wrong, without personal data
   */
  default void bury(Call call, String reason) {}
}
