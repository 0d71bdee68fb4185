package dev.botflow.workbench;

import java.util.Optional;

/** What of a call tells who makes it: all but its body. */
public interface RequestView {

  /** In capitals. */
  String method();

  /** As it was sent, still escaped. */
  String path();

  /**
   * The value of a header that came exactly once.
   *
   * @param name in lower case
   */
  Optional<String> header(String name);

  /** The value of a cookie that came exactly once. */
  Optional<String> cookie(String name);
}
