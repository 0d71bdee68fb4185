package dev.botflow.answer;

import dev.botflow.cell.Cell;
import dev.botflow.cell.PatternExample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Texts a contact could answer a question with, to be tried: not each of them need be accepted. */
public final class AnswerExamples {
  private AnswerExamples() {}

  /** Texts of the question's type, the likeliest first; none for what is not written, such as a picture. */
  public static List<String> of(Question question) {
    List<String> examples = new ArrayList<>();
    question.options().forEach(option -> examples.add(option.label()));
    AnswerType type = question.type();
    if (type instanceof PatternAnswer pattern) {
      String example = PatternExample.of(pattern.source(), pattern.pattern());
      if (example != null) {
        examples.add(example);
      }
    } else if (type instanceof ListAnswer list) {
      examples.addAll(list.words().keySet());
    } else if (type instanceof NumberAnswer number) {
      bounds(number.limit(), examples);
    }
    examples.addAll(usual(type.name()));
    return examples;
  }

  private static void bounds(Cell limit, List<String> examples) {
    if (limit instanceof Cell.Range range) {
      BigDecimal from = range.from();
      BigDecimal to = range.to();
      if (from != null) {
        examples.add((range.fromIncluded() ? from : from.add(BigDecimal.ONE)).toPlainString());
      }
      if (to != null) {
        examples.add((range.toIncluded() ? to : to.subtract(BigDecimal.ONE)).toPlainString());
      }
    }
  }

  private static List<String> usual(String type) {
    return switch (type) {
      case "yes_no" -> List.of("yes", "no");
      case "number", "integer" -> List.of("1", "5", "10", "50", "100");
      case "date" -> List.of("tomorrow", "yesterday", "today");
      case "time" -> List.of("10:30", "18:00");
      case "email" -> List.of("somebody@example.com");
      case "phone" -> List.of("+32470000000");
      case "url" -> List.of("https://example.com/page");
      case "language" -> List.of("English", "Nederlands", "français", "Deutsch");
      case "any", "text" -> List.of("something");
      default -> List.of();
    };
  }
}
