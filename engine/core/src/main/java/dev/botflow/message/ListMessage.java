package dev.botflow.message;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows under headings, to pick one of; only WhatsApp shows it as such. */
public record ListMessage(String title, @Nullable String text, List<Section> sections)
    implements Outbound {
  public ListMessage {
    sections = List.copyOf(sections);
    if (sections.isEmpty()) {
      throw new IllegalArgumentException(
          "list \"" + title + "\": expected at least 1 section, but was 0");
    }
  }

  /** Rows under one heading; the heading may be empty. */
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  /** One row. */
  public record Row(Choice.Reply choice, @Nullable String description) {}

  @Override
  public String readable() {
    return title;
  }

  @Override
  public List<Choice> choices() {
    return sections.stream()
        .flatMap(section -> section.rows().stream())
        .<Choice>map(Row::choice)
        .toList();
  }

  @Override
  public ListMessage mapTexts(UnaryOperator<String> map) {
    return new ListMessage(
        map.apply(title),
        text == null ? null : map.apply(text),
        sections.stream()
            .map(section -> new Section(
                map.apply(section.title()),
                section.rows().stream()
                    .map(row -> new Row(
                        row.choice().mapTexts(map),
                        row.description() == null ? null : map.apply(row.description())))
                    .toList()))
            .toList());
  }
}
