package dev.botflow.template;

import dev.botflow.cell.CellMatcher;
import dev.botflow.cell.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A text with names in braces: {@code Hi {contact.name|there}, order {order.number} arrives {parcel.eta|date}.}
 *
 * <p>What follows a {@code |} is a filter if it is the name of one ({@code date}, {@code time}, {@code upper}, {@code
 * lower}, {@code capitalize}, {@code number}), else the default for a value that is absent or empty; {@code 'date'} in
 * quotes is always a default, {@code ''} in quotes one quote. Parts work from left to right, so in {@code
 * {name|there|upper}} the default is in upper case too. <code>{{</code> is a brace.
 *
 * <p>Inside a link, behind its host, a value is put in as with the filter {@code url}. Otherwise values are put in as they
 * are, and never read as templates again. Immutable, safe for use by many threads.
 */
public final class Template {
  private final String source;
  private final List<Part> parts;

  Template(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  sealed interface Part {}

  /** Text as it is. */
  record Literal(String text) implements Part {}

  /** A name and what to do with its value. */
  record Slot(String name, List<Treatment> treatments) implements Part {
    Slot {
      treatments = List.copyOf(treatments);
    }
  }

  /** One part behind a {@code |}. */
  sealed interface Treatment {}

  /**
   * The text for a value that is absent or empty.
   *
   * @param meant the filter it looks like, unless it stands in quotes
   */
  record Default(String text, Optional<TemplateFilter> meant) implements Treatment {}

  /** A filter. */
  record Filtered(TemplateFilter filter) implements Treatment {}

  /**
   * Reads a template.
   *
   * @throws TemplateBrokenException if a brace is not closed, or what it holds is no name with filters and at most one
   *     default
   */
  public static Template parse(String source) {
    return new TemplateParser(source).parse();
  }

  public String source() {
    return source;
  }

  /** The names it asks for, each once, in their order. */
  public List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Slot slot) {
        names.add(slot.name);
      }
    }
    return List.copyOf(names);
  }

  /** The names it asks for without saying what stands in for an absent value, each once, in their order. */
  public List<String> namesWithoutDefault() {
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Slot slot
          && slot.treatments.stream().noneMatch(Default.class::isInstance)) {
        names.add(slot.name);
      }
    }
    return List.copyOf(names);
  }

  /** Texts behind a {@code |} that look like a filter misspelt, each with the filter's name. */
  public Map<String, String> misspeltFilters() {
    Map<String, String> misspelt = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part instanceof Slot slot) {
        for (Treatment treatment : slot.treatments) {
          if (treatment instanceof Default text && text.meant.isPresent()) {
            misspelt.put(text.text, text.meant.get().word());
          }
        }
      }
    }
    return misspelt;
  }

  /** True if it asks for no name, so that it renders the same always. */
  public boolean isConstant() {
    return names().isEmpty();
  }

  /**
   * The text for these values. An absent value without a default is an empty text; lists are joined with commas.
   *
   * @param absent called with every name that had neither value nor default
   */
  public String render(Values values, RenderStyle style, Consumer<String> absent) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Slot slot) {
        Object value = value(slot, values, style, absent);
        String shown = value == null ? "" : TemplateFilter.text(value);
        boolean encoded = slot.treatments.contains(new Filtered(TemplateFilter.URL));
        boolean insideLink = !encoded && !shown.isEmpty() && isInsideLink(text);
        text.append(insideLink ? TemplateFilter.URL.apply(shown, style) : shown);
      } else if (part instanceof Literal literal) {
        text.append(literal.text);
      }
    }
    return text.toString();
  }

  /** True behind the host of a link: what stands there is a part of its path or query, and no blank may break it. */
  private static boolean isInsideLink(CharSequence before) {
    int start = before.length();
    while (start > 0 && !Character.isWhitespace(before.charAt(start - 1))) {
      start--;
    }
    String word = before.subSequence(start, before.length()).toString();
    int scheme = Math.max(word.lastIndexOf("https://"), word.lastIndexOf("http://"));
    int host = scheme < 0 ? -1 : word.indexOf("://", scheme) + 3;
    return host > 0 && (word.indexOf('/', host) > 0 || word.indexOf('?', host) > 0);
  }

  /**
   * The value itself if the template is nothing but one name in braces, so that numbers, lists and maps stay what they
   * are; else the text.
   *
   * @return null if it is nothing but a name that has no value and no default
   */
  public @Nullable Object evaluate(Values values, RenderStyle style, Consumer<String> absent) {
    return parts.size() == 1 && parts.get(0) instanceof Slot slot
        ? value(slot, values, style, absent)
        : render(values, style, absent);
  }

  private static @Nullable Object value(
      Slot slot, Values values, RenderStyle style, Consumer<String> absent) {
    Object value = values.value(slot.name);
    boolean missing = value == null;
    for (Treatment treatment : slot.treatments) {
      if (treatment instanceof Default other && CellMatcher.isEmpty(value)) {
        value = other.text;
        missing = false;
      } else if (treatment instanceof Filtered filtered && value != null) {
        value = filtered.filter.apply(value, style);
      }
    }
    if (missing) {
      absent.accept(slot.name);
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template template && template.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
