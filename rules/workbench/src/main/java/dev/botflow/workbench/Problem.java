package dev.botflow.workbench;

import dev.botflow.error.Finding;
import java.util.List;

/** A call that is refused: with HTTP's number, and the sentence that says where, what was expected and what was found. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Finding> findings;

  Problem(int status, String detail) {
    this(status, detail, List.of());
  }

  Problem(int status, String detail, List<Finding> findings) {
    super(detail, null, false, false);
    this.status = status;
    this.findings = List.copyOf(findings);
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  List<Finding> findings() {
    return findings;
  }
}
