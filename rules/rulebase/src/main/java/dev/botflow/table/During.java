package dev.botflow.table;

/** What a row does while a question is open: the column {@code During a question}. */
public enum During {
  /** It does not count. */
  WAIT("wait"),
  /** It pauses the question, which is asked again afterwards. */
  INTERRUPT("interrupt"),
  /** It ends the open run, wherever it stands. */
  END_IT("end it");

  private final String word;

  During(String word) {
    this.word = word;
  }

  /** As the analyst writes it. */
  public String word() {
    return word;
  }
}
