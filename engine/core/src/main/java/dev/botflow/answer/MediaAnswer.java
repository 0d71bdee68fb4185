package dev.botflow.answer;

import dev.botflow.event.EventKind;
import java.util.Map;

/** A picture, video, sound or document; the value is a map of {@code url} and {@code caption}. */
record MediaAnswer() implements AnswerType {
  @Override
  public String name() {
    return "media";
  }

  @Override
  public boolean strict() {
    return true;
  }

  @Override
  public Reading read(Reply reply, ReadingContext context) {
    Map<String, Object> value = reply.value();
    return reply.kind().equals(EventKind.MEDIA) && value != null && value.get("url") != null
        ? new Reading.Accepted(value, null)
        : new Reading.NotUnderstood("expected media, but was " + reply.kind());
  }
}
