package dev.botflow.answer;

import dev.botflow.cell.CellParser;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.template.TemplateFilter;
import dev.botflow.text.WordLists;
import dev.botflow.yaml.YamlNode;
import java.time.LocalDateTime;
import java.util.List;

/** Reads answers for the tests: a type as a flow file writes it, Monday 2026-03-02 10:00, Brussels. */
final class Answers {
  static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 2, 10, 0);

  private final AnswerType type;
  private final ReadingContext context;

  private Answers(AnswerType type, ReadingContext context) {
    this.type = type;
    this.context = context;
  }

  static Answers to(String yaml, String... languages) {
    return to(yaml, List.of(), languages);
  }

  static Answers to(String yaml, List<OfferedChoice> choices, String... languages) {
    Findings findings = new Findings();
    YamlNode node = YamlNode.read("f.yaml", yaml, findings).orElseThrow();
    AnswerType type = new AnswerTypeParser(new CellParser(WordLists.none()), findings)
        .parse(node, Place.of("f.yaml"));
    findings.refuseErrors("test");
    return new Answers(type, new ReadingContext(NOW, List.of(languages), choices));
  }

  Reading read(Reply reply) {
    return type.read(reply, context);
  }

  Reading readKnown(Object value) {
    return type.readKnown(value, context);
  }

  /** The value of a written answer as text; {@code -} if it was not understood. */
  String said(String text) {
    return described(read(Reply.text(text)));
  }

  static String described(Reading reading) {
    return reading instanceof Reading.Accepted accepted
        ? TemplateFilter.text(accepted.value())
        : "-";
  }
}
