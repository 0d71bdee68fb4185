package dev.botflow.answer;

import dev.botflow.event.EventKind;
import dev.botflow.template.TemplateFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How replies to a question are read: one of the 16 types of a flow file's {@code type:}. */
public sealed interface AnswerType
    permits AnyAnswer, WordsAnswer, ChoiceAnswer, MediaAnswer, LocationAnswer, TextAnswer {

  /** The words of {@code type:}, in the order they are documented. */
  List<String> NAMES = List.of(
      "any",
      "text",
      "choice",
      "yes_no",
      "number",
      "integer",
      "date",
      "time",
      "email",
      "phone",
      "url",
      "pattern",
      "location",
      "media",
      "language",
      "list");

  /** The type that picks one of the choices which the reading's surroundings name. */
  static AnswerType choice() {
    return new ChoiceAnswer();
  }

  /** Its word, such as {@code yes_no}. */
  String name();

  /** True for all types that can tell an answer from something else; false for {@code any} and {@code text}. */
  boolean strict();

  /** What a reply is to a question of this type. */
  Reading read(Reply reply, ReadingContext context);

  /**
   * Whether a value that is known already would do as an answer.
   *
   * @param value a text, number, truth value, list or map
   */
  default Reading readKnown(Object value, ReadingContext context) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, member) -> copy.put(String.valueOf(key), member));
      EventKind kind = name().equals("media") ? EventKind.MEDIA : EventKind.LOCATION;
      return read(new Reply(kind, null, null, Collections.unmodifiableMap(copy)), context);
    }
    return read(Reply.text(TemplateFilter.text(value)), context);
  }
}
