package dev.botflow.answer;

import dev.botflow.event.EventKind;
import dev.botflow.text.Blanks;

/** Whatever a contact writes, as written without outer blanks; a file, a place or a tapped button is no answer. */
record WordsAnswer() implements AnswerType {
  @Override
  public String name() {
    return "text";
  }

  @Override
  public boolean strict() {
    return false;
  }

  @Override
  public Reading read(Reply reply, ReadingContext context) {
    String text = reply.text() == null ? "" : Blanks.strip(reply.text());
    if (!reply.kind().equals(EventKind.TEXT)) {
      return new Reading.NotUnderstood("expected text, but was " + reply.kind());
    }
    return text.isEmpty()
        ? new Reading.NotUnderstood("expected text, but was empty")
        : new Reading.Accepted(text, null);
  }
}
