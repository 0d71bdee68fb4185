package dev.botflow.answer;

import java.util.List;
import java.util.Optional;

/**
 * What counts as an answer, and how often one may miss.
 *
 * @param type how an answer is read
 * @param options the choices in order; empty for questions without
 * @param attempts answers that may miss before giving up, at least 1
 * @param onInvalid the texts (templates) after the first miss, the second and so on; the last one repeats
 */
public record Question(
    AnswerType type, List<Option> options, int attempts, List<String> onInvalid) {
  /** Attempts unless set. */
  public static final int DEFAULT_ATTEMPTS = 3;

  public Question {
    options = List.copyOf(options);
    onInvalid = List.copyOf(onInvalid);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: expected at least 1, but was " + attempts);
    }
  }

  /**
   * One choice.
   *
   * @param id what is saved when it is picked
   * @param label what the contact reads (a template)
   * @param also other words for it
   */
  public record Option(String id, String label, List<String> also) {
    public Option {
      also = List.copyOf(also);
    }
  }

  /** True if a question of this type beats rows that interrupt. */
  public boolean strict() {
    return type.strict();
  }

  /** What a reply is to this question. */
  public Reading read(Reply reply, ReadingContext context) {
    return type.read(reply, context);
  }

  public Optional<Option> option(String id) {
    return options.stream().filter(option -> option.id().equals(id)).findFirst();
  }

  /** The text after the miss of this number, counted from 1; empty if the author gave none. */
  public Optional<String> invalidText(int miss) {
    return onInvalid.isEmpty()
        ? Optional.empty()
        : Optional.of(onInvalid.get(Math.min(miss, onInvalid.size()) - 1));
  }
}
