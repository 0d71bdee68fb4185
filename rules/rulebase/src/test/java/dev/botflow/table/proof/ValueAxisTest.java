package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.botflow.Seed;
import dev.botflow.cell.Cell;
import dev.botflow.cell.Cell.Part.Where;
import dev.botflow.table.Check;
import dev.botflow.table.sheet.Subject;
import dev.botflow.text.TextFold;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a column looks up is what trying each of its values would find. */
class ValueAxisTest {
  private static final String LETTER = "\uA66E";
  private static final Subject SAYS = Subject.of(Subject.What.SAYS);
  private static final List<String> WORDS = List.of(
      "order",
      "my order",
      "Orch\u00EFd",
      "5",
      "5.0",
      "12",
      "yes",
      "no",
      "stop!",
      "*hi*",
      "",
      "?",
      "2026-03-02",
      "tea house");

  private final Random random = new Random(Seed.of(ValueAxisTest.class));
  private final List<Plain> atoms = new ArrayList<>();
  private final Map<String, Integer> own = new LinkedHashMap<>();
  private boolean lists;

  private enum Kind {
    ALIKE,
    PART,
    PATTERN,
    OTHER_TEXT
  }

  private record Plain(@Nullable Object value, Kind kind) {
    boolean isOpen() {
      return kind != Kind.ALIKE || value instanceof String;
    }
  }

  @Test
  void reachesAndCoversWhatTryingEachValueFinds() {
    int passed = 0;
    for (int round = 0; round < 300; round++) {
      atoms.clear();
      own.clear();
      lists = random.nextInt(5) == 0;
      ValueAxis axis = axis();
      for (int i = 0; i < 30; i++) {
        Cell cell = cell(2);
        Check check = new Check.Value(SAYS, cell);
        List<Integer> reached = listed(axis.reach(check));
        List<Integer> covered = listed(axis.cover(check));
        for (int atom = 0; atom < atoms.size(); atom++) {
          assertThat(reached.contains(atom))
              .as("%s reaches %s", cell, atoms.get(atom))
              .isEqualTo(reaches(cell, atom));
          assertThat(covered.contains(atom))
              .as("%s covers %s", cell, atoms.get(atom))
              .isEqualTo(covers(cell, atom));
        }
        passed += covered.size();
      }
    }
    assertThat(passed).isGreaterThan(10_000);
  }

  private static List<Integer> listed(ValueClasses classes) {
    List<Integer> all = new ArrayList<>();
    for (int i = classes.first(); i >= 0; i = classes.next(i + 1)) {
      all.add(i);
    }
    return all;
  }

  // The axis, and the same as a plain list.

  private ValueAxis axis() {
    ValueAxis axis = new ValueAxis(SAYS);
    axis.addOtherText("hello");
    atoms.add(new Plain("hello", Kind.OTHER_TEXT));
    int count = 3 + random.nextInt(150);
    for (int i = 0; i < count; i++) {
      add(axis);
    }
    if (lists) {
      axis.ofLists();
    }
    return axis;
  }

  private void add(ValueAxis axis) {
    int kind = random.nextInt(10);
    if (kind < 2) {
      Where where = Where.values()[random.nextInt(4)];
      String word = TextFold.fold(word());
      if (!word.isEmpty()) {
        axis.addPart(where, word);
        addOnce(where + " " + word, new Plain(padded(where, word), Kind.PART));
      }
    } else if (kind == 2) {
      Cell.Matches pattern = pattern();
      String example = random.nextBoolean() ? null : word();
      axis.addPattern(pattern, example);
      addOnce("matches " + pattern.source(), new Plain(example, Kind.PATTERN));
    } else {
      Object value = value();
      axis.add(value);
      Plain plain = new Plain(value, Kind.ALIKE);
      if (!atoms.contains(plain)) {
        atoms.add(plain);
      }
    }
  }

  private void addOnce(String key, Plain plain) {
    if (own.putIfAbsent(key, atoms.size()) == null) {
      atoms.add(plain);
    }
  }

  private static String padded(Where where, String word) {
    return switch (where) {
      case CONTAINS -> LETTER + word + LETTER;
      case STARTS_WITH -> word + LETTER;
      case ENDS_WITH -> LETTER + word;
      case WORD -> word;
    };
  }

  private @Nullable Object value() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> new BigDecimal(random.nextInt(14)).setScale(random.nextInt(2));
      case 2 -> random.nextBoolean();
      case 3 -> List.of(word(), word());
      case 4 -> List.of();
      default -> word();
    };
  }

  private String word() {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return random.nextInt(3) == 0 ? "w" + random.nextInt(40) : word;
  }

  private static Cell.Matches matching(String source) {
    return new Cell.Matches(source, Pattern.compile(source));
  }

  private Cell.Matches pattern() {
    return matching(List.of("o.d", "^5", "w[0-9]$", "\\?").get(random.nextInt(4)));
  }

  private Cell cell(int depth) {
    switch (random.nextInt(depth == 0 ? 7 : 9)) {
      case 0:
        return new Cell.IsEmpty();
      case 1:
        return new Cell.IsKnown();
      case 2:
        List<String> parts = List.of(word(), word()).stream()
            .map(TextFold::fold)
            .filter(word -> !word.isEmpty())
            .toList();
        return new Cell.Part(Where.values()[random.nextInt(4)], parts, parts);
      case 3:
        return pattern();
      case 4:
        BigDecimal from = random.nextInt(4) == 0 ? null : new BigDecimal(random.nextInt(14));
        BigDecimal to = random.nextInt(4) == 0 ? null : new BigDecimal(random.nextInt(14));
        return new Cell.Range(from, random.nextBoolean(), to, random.nextBoolean());
      case 5:
        return random.nextBoolean()
            ? new Cell.Exactly(List.of(word(), word()))
            : new Cell.DateRange("2026-03-01", random.nextBoolean() ? null : "2026-03-03");
      case 6:
        return Cell.AnyOf.of(Arrays.asList(word(), word()));
      case 7:
        return new Cell.Either(List.of(cell(depth - 1), cell(depth - 1)));
      default:
        return new Cell.Not(cell(depth - 1));
    }
  }

  // The rules, value by value.

  private boolean reaches(Cell cell, int index) {
    Plain atom = atoms.get(index);
    if (cell instanceof Cell.Either either) {
      return either.tests().stream().anyMatch(test -> reaches(test, index));
    }
    if (atom.kind() == Kind.PATTERN) {
      return cell instanceof Cell.Matches matches && isOf("matches " + matches.source(), index);
    }
    if (cell instanceof Cell.Matches) {
      return !atom.isOpen() && cell.test(atom.value());
    }
    if (cell instanceof Cell.Part part && atom.kind() == Kind.PART) {
      return part.folded().stream().anyMatch(word -> isOf(part.where() + " " + word, index));
    }
    return cell instanceof Cell.Not not && atom.isOpen()
        ? !covers(not.test(), index)
        : cell.test(atom.value());
  }

  private boolean isOf(String key, int index) {
    return Integer.valueOf(index).equals(own.get(key));
  }

  private boolean covers(Cell cell, int index) {
    Plain atom = atoms.get(index);
    if (cell instanceof Cell.Either either) {
      return either.tests().stream().anyMatch(test -> covers(test, index));
    }
    if (cell instanceof Cell.Matches matches && atom.isOpen()) {
      return isOf("matches " + matches.source(), index);
    }
    if (atom.kind() == Kind.PATTERN) {
      return cell instanceof Cell.IsKnown;
    }
    if (cell instanceof Cell.Not not) {
      boolean open = (not.test() instanceof Cell.Matches || seesMarks(not.test())) && atom.isOpen()
          || atom.kind() == Kind.PART
          || lists;
      return !open && cell.test(atom.value());
    }
    return !(atom.kind() == Kind.PART && cell instanceof Cell.AnyOf) && cell.test(atom.value());
  }

  private static boolean seesMarks(Cell inner) {
    return inner instanceof Cell.Part part
        && part.folded().stream()
            .anyMatch(word -> word.codePoints().noneMatch(Character::isLetterOrDigit));
  }
}
