package dev.botflow.flow.read;

import dev.botflow.answer.AnswerType;
import dev.botflow.answer.AnswerTypeParser;
import dev.botflow.answer.Question;
import dev.botflow.cell.CellParser;
import dev.botflow.error.Findings;
import dev.botflow.message.ChoiceNumbers;
import dev.botflow.text.OptionMatcher;
import dev.botflow.text.Suggestion;
import dev.botflow.text.TextFold;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what makes a question of an {@code ask:} step: type, choices, attempts and texts. */
final class QuestionReader {
  private final AnswerTypeParser types;
  private final MessageReader messages;
  private final Findings findings;

  QuestionReader(WordLists words, MessageReader messages, Findings findings) {
    this.types = new AnswerTypeParser(new CellParser(words), findings);
    this.messages = messages;
    this.findings = findings;
  }

  Question read(Fields fields) {
    List<Question.Option> options = options(fields);
    YamlNode type = fields.node("type");
    AnswerType answer;
    if (type != null) {
      answer = types.parse(type, fields.at(type));
    } else {
      String implied = options.isEmpty() ? "any" : "choice";
      answer =
          types.parse(new YamlNode.Scalar(implied, false, fields.place().line()), fields.place());
    }
    boolean emptied =
        fields.node("choices") instanceof YamlNode.Mapping map && map.entries().isEmpty();
    if (emptied || answer.name().equals("choice") && options.isEmpty()) {
      fields.error("missing", "choices: expected at least 1 choice, but was 0");
    }
    if (!answer.name().equals("choice") && !options.isEmpty()) {
      fields.error(
          "unreadable", "type: expected choice where there are choices, but was " + answer.name());
    }
    List<String> invalid = fields.texts("on_invalid");
    invalid.forEach(text -> messages.checkTemplate(text, fields.place(), "on_invalid"));
    return new Question(
        answer, options, fields.number("attempts", Question.DEFAULT_ATTEMPTS, 1, 20), invalid);
  }

  private List<Question.Option> options(Fields fields) {
    List<Question.Option> options = new ArrayList<>();
    fields.fields("choices").ifPresent(choices -> {
      for (String id : choices.keys()) {
        YamlNode node = choices.node(id);
        if (node instanceof YamlNode.Scalar scalar) {
          options.add(new Question.Option(id, scalar.text(), List.of()));
        } else if (node != null) {
          Fields.of(node, choices.at(node), choices.path(id), findings).ifPresent(option -> {
            options.add(
                new Question.Option(id, option.required("label").orElse(id), option.texts("also")));
            option.finish(List.of());
          });
        }
      }
    });
    Map<String, String> labels = new LinkedHashMap<>();
    for (Question.Option option : options) {
      String other = labels.putIfAbsent(TextFold.fold(option.label()), option.id());
      if (other != null) {
        findings.error(
            "equal-labels",
            fields.place(),
            "choices." + option.id() + ": expected a label of its own, but \"" + option.label()
                + "\" is the label of " + other + " too, so nobody could say which");
      }
    }
    checkNumbers(options, fields);
    options.forEach(
        option -> messages.checkTemplate(option.label(), fields.place(), "choices." + option.id()));
    return options;
  }

  /** A word for one choice that is the number shown before another means both, so neither. */
  private void checkNumbers(List<Question.Option> options, Fields fields) {
    if (!ChoiceNumbers.areShown(options.stream().map(Question.Option::label).toList())) {
      return;
    }
    for (int number = 1; number <= options.size(); number++) {
      Question.Option counted = options.get(number - 1);
      String figure = Integer.toString(number);
      for (Question.Option option : options) {
        boolean same = option.also().stream()
            .anyMatch(word -> OptionMatcher.bare(TextFold.fold(word)).equals(figure));
        if (same && option != counted) {
          findings.warning(
              "number-for-two",
              fields.place(),
              "choices." + option.id() + ".also: expected a word that is no choice's number, but \""
                  + figure + "\" is the number of " + counted.id()
                  + " where choices are counted, so nobody could say which");
        }
      }
    }
  }

  /** Reports exits that no answer can take. */
  void checkExits(Set<String> exits, Question question, Fields fields) {
    if (question.options().isEmpty()) {
      return;
    }
    Set<String> ids = new LinkedHashSet<>();
    question.options().forEach(option -> ids.add(option.id()));
    for (String exit : exits) {
      if (!ids.contains(exit)) {
        fields.error(
            "unknown-choice",
            "next: expected a choice of this question (" + String.join(", ", ids)
                + ") or else, but was \"" + exit + "\"" + Suggestion.hint(exit, ids));
      }
    }
  }
}
