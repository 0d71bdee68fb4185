package dev.botflow.answer;

import dev.botflow.cell.CellMatcher;
import dev.botflow.text.Blanks;

/** Whatever a contact sends: a text as written without outer blanks, else the message's values. */
record AnyAnswer() implements AnswerType {
  @Override
  public String name() {
    return "any";
  }

  @Override
  public boolean strict() {
    return false;
  }

  @Override
  public Reading read(Reply reply, ReadingContext context) {
    String text = reply.text() == null ? "" : Blanks.strip(reply.text());
    if (!text.isEmpty()) {
      return new Reading.Accepted(text, null);
    }
    return reply.value() == null
        ? new Reading.NotUnderstood("expected something said or sent, but was empty")
        : new Reading.Accepted(reply.value(), null);
  }

  @Override
  public Reading readKnown(Object value, ReadingContext context) {
    return CellMatcher.isEmpty(value)
        ? new Reading.NotUnderstood("expected a value, but was empty")
        : new Reading.Accepted(value, null);
  }
}
