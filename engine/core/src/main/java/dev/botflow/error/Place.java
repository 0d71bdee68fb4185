package dev.botflow.error;

import org.jspecify.annotations.Nullable;

/**
 * Where in a bot's files something stands.
 *
 * @param file the file's path inside the bot's folder, with {@code /}; for a sheet {@code bot.xlsx#Routing}
 * @param line the line in that file, counted from 1 with every line; 0 where no line is known
 * @param rule the row id of a table
 * @param column the header of a table's column
 * @param flow the flow's name
 * @param step the step's id, or a path such as {@code steps[3].next} where the step has no id
 */
public record Place(
    String file,
    int line,
    @Nullable String rule,
    @Nullable String column,
    @Nullable String flow,
    @Nullable String step) {

  public static Place of(String file) {
    return new Place(file, 0, null, null, null, null);
  }

  public static Place of(String file, int line) {
    return new Place(file, line, null, null, null, null);
  }

  public Place line(int newLine) {
    return new Place(file, newLine, rule, column, flow, step);
  }

  public Place row(@Nullable String newRule, @Nullable String newColumn) {
    return new Place(file, line, newRule, newColumn, flow, step);
  }

  public Place step(@Nullable String newFlow, @Nullable String newStep) {
    return new Place(file, line, rule, column, newFlow, newStep);
  }

  /** True if it stands in a sheet of a workbook. */
  public boolean inSheet() {
    return file.indexOf('#') >= 0;
  }

  /**
   * The place as people read it: {@code routing.csv:7: R10: Channel}, {@code flows/order.yaml:12: order.confirm} or
   * {@code bot.xlsx sheet Routing line 7: R10: Channel}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(inSheet() ? file.replace("#", " sheet ") : file);
    if (line > 0) {
      text.append(inSheet() ? " line " : ":").append(line);
    }
    if (rule != null) {
      text.append(": ").append(rule);
    }
    if (column != null) {
      text.append(": ").append(column);
    }
    if (flow != null && step != null) {
      text.append(": ").append(flow).append('.').append(step);
    } else if (flow != null) {
      text.append(": ").append(flow);
    } else if (step != null) {
      text.append(": ").append(step);
    }
    return onOneLine(text);
  }

  /**
   * A text with its line breaks and other signs nobody sees written out: a file's name may hold a line break, and a finding
   * is one line.
   */
  static String onOneLine(CharSequence text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      int type = Character.getType(c);
      boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
      boolean breaks = type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR;
      if (turns || breaks) {
        line.append(String.format("\\u%04x", c));
      } else {
        line.appendCodePoint(c);
      }
    });
    return line.toString();
  }
}
