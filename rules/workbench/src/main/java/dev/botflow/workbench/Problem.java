package dev.botflow.workbench;

import dev.botflow.error.Finding;
import dev.botflow.workbench.file.TextFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that is refused: with HTTP's number, and the sentence that says where, what was expected and what was found. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Finding> findings;
  private final transient TextFiles.@Nullable Text theirs;

  Problem(int status, String detail) {
    this(status, detail, List.of());
  }

  Problem(int status, String detail, List<Finding> findings) {
    this(status, detail, findings, null);
  }

  /** @param theirs the text that stands where another was expected */
  Problem(int status, String detail, TextFiles.Text theirs) {
    this(status, detail, List.of(), theirs);
  }

  private Problem(
      int status, String detail, List<Finding> findings, TextFiles.@Nullable Text theirs) {
    super(detail, null, false, false);
    this.status = status;
    this.findings = List.copyOf(findings);
    this.theirs = theirs;
  }

  int status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  TextFiles.@Nullable Text theirs() {
    return theirs;
  }

  List<Finding> findings() {
    return findings;
  }
}
