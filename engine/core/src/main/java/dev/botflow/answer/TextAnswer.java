package dev.botflow.answer;

import dev.botflow.text.Blanks;
import dev.botflow.text.TextFold;
import java.util.Optional;

/** A type whose answers are written; everything but a text is no answer. */
sealed interface TextAnswer extends AnswerType
    permits DateAnswer,
        EmailAnswer,
        LanguageAnswer,
        ListAnswer,
        NumberAnswer,
        PatternAnswer,
        PhoneAnswer,
        TimeAnswer,
        UrlAnswer,
        YesNoAnswer {

  /** Longer texts are no answer to a question for one value. */
  int MAX_CHARS = 4096;

  /** What an answer is, for the trace: {@code a whole number}. */
  String expected();

  /**
   * The normal form of an answer.
   *
   * @param text without outer blanks, 1 to {@value #MAX_CHARS} characters
   * @return empty if it is none
   */
  Optional<Object> value(String text, ReadingContext context);

  @Override
  default boolean strict() {
    return true;
  }

  @Override
  default Reading read(Reply reply, ReadingContext context) {
    if (reply.text() == null) {
      return new Reading.NotUnderstood("expected " + expected() + ", but was " + reply.kind());
    }
    String text = Blanks.strip(reply.text());
    Optional<Object> value = text.isEmpty() || text.length() > MAX_CHARS
        ? Optional.empty()
        : value(text, context).or(() -> value(TextFold.plain(text), context));
    return value.isPresent()
        ? new Reading.Accepted(value.get(), null)
        : new Reading.NotUnderstood("expected " + expected() + ", but was another text");
  }
}
