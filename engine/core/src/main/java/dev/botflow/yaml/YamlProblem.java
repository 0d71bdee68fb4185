package dev.botflow.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What a parser of YAML says, in the words of somebody who knows none: what to do, at the line where it is to be done.
 *
 * @param line where it stands, counted from 1; 0 if no line is known
 * @param sentence what was expected
 */
record YamlProblem(int line, String sentence) {
  private static final String QUOTES = "expected quotes around a text with \": \" in it";
  private static final String KEY =
      "expected a key with a colon, such as say: Hello, but there is no colon";

  static YamlProblem of(MarkedYAMLException broken, String text) {
    String problem =
        broken.getProblem() == null ? "it cannot be read" : broken.getProblem().strip();
    Mark mark = broken.getProblemMark();
    Mark context = broken.getContextMark();
    int line = mark == null ? 0 : mark.getLine() + 1;
    int begun = context == null ? line : context.getLine() + 1;
    List<String> lines = text.lines().toList();
    String here = line > 0 && line <= lines.size() ? lines.get(line - 1) : "";
    if (problem.startsWith("mapping values are not allowed")) {
      int column = mark == null ? 0 : mark.getColumn();
      return colon(lines, line, here.substring(0, Math.min(column, here.length())));
    }
    if (problem.startsWith("could not find expected ':'")) {
      return new YamlProblem(begun, KEY);
    }
    if (problem.startsWith("expected <block end>")) {
      return new YamlProblem(line, block(problem, lines, line, here));
    }
    if (problem.startsWith("expected ',' or ")) {
      return new YamlProblem(line, inBraces(problem, begun));
    }
    return new YamlProblem(line, other(problem, begun));
  }

  /** A colon where none may be: in a text, or on a line that belongs to the text above. */
  private static YamlProblem colon(List<String> lines, int line, String before) {
    if (before.contains(": ") || line < 2) {
      return new YamlProblem(line, QUOTES);
    }
    int above = above(lines, line);
    return above > 0 && indent(lines.get(above - 1)) < indent(before)
        ? new YamlProblem(line, indented(lines, line, indent(before)))
        : new YamlProblem(Math.max(above, 1), KEY);
  }

  private static String block(String problem, List<String> lines, int line, String here) {
    if (problem.endsWith("'<scalar>'")) {
      return "expected nothing after the quote that ends a text: put quotes around all of it (a"
          + " quote of the same kind inside is written twice)";
    }
    int indent = indent(here);
    if (!levels(lines, line).contains(indent)) {
      return indented(lines, line, indent);
    }
    if (problem.endsWith("'-'")) {
      return "expected a key, but was the dash of a list's item: all items of a list begin at the"
          + " same place";
    }
    return problem.endsWith("'?'")
        ? "expected an item with a dash, as the lines above have it"
        : "expected quotes around a text with a comma or a brace in it";
  }

  private static String inBraces(String problem, int begun) {
    String end = problem.startsWith("expected ',' or ']'") ? "]" : "}";
    if (problem.endsWith("but got ?")) {
      return "expected quotes around a text with a question mark inside { } or [ ]";
    }
    if (problem.endsWith("but got :")) {
      return QUOTES + ", or a comma between two keys";
    }
    return problem.endsWith("<stream end>")
        ? "expected a " + end + " for the one that opens on line " + begun + ", but the text ends"
        : "expected a comma or a " + end + " here, or quotes around all of the text";
  }

  private static String other(String problem, int begun) {
    if (problem.startsWith("found unexpected end of stream")) {
      return "expected the quote that ends the text on line " + begun + ", but the text ends";
    }
    if (problem.startsWith("found character '\\t")) {
      return "expected spaces at the beginning of the line, but was a tab";
    }
    if (problem.startsWith("found character '") && problem.contains("cannot start any token")) {
      return "expected quotes around a text that begins with "
          + problem
              .substring("found character '".length())
              .codePoints()
              .limit(1)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
    }
    if (problem.startsWith("found unknown escape character")) {
      return "expected two backslashes for one inside double quotes, or single quotes around the"
          + " text";
    }
    if (problem.startsWith("expected the node content")) {
      return problem.endsWith("'<stream end>'")
          ? "expected a value, but the text ends"
          : "expected quotes around a text that begins with a comma or a bracket";
    }
    return "expected YAML: " + problem;
  }

  // Indentation.

  private static String indented(List<String> lines, int line, int indent) {
    TreeSet<Integer> levels = levels(lines, line);
    Integer lower = levels.lower(indent);
    Integer higher = levels.higher(indent);
    boolean tooFar = higher == null || lower != null && indent - lower <= higher - indent;
    int spaces = tooFar ? indent - (lower == null ? 0 : lower) : higher - indent;
    List<String> written = new ArrayList<>();
    levels.forEach(level -> written.add(level.toString()));
    return "this line is indented " + (spaces == 1 ? "one space" : spaces + " spaces")
        + (tooFar ? " too far" : " too little") + ": the lines above begin after "
        + String.join(" or ", written) + " spaces";
  }

  /** Where a line could begin: what is open above it, and what stands behind the dash of an item. */
  private static TreeSet<Integer> levels(List<String> lines, int line) {
    TreeSet<Integer> levels = new TreeSet<>();
    int least = Integer.MAX_VALUE;
    for (int i = above(lines, line); i > 0 && least > 0; i = above(lines, i)) {
      String text = lines.get(i - 1);
      int indent = indent(text);
      if (indent < least) {
        if (text.startsWith("- ", indent) && indent + 2 < least) {
          levels.add(indent + 2);
        }
        levels.add(indent);
        least = indent;
      }
    }
    return levels;
  }

  /** The line before one that is no blank line and no comment; 0 if there is none. */
  private static int above(List<String> lines, int line) {
    for (int i = line - 1; i > 0; i--) {
      String text = lines.get(i - 1).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        return i;
      }
    }
    return 0;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
