package dev.botflow.workbench;

import dev.botflow.flow.AskStep;
import dev.botflow.flow.Paths;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bot's sensitive variables held in a conversation, so that it can be taken out of texts. A stand-in has the shape
 * of what it stands for (a digit for each digit, a letter for each letter), so that a question still accepts it.
 */
final class SensitiveTexts {
  private static final int SHORTEST = 2;
  private static final int ID_DIGITS = 3;

  private final Collection<String> names;
  private final Set<String> found = new LinkedHashSet<>();

  SensitiveTexts(Collection<String> names) {
    this.names = names;
  }

  /** Takes what the variables hold in this session. */
  void look(Session session) {
    for (String name : names) {
      take(Paths.get(session.contact(), without(name, "contact.")));
      take(Paths.get(session.variables(), without(name, "session.")));
      for (Run run : session.runs()) {
        for (Frame frame : run.frames()) {
          take(Paths.get(frame.variables(), name));
        }
      }
    }
  }

  /** Takes a text that came while a question was open: for a sensitive variable it is sensitive though it missed. */
  void typed(String text, Optional<AskStep> question) {
    String save = question.map(AskStep::save).orElse(null);
    if (save != null && names.stream().anyMatch(name -> same(name, save))) {
      take(text);
    }
  }

  /** One of the two is the other, or a part of it. */
  private static boolean same(String name, String save) {
    return name.equals(save) || name.startsWith(save + ".") || save.startsWith(name + ".");
  }

  private static String without(String name, String scope) {
    return name.startsWith(scope) ? name.substring(scope.length()) : name;
  }

  private void take(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::take);
    } else if (value instanceof Collection<?> list) {
      list.forEach(this::take);
    } else if (value != null && value.toString().strip().length() >= SHORTEST) {
      found.add(value.toString().strip());
    }
  }

  /** The text with each value replaced by one of the same shape. */
  String standIn(String text) {
    String changed = text;
    for (String value : longestFirst()) {
      changed = replaced(changed, value, shaped(value));
    }
    return changed;
  }

  /** The text with a star for each value, as an expectation writes it. */
  String starred(String text) {
    String changed = text;
    for (String value : longestFirst()) {
      changed = replaced(changed, value, "*");
    }
    return changed;
  }

  private List<String> longestFirst() {
    List<String> values = new ArrayList<>(found);
    values.sort(Comparator.comparingInt(String::length).reversed());
    return values;
  }

  /** In any letter case: what was saved may be folded. */
  private static String replaced(String text, String value, String by) {
    StringBuilder changed = new StringBuilder();
    int from = 0;
    for (int i = 0; i + value.length() <= text.length(); i++) {
      if (i >= from && text.regionMatches(true, i, value, 0, value.length())) {
        changed.append(text, from, i).append(by);
        from = i + value.length();
      }
    }
    return changed.append(text.substring(from)).toString();
  }

  private static String shaped(String value) {
    // The letters of an id such as LC-004217 say nothing of anybody, and a pattern may ask for
    // them.
    boolean id =
        value.chars().filter(Character::isDigit).count() >= ID_DIGITS && value.indexOf('@') < 0;
    StringBuilder shape = new StringBuilder();
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c)) {
        digits++;
        shape.append((char) ('0' + digits % 10));
      } else {
        boolean kept = id || !Character.isLetter(c);
        shape.append(kept ? c : Character.isUpperCase(c) ? 'X' : 'x');
      }
    }
    return shape.toString();
  }
}
