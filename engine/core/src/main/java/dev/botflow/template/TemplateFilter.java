package dev.botflow.template;

import dev.botflow.cell.CellNumbers;
import dev.botflow.text.LocalMoment;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a template can do to a value. A value a filter cannot treat stays as it is. */
public enum TemplateFilter {
  /** A day, such as 2 March 2026. */
  DATE,
  /** A time of day, such as 14:30. */
  TIME,
  UPPER,
  LOWER,
  /** The first letter in upper case, the others as they are. */
  CAPITALIZE,
  /** A number with the language's decimal mark and groups of three. */
  NUMBER,
  /** One path segment or query value of a link, in UTF-8. */
  URL;

  static Optional<TemplateFilter> named(String name) {
    for (TemplateFilter filter : values()) {
      if (filter.word().equals(name)) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  /**
   * The filter that somebody meant who wrote this word: one in other letter case, with a letter too many or too few, or
   * with two letters swapped. A changed letter mostly makes another word: {@code late} stands in for a {@code date}.
   */
  static Optional<TemplateFilter> meant(String word) {
    for (TemplateFilter filter : values()) {
      String right = filter.word();
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.equals(right)
          || right.length() > 3
              && (isWithOneMore(lower, right)
                  || isWithOneMore(right, lower)
                  || isSwapped(lower, right))) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  private static boolean isWithOneMore(String longer, String shorter) {
    if (longer.length() != shorter.length() + 1) {
      return false;
    }
    int at = 0;
    while (at < shorter.length() && longer.charAt(at) == shorter.charAt(at)) {
      at++;
    }
    return longer.substring(at + 1).equals(shorter.substring(at));
  }

  private static boolean isSwapped(String word, String right) {
    for (int i = 1; i < right.length(); i++) {
      String swapped = right.substring(0, i - 1)
          + right.charAt(i)
          + right.charAt(i - 1)
          + right.substring(i + 1);
      if (swapped.equals(word)) {
        return true;
      }
    }
    return false;
  }

  static String names() {
    StringBuilder names = new StringBuilder();
    for (TemplateFilter filter : values()) {
      names.append(names.length() == 0 ? "" : ", ").append(filter.word());
    }
    return names.toString();
  }

  /** As authors write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Object apply(Object value, RenderStyle style) {
    LanguageFormats formats = LanguageFormats.of(style.language());
    return switch (this) {
      case DATE ->
        LocalMoment.read(value, style.zone())
            .flatMap(LocalMoment::date)
            .map(formats::date)
            .orElse(text(value));
      case TIME ->
        LocalMoment.read(value, style.zone())
            .flatMap(LocalMoment::time)
            .map(formats::time)
            .orElse(text(value));
      case UPPER -> text(value).toUpperCase(Locale.ROOT);
      case LOWER -> text(value).toLowerCase(Locale.ROOT);
      case CAPITALIZE -> capitalized(text(value));
      case NUMBER -> {
        BigDecimal number = CellNumbers.number(value);
        yield number == null ? text(value) : formats.number(number);
      }
      case URL -> URLEncoder.encode(text(value), StandardCharsets.UTF_8).replace("+", "%20");
    };
  }

  /** A value as text: numbers without exponent, members of a list and of a map joined with commas. */
  public static String text(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream()
          .map(member -> member == null ? "" : text(member))
          .collect(Collectors.joining(", "));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry ->
              entry.getKey() + ": " + (entry.getValue() == null ? "" : text(entry.getValue())))
          .collect(Collectors.joining(", "));
    }
    return CellNumbers.text(value);
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
  }
}
