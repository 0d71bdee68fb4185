package dev.botflow.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a {@link Template}, once from left to right. */
public final class TemplateParser {
  private final String source;
  private final List<Template.Part> parts = new ArrayList<>();

  TemplateParser(String source) {
    this.source = source;
  }

  /** True for letters, digits, {@code _} and {@code -}, in parts joined by dots. */
  public static boolean isName(String text) {
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          c == '.' ? before != '.' : Character.isLetterOrDigit(c) || c == '_' || c == '-';
      if (!fits) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  /** A text without what stands in braces, as far as that is known before anything is put in; read once. */
  public static String withoutNames(String text) {
    StringBuilder rest = new StringBuilder();
    int from = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      rest.append(text, from, open);
      from = close + 1;
      open = text.indexOf('{', from);
    }
    return rest.append(text, from, text.length()).toString();
  }

  Template parse() {
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < source.length()) {
      if (source.startsWith("{{", i)) {
        literal.append('{');
        i += 2;
      } else if (source.charAt(i) == '{') {
        flush(literal);
        int end = end(i);
        parts.add(slot(source.substring(i + 1, end), source.substring(i, end + 1)));
        i = end + 1;
      } else {
        literal.append(source.charAt(i));
        i++;
      }
    }
    flush(literal);
    return new Template(source, parts);
  }

  private void flush(StringBuilder literal) {
    if (literal.length() > 0) {
      parts.add(new Template.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** Where the brace that opens at {@code start} closes; a brace in quotes is text. */
  private int end(int start) {
    int i = start + 1;
    while (i < source.length() && source.charAt(i) != '}') {
      i = opensQuote(source, i) ? afterQuote(source, i) : i + 1;
    }
    if (i >= source.length()) {
      throw new TemplateBrokenException(
          "a } for each { (write {{ for a brace itself)", source.substring(start));
    }
    return i;
  }

  private static Template.Slot slot(String inside, String found) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i <= inside.length()) {
      if (i == inside.length() || inside.charAt(i) == '|') {
        pieces.add(inside.substring(start, i).strip());
        start = i + 1;
        i++;
      } else {
        i = opensQuote(inside, i) ? afterQuote(inside, i) : i + 1;
      }
    }
    String name = pieces.get(0);
    if (!isName(name)) {
      throw new TemplateBrokenException("a name in braces (write {{ for a brace itself)", found);
    }
    return new Template.Slot(name, treatments(pieces.subList(1, pieces.size()), found));
  }

  private static List<Template.Treatment> treatments(List<String> pieces, String found) {
    List<Template.Treatment> treatments = new ArrayList<>();
    int defaults = 0;
    for (String piece : pieces) {
      Optional<TemplateFilter> filter = TemplateFilter.named(piece);
      if (filter.isPresent()) {
        treatments.add(new Template.Filtered(filter.get()));
      } else {
        String text = unquoted(piece);
        boolean quoted = !text.equals(piece);
        treatments.add(
            new Template.Default(text, quoted ? Optional.empty() : TemplateFilter.meant(piece)));
        defaults++;
      }
    }
    if (defaults > 1) {
      throw new TemplateBrokenException(
          "one default and otherwise filters " + TemplateFilter.names(), found);
    }
    return treatments;
  }

  private static String unquoted(String piece) {
    boolean quoted = piece.length() >= 2 && piece.charAt(0) == '\'' && piece.endsWith("'");
    return quoted ? piece.substring(1, piece.length() - 1).replace("''", "'") : piece;
  }

  /** A quote opens only right behind a {@code |}; elsewhere, as in {@code it's}, it is a character. */
  private static boolean opensQuote(String text, int at) {
    if (text.charAt(at) != '\'') {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before >= 0 && text.charAt(before) == '|';
  }

  /** The place behind the closing quote; the end of the text if there is none. */
  private static int afterQuote(String text, int opening) {
    int closing = text.indexOf('\'', opening + 1);
    while (closing >= 0 && text.startsWith("''", closing)) {
      closing = text.indexOf('\'', closing + 2);
    }
    return closing < 0 ? text.length() : closing + 1;
  }
}
