package dev.botflow.answer;

import dev.botflow.cell.AuthorPattern;
import dev.botflow.cell.Cell;
import dev.botflow.cell.CellBrokenException;
import dev.botflow.cell.CellParser;
import dev.botflow.cell.NamedHours;
import dev.botflow.cell.WeekTimesParser;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code type:} of a question: a word of {@link AnswerType#NAMES}, or a map with the word as its key: {@code {
 * pattern: 'LC-\d{6}', case: upper }}, {@code { integer: 1 to 5 }}, {@code { number: at least 0 }}, {@code { date:
 * future }} ({@code past}, {@code from today}, {@code until today}, or days as in a cell), {@code { time: 09:00 to
 * 17:00 }}, {@code { list: { red: [crimson, scarlet], blue: [] } }} ({@code [red, blue]} or the name of a word list
 * will do).
 */
public final class AnswerTypeParser {
  private static final String CODE = "unreadable-type";
  private static final Cell ANYTHING = new Cell.IsKnown();

  private final CellParser cells;
  private final Findings findings;

  /**
   * @param cells reads limits of numbers and dates, and knows the word lists
   * @param findings where errors go: {@code unreadable-type}, {@code unknown-type}, {@code unreadable-cell}, {@code
   *     unknown-list}
   */
  public AnswerTypeParser(CellParser cells, Findings findings) {
    this.cells = cells;
    this.findings = findings;
  }

  /** The type; {@code any} if it is broken, since then the load is refused anyway. */
  public AnswerType parse(YamlNode type, Place place) {
    try {
      return type(type);
    } catch (BrokenType broken) {
      findings.error(broken.code, place.line(broken.line), broken.sentence);
    } catch (CellBrokenException broken) {
      findings.error(broken.code(), place.line(type.line()), "type: " + broken.getMessage());
    }
    return new AnyAnswer();
  }

  private AnswerType type(YamlNode type) {
    if (type instanceof YamlNode.Scalar word) {
      return plain(word.text(), word);
    }
    if (!(type instanceof YamlNode.Mapping map) || map.entries().isEmpty()) {
      throw broken(
          "type: expected a word such as email, or a map such as { integer: 1 to 5 }", type);
    }
    String name = map.entries().keySet().iterator().next();
    for (Map.Entry<String, YamlNode.Mapping.Entry> entry : map.entries().entrySet()) {
      boolean known = entry.getKey().equals(name)
          || name.equals("pattern") && entry.getKey().equals("case");
      if (!known && !(name.equals("case") && entry.getKey().equals("pattern"))) {
        throw new BrokenType(
            CODE,
            entry.getValue().keyLine(),
            "type: expected one type, but was \"" + entry.getKey() + "\" beside \"" + name + "\"");
      }
    }
    String key = name.equals("case") ? "pattern" : name;
    YamlNode value = map.get(key).orElse(new YamlNode.Scalar("", false, map.line()));
    return value instanceof YamlNode.Scalar empty && empty.text().isEmpty()
        ? plain(key, value)
        : limited(key, value, map);
  }

  private AnswerType plain(String word, YamlNode at) {
    return switch (word) {
      case "any" -> new AnyAnswer();
      case "text" -> new WordsAnswer();
      case "choice" -> new ChoiceAnswer();
      case "yes_no" -> new YesNoAnswer();
      case "number", "integer" -> new NumberAnswer(word.equals("integer"), ANYTHING, "");
      case "date" -> new DateAnswer(DateAnswer.Side.ANY, ANYTHING, "");
      case "time" -> new TimeAnswer(null, "");
      case "email" -> new EmailAnswer();
      case "phone" -> new PhoneAnswer();
      case "url" -> new UrlAnswer();
      case "location" -> new LocationAnswer();
      case "media" -> new MediaAnswer();
      case "language" -> new LanguageAnswer();
      case "pattern" ->
        throw broken("type: expected a pattern, as in { pattern: 'LC-[0-9]{6}' }", at);
      case "list" ->
        throw broken("type: expected words, as in { list: { red: [crimson], blue: [] } }", at);
      default -> throw unknown(word, at);
    };
  }

  private AnswerType limited(String word, YamlNode value, YamlNode.Mapping map) {
    switch (word) {
      case "number", "integer":
        String limit = text("type." + word, value);
        return new NumberAnswer(
            word.equals("integer"), cells.parse(limit, CellParser.Kind.NUMBER), limit);
      case "date":
        return date(text("type.date", value));
      case "time":
        return time(value);
      case "pattern":
        String source = text("type.pattern", value);
        return new PatternAnswer(
            source, AuthorPattern.compile(source), letters(map.get("case").orElse(null)));
      case "list":
        return list(value);
      default:
        if (!AnswerType.NAMES.contains(word)) {
          throw unknown(word, map);
        }
        throw broken("type." + word + ": expected nothing after it", value);
    }
  }

  private AnswerType date(String limit) {
    DateAnswer.Side side = switch (limit) {
      case "future" -> DateAnswer.Side.AFTER;
      case "past" -> DateAnswer.Side.BEFORE;
      case "from today" -> DateAnswer.Side.FROM_TODAY;
      case "until today" -> DateAnswer.Side.UNTIL_TODAY;
      default -> DateAnswer.Side.ANY;
    };
    Cell days = side == DateAnswer.Side.ANY ? cells.parse(limit, CellParser.Kind.DATE) : ANYTHING;
    return new DateAnswer(side, days, limit);
  }

  private AnswerType time(YamlNode value) {
    String limit = text("type.time", value);
    if (limit.chars().anyMatch(Character::isLetter) && !limit.contains(" to ")) {
      throw broken("type.time: expected times such as 09:00 to 17:00", value);
    }
    return new TimeAnswer(WeekTimesParser.parse(limit, NamedHours.none()), limit);
  }

  private PatternAnswer.Case letters(@Nullable YamlNode value) {
    if (value == null) {
      return PatternAnswer.Case.AS_WRITTEN;
    }
    return switch (text("type.case", value)) {
      case "upper" -> PatternAnswer.Case.UPPER;
      case "lower" -> PatternAnswer.Case.LOWER;
      default -> throw broken("type.case: expected upper or lower", value);
    };
  }

  private AnswerType list(YamlNode value) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    if (value instanceof YamlNode.Mapping map) {
      map.entries()
          .forEach((word, entry) -> words.put(word, words("type.list." + word, entry.value())));
    } else if (value instanceof YamlNode.Sequence) {
      words("type.list", value).forEach(word -> words.put(word, List.of()));
    } else {
      String name = text("type.list", value);
      Set<String> known = cells.lists().names();
      cells
          .lists()
          .named(name)
          .orElseThrow(() -> new BrokenType(
              CellBrokenException.UNKNOWN_LIST,
              value.line(),
              "type.list: expected the name of a word list, but was \"" + name + "\""
                  + Suggestion.hint(name, known)))
          .forEach(word -> words.put(word, List.of()));
    }
    refuseTwice(words, value);
    return ListAnswer.of(words);
  }

  /** A word that stands for two entries could never be understood. */
  private static void refuseTwice(Map<String, List<String>> words, YamlNode at) {
    Map<String, String> owners = new LinkedHashMap<>();
    words.forEach((word, others) -> {
      List<String> all = new ArrayList<>(others);
      all.add(word);
      for (String one : all) {
        String owner = owners.put(TextFold.fold(one), word);
        if (owner != null && !owner.equals(word)) {
          throw new BrokenType(
              CODE,
              at.line(),
              "type.list: expected each word once, but \"" + one + "\" stands for \"" + owner
                  + "\" and \"" + word + "\"");
        }
      }
    });
  }

  private List<String> words(String path, YamlNode value) {
    if (value instanceof YamlNode.Scalar none && none.text().isEmpty()) {
      return List.of();
    }
    if (!(value instanceof YamlNode.Sequence list)) {
      throw broken(path + ": expected a list of words", value);
    }
    List<String> words = new ArrayList<>();
    list.items().forEach(item -> words.add(text(path, item)));
    return words;
  }

  private static String text(String path, YamlNode value) {
    if (value instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw broken(path + ": expected a text", value);
  }

  private static BrokenType unknown(String word, YamlNode at) {
    return new BrokenType(
        "unknown-type",
        at.line(),
        "type: expected one of " + String.join(", ", AnswerType.NAMES) + ", but was \"" + word
            + "\"" + Suggestion.hint(word, AnswerType.NAMES));
  }

  private static BrokenType broken(String expected, YamlNode found) {
    return new BrokenType(CODE, found.line(), expected + ", but was " + found.found());
  }

  /** Carries a finding out of the depth; never leaves this class. */
  private static final class BrokenType extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final int line;
    private final String sentence;

    BrokenType(String code, int line, String sentence) {
      super(sentence, null, false, false);
      this.code = code;
      this.line = line;
      this.sentence = sentence;
    }
  }
}
