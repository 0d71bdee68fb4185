package dev.botflow.answer;

import org.jspecify.annotations.Nullable;

/** What a reply is to a question. */
public sealed interface Reading {

  /**
   * An answer.
   *
   * @param value what is saved, in its normal form: text, BigDecimal, Boolean or a map; dates and times are ISO text
   * @param choiceId the choice that was picked, for questions with choices
   */
  record Accepted(Object value, @Nullable String choiceId) implements Reading {

    /** Without the value, which is what a contact wrote. */
    @Override
    public String toString() {
      return "Accepted[" + (choiceId == null ? "" : choiceId) + "]";
    }
  }

  /**
   * No answer.
   *
   * @param why what was expected, for the trace; without what the contact wrote
   */
  record NotUnderstood(String why) implements Reading {}
}
