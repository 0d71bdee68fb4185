package dev.botflow.table.proof;

import dev.botflow.cell.Cell;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one fact. */
final class ValueAxis implements Axis {
  /** A letter nobody writes: beside a part of a text it shows what that part alone does not make certain. */
  private static final String LETTER = "\uA66E";

  private final Subject subject;
  private final List<Atom> atoms = new ArrayList<>();
  private final Map<String, Integer> parts = new LinkedHashMap<>();
  private boolean lists;

  /**
   * A class of values.
   *
   * @param value one of them; null for no value
   * @param kind what is known of the others
   */
  private record Atom(@Nullable Object value, Kind kind) {}

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
    Atom atom = new Atom(value, Kind.ALIKE);
    if (!atoms.contains(atom)) {
      atoms.add(atom);
    }
  }

  void addOtherText(String value) {
    atoms.add(new Atom(value, Kind.OTHER_TEXT));
  }

  /** Values of this axis may be lists whose members are not all known. */
  void ofLists() {
    lists = true;
  }

  void addPart(Cell.Part.Where where, String folded) {
    parts.computeIfAbsent(where + " " + folded, one -> {
      atoms.add(new Atom(padded(where, folded), Kind.PART));
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
      atoms.add(new Atom(example, Kind.PATTERN));
      return atoms.size() - 1;
    });
  }

  @Override
  public int size() {
    return atoms.size();
  }

  @Override
  public ValueClasses reach(Check check) {
    Cell cell = ((Check.Value) check).cell();
    return ValueClasses.where(atoms.size(), atom -> reaches(cell, atom));
  }

  private boolean reaches(Cell cell, int index) {
    Atom atom = atoms.get(index);
    if (cell instanceof Cell.Either either) {
      return either.tests().stream().anyMatch(test -> reaches(test, index));
    }
    if (atom.kind() == Kind.PATTERN) {
      return cell instanceof Cell.Matches matches && isOf(matches, index);
    }
    if (cell instanceof Cell.Matches) {
      // All texts it matches are in its own atom; other values show themselves.
      return !isOpen(atom) && cell.test(atom.value());
    }
    if (cell instanceof Cell.Part part && atom.kind() == Kind.PART) {
      return part.folded().stream()
          .anyMatch(word -> Integer.valueOf(index).equals(parts.get(part.where() + " " + word)));
    }
    return cell instanceof Cell.Not not && isOpen(atom)
        ? !covers(not.test(), index)
        : cell.test(atom.value());
  }

  /** Patterns see letters as they were written, so even a named word says nothing of them. */
  private static boolean isOpen(Atom atom) {
    return atom.kind() != Kind.ALIKE || atom.value() instanceof String;
  }

  private boolean isOf(Cell.Matches matches, int index) {
    return Integer.valueOf(index).equals(parts.get("matches " + matches.source()));
  }

  @Override
  public ValueClasses cover(Check check) {
    Cell cell = ((Check.Value) check).cell();
    return ValueClasses.where(atoms.size(), atom -> covers(cell, atom));
  }

  private boolean covers(Cell cell, int index) {
    Atom atom = atoms.get(index);
    if (cell instanceof Cell.Either either) {
      return either.tests().stream().anyMatch(test -> covers(test, index));
    }
    if (cell instanceof Cell.Matches matches && isOpen(atom)) {
      return isOf(matches, index);
    }
    if (atom.kind() == Kind.PATTERN) {
      return cell instanceof Cell.IsKnown;
    }
    if (cell instanceof Cell.Not not) {
      return coversNot(not.test(), atom);
    }
    // A part of a text fits no list of whole words: there is always a longer text.
    return !(atom.kind() == Kind.PART && cell instanceof Cell.AnyOf) && cell.test(atom.value());
  }

  private boolean coversNot(Cell inner, Atom atom) {
    boolean open = (inner instanceof Cell.Matches || seesMarks(inner)) && isOpen(atom)
        || atom.kind() == Kind.PART
        || lists;
    return !open && new Cell.Not(inner).test(atom.value());
  }

  /** True for a part such as "?": a named word says nothing of the marks around it. */
  private static boolean seesMarks(Cell inner) {
    return inner instanceof Cell.Part part
        && part.folded().stream()
            .anyMatch(word -> word.codePoints().noneMatch(Character::isLetterOrDigit));
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
