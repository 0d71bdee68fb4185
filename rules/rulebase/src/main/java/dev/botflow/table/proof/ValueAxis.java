package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of one fact: filled with all atoms first, then asked. */
final class ValueAxis implements Axis {
  /** A letter nobody writes: beside a part of a text it shows what that part alone does not make certain. */
  private static final String LETTER = "\uA66E";

  private final Subject subject;
  private final List<Atom> atoms = new ArrayList<>();
  private final Set<@Nullable Object> alike = new HashSet<>();
  private final Map<String, Integer> parts = new LinkedHashMap<>();
  private final Set<String> words = new HashSet<>();
  private @Nullable Classes classes;
  private boolean lists;

  /**
   * A class of values.
   *
   * @param value one of them; null for no value
   * @param kind what is known of the others
   * @param searched the part or pattern it is about; null for none
   */
  private record Atom(
      @Nullable Object value, Kind kind, @Nullable String searched) {}

  private enum Kind {
    /** All of them pass the same tests, or there is but one. */
    ALIKE,
    /** Texts with a certain part; what else is in them is open. */
    PART,
    /** Texts that match a certain pattern. */
    PATTERN,
    /** Texts no row names, without any part that rows look for; whether a pattern matches is open. */
    OTHER_TEXT
  }

  ValueAxis(Subject subject) {
    this.subject = subject;
  }

  void add(@Nullable Object value) {
    if (alike.add(value)) {
      atoms.add(new Atom(value, Kind.ALIKE, null));
    }
  }

  void addOtherText(String value) {
    atoms.add(new Atom(value, Kind.OTHER_TEXT, null));
  }

  /** Values of this axis may be lists whose members are not all known. */
  void ofLists() {
    lists = true;
  }

  void addPart(Cell.Part.Where where, String folded) {
    words.add(folded);
    parts.computeIfAbsent(where + " " + folded, one -> {
      atoms.add(new Atom(padded(where, folded), Kind.PART, one));
      return atoms.size() - 1;
    });
  }

  private static String padded(Cell.Part.Where where, String word) {
    switch (where) {
      case CONTAINS:
        return LETTER + word + LETTER;
      case STARTS_WITH:
        return word + LETTER;
      case ENDS_WITH:
        return LETTER + word;
      default:
        return word;
    }
  }

  /** @param example a text the pattern matches; null if none was found */
  void addPattern(Cell.Matches pattern, @Nullable String example) {
    parts.computeIfAbsent("matches " + pattern.source(), one -> {
      atoms.add(new Atom(example, Kind.PATTERN, one));
      return atoms.size() - 1;
    });
  }

  @Override
  public int size() {
    return atoms.size();
  }

  @Override
  public ValueClasses reach(Check check) {
    return reached(((Check.Value) check).cell(), classes());
  }

  private ValueClasses reached(Cell cell, Classes classes) {
    if (cell instanceof Cell.Either either) {
      return any(either, test -> reached(test, classes));
    }
    if (cell instanceof Cell.Matches matches) {
      // All texts it matches are in its own atom; other values show themselves.
      return matched(matches, classes);
    }
    if (cell instanceof Cell.Part part) {
      ValueClasses own = ValueClasses.none(size());
      for (String word : part.folded()) {
        own = own.or(own(part.where() + " " + word));
      }
      return classes.passing(cell).without(classes.part).or(own);
    }
    if (cell instanceof Cell.Not not) {
      ValueClasses open =
          classes.open.without(classes.pattern).without(covered(not.test(), classes));
      return open.or(classes.closedPassing(cell));
    }
    return classes.passing(cell);
  }

  private static ValueClasses any(Cell.Either either, Function<Cell, ValueClasses> each) {
    return either.tests().stream().map(each).reduce(ValueClasses::or).orElseThrow();
  }

  /** What a pattern matches: its own atom, and of the values that are no texts those that show it. */
  private ValueClasses matched(Cell.Matches matches, Classes classes) {
    return classes.tests.tried(matches, classes.closed).or(own("matches " + matches.source()));
  }

  /** The atom of a part or pattern. */
  private ValueClasses own(String searched) {
    Integer own = parts.get(searched);
    return own == null ? ValueClasses.none(size()) : ValueClasses.of(size(), new int[] {own});
  }

  @Override
  public ValueClasses cover(Check check) {
    return covered(((Check.Value) check).cell(), classes());
  }

  private ValueClasses covered(Cell cell, Classes classes) {
    if (cell instanceof Cell.Either either) {
      return any(either, test -> covered(test, classes));
    }
    if (cell instanceof Cell.Matches matches) {
      return matched(matches, classes);
    }
    if (cell instanceof Cell.Not not) {
      return coveredNot(not, classes);
    }
    if (cell instanceof Cell.IsKnown) {
      return classes.passing(cell).or(classes.pattern);
    }
    // A part of a text fits no list of whole words: there is always a longer text.
    return cell instanceof Cell.AnyOf
        ? classes.passing(cell).without(classes.part)
        : classes.passing(cell);
  }

  private ValueClasses coveredNot(Cell.Not not, Classes classes) {
    if (lists) {
      return ValueClasses.none(size());
    }
    return not.test() instanceof Cell.Matches || seesMarks(not.test())
        ? classes.closedPassing(not)
        : classes.passing(not).without(classes.part);
  }

  /** The atoms by their kinds, and a way to find those that pass a cell; made when the last atom was added. */
  private static final class Classes {
    private final AtomTests tests;
    private final ValueClasses pattern;
    private final ValueClasses part;

    /** Patterns see letters as they were written, so even a named word says nothing of them. */
    private final ValueClasses open;

    private final ValueClasses closed;

    Classes(List<Atom> atoms, Collection<String> words) {
      int size = atoms.size();
      this.tests = new AtomTests(values(atoms), words);
      this.pattern = ValueClasses.where(size, i -> atoms.get(i).kind() == Kind.PATTERN);
      this.part = ValueClasses.where(size, i -> atoms.get(i).kind() == Kind.PART);
      this.closed = ValueClasses.where(
          size,
          i -> atoms.get(i).kind() == Kind.ALIKE && !(atoms.get(i).value() instanceof String));
      this.open = ValueClasses.all(size).without(closed);
    }

    private static List<@Nullable Object> values(List<Atom> atoms) {
      List<@Nullable Object> values = new ArrayList<>();
      atoms.forEach(atom -> values.add(atom.value()));
      return values;
    }

    /** What a pattern matches is open, so none of these is a pattern's. */
    ValueClasses passing(Cell cell) {
      return tests.passing(cell).without(pattern);
    }

    ValueClasses closedPassing(Cell cell) {
      return tests.tried(cell, closed);
    }
  }

  private Classes classes() {
    Classes known = classes;
    if (known == null) {
      known = new Classes(atoms, words);
      classes = known;
    }
    return known;
  }

  /** True for a part such as "?": a named word says nothing of the marks around it. */
  private static boolean seesMarks(Cell inner) {
    return inner instanceof Cell.Part part
        && part.folded().stream()
            .anyMatch(word -> word.codePoints().noneMatch(Character::isLetterOrDigit));
  }

  @Override
  public Object atom(int atom) {
    return atoms.get(atom);
  }

  @Override
  public boolean isOfLists() {
    return lists;
  }

  @Override
  public void show(int atom, Counterexample counterexample) {
    Atom shown = atoms.get(atom);
    if (shown.kind() == Kind.PATTERN && shown.value() == null) {
      counterexample.fail();
    }
    Object value = shown.value();
    if (shown.kind() == Kind.OTHER_TEXT && value instanceof String text) {
      counterexample.anyText(subject, text);
    } else {
      counterexample.value(
          subject, value instanceof String text ? text.replace(LETTER, "z") : value);
    }
  }
}
