package dev.botflow.authoring.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of a real conversation and what stands in their place: equal values have one stand-in, different values
 * different ones, the same in every play. A stand-in has the shape of what it stands for (a digit for each digit, a letter
 * for each letter), so that a question still accepts it. For one thread.
 */
final class Pseudonyms {
  private static final List<String> NAMES =
      List.of("Robin", "Kim", "Sam", "Alex", "Charlie", "Noa", "Sasha", "Jules", "Mika", "Toni");
  private static final int SHORTEST = 2;
  private static final int ID_DIGITS = 3;
  private static final int TRIES = 1_000;

  private final Map<String, Kind> found = new LinkedHashMap<>();
  private final Set<String> kept = new HashSet<>();

  /** What a value is, in the words of the people who read it. */
  enum Kind {
    SENSITIVE("a sensitive value"),
    IDENTITY("an identity"),
    NAME("a name"),
    EMAIL("an e-mail address"),
    IBAN("an IBAN"),
    NUMBER("a number");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Takes a value; one that is too short to mean anything stays as it is. */
  void take(Kind kind, String value) {
    String bare = value.strip();
    if (bare.length() >= SHORTEST) {
      found.putIfAbsent(bare, kind);
    }
  }

  /** Takes every address, account and long number in a text. */
  void scan(String text) {
    PersonalTexts.find(text, this::take);
  }

  /** The values that may stay where they decide what happens: all but the sensitive ones. */
  Map<String, Kind> optional() {
    Map<String, Kind> optional = new LinkedHashMap<>(found);
    optional.values().removeIf(Kind.SENSITIVE::equals);
    return optional;
  }

  /** Lets these values stand as they are, and no others. */
  void keep(Set<String> values) {
    kept.clear();
    kept.addAll(values);
  }

  /** The text with each value replaced by its stand-in. */
  String standIn(String text) {
    return replaced(text, values());
  }

  /** The text with a star for each value, as an expectation writes it. */
  String starred(String text) {
    Map<String, String> stars = new LinkedHashMap<>();
    values().keySet().forEach(value -> stars.put(value, "*"));
    return replaced(text, stars);
  }

  /** Whether the text holds the value. */
  boolean holds(String text, String value) {
    for (int i = 0; i + value.length() <= text.length(); i++) {
      if (isAt(text, i, value)) {
        return true;
      }
    }
    return false;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>(found.keySet());
    found.forEach((value, kind) -> {
      if (!kept.contains(value)) {
        values.put(value, fresh(kind, value, used));
      }
    });
    return values;
  }

  private static String fresh(Kind kind, String value, Set<String> used) {
    String standIn = made(kind, value, 1);
    for (int number = 2; number <= TRIES && used.contains(standIn); number++) {
      standIn = made(kind, value, number);
    }
    used.add(standIn);
    return standIn;
  }

  private static String made(Kind kind, String value, int number) {
    switch (kind) {
      case NAME:
        return NAMES.get((number - 1) % NAMES.size()) + (number > NAMES.size() ? " " + number : "");
      case EMAIL:
        return "person" + number + "@example.org";
      case IBAN:
        return PersonalTexts.iban(value, shaped(value, 4, number));
      case NUMBER:
        return shaped(value, PersonalTexts.countryCode(value), number);
      default:
        return shaped(value, 0, number);
    }
  }

  /** The longest value that begins at a place is the one replaced there; in any letter case, since it may be folded. */
  private String replaced(String text, Map<String, String> by) {
    List<String> values = new ArrayList<>(by.keySet());
    values.sort(Comparator.comparingInt(String::length).reversed());
    StringBuilder changed = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      int at = from;
      String value =
          values.stream().filter(one -> isAt(text, at, one)).findFirst().orElse(null);
      changed.append(value == null ? text.substring(at, at + 1) : by.get(value));
      from += value == null ? 1 : value.length();
    }
    return changed.toString();
  }

  private boolean isAt(String text, int at, String value) {
    if (!text.regionMatches(true, at, value, 0, value.length())) {
      return false;
    }
    // Ana is no part of banana.
    int end = at + value.length();
    return found.get(value) != Kind.NAME
        || (at == 0 || !Character.isLetter(text.charAt(at - 1)))
            && (end == text.length() || !Character.isLetter(text.charAt(end)));
  }

  /** @param first how many characters in front stay */
  private static String shaped(String value, int first, int number) {
    // The letters of an id such as LC-004217 say nothing of anybody, and a pattern may ask for
    // them.
    boolean id =
        value.chars().filter(Character::isDigit).count() >= ID_DIGITS && value.indexOf('@') < 0;
    int step = (number - 1) / 10 + 1;
    StringBuilder shape = new StringBuilder(value.substring(0, first));
    int digits = (number - 1) % 10;
    for (int i = first; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isDigit(c)) {
        digits += step;
        shape.append((char) ('0' + digits % 10));
      } else {
        boolean kept = id || !Character.isLetter(c);
        int back = Math.min(number - 1, 20);
        shape.append(kept ? c : (char) ((Character.isUpperCase(c) ? 'X' : 'x') - back));
      }
    }
    return shape.toString();
  }
}
