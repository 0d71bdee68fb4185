package dev.botflow.answer;

import dev.botflow.event.EventKind;
import java.util.Map;

/** A place sent from a map; the value is a map of {@code title}, {@code latitude} and {@code longitude}. */
record LocationAnswer() implements AnswerType {
  @Override
  public String name() {
    return "location";
  }

  @Override
  public boolean strict() {
    return true;
  }

  @Override
  public Reading read(Reply reply, ReadingContext context) {
    Map<String, Object> value = reply.value();
    return reply.kind().equals(EventKind.LOCATION)
            && value != null
            && value.get("latitude") != null
            && value.get("longitude") != null
        ? new Reading.Accepted(value, null)
        : new Reading.NotUnderstood("expected location, but was " + reply.kind());
  }
}
