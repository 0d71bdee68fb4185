package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import dev.botflow.table.Checked;
import dev.botflow.table.RowCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search is compared with the plain one: the same cuts in the same order, as calls in calls on boxes never changed. */
class CoverageSearchTest {
  private static final int[] SIZES = {3, 400, 17, 90};

  private final long seed = Seed.of(CoverageSearchTest.class);
  private final Random random = new Random(seed);

  private record Numbered(int order) implements Checked {
    @Override
    public String id() {
      return "R" + order;
    }

    @Override
    public List<RowCell> cells() {
      return List.of();
    }
  }

  @Test
  void asksTheSameAndAnswersTheSameAsThePlainSearch() {
    Set<CoverageSearch.Answer> answers = new LinkedHashSet<>();
    for (int round = 0; round < 4_000; round++) {
      List<CoverageSearch.Row<Numbered>> rows = rows();
      ValueClasses[] box = box();
      int content = random.nextInt(60);
      List<CoverageSearch.Row<Numbered>> meeting =
          new BoxIndex<>(rows).meeting(box, row -> row.order() % 7 != 3);
      List<String> shown = new ArrayList<>();
      List<String> plainly = new ArrayList<>();

      CoverageSearch.Result<Numbered> result =
          CoverageSearch.of(box, meeting, new ProofRun(), judge(shown, content));
      PlainSearch plain = new PlainSearch(judge(plainly, content));
      CoverageSearch.Result<Numbered> expected =
          plain.of(box, rows.stream().filter(row -> row.row().order() % 7 != 3).toList());

      assertThat(result).as("seed %s, round %s", seed, round).isEqualTo(expected);
      assertThat(shown).as("seed %s, round %s", seed, round).isEqualTo(plainly);
      answers.add(result.answer());
    }
    assertThat(answers).hasSize(3);
  }

  @Test
  void goesAsDeepAsThereAreRows() {
    int size = 30_000;
    List<CoverageSearch.Row<Numbered>> rows = IntStream.range(0, size - 1)
        .mapToObj(i -> CoverageSearch.Row.of(
            new Numbered(i), new ValueClasses[] {ValueClasses.of(size, new int[] {i})}))
        .toList();
    List<Integer> left = new ArrayList<>();

    CoverageSearch.Result<Numbered> result = CoverageSearch.of(
        new ValueClasses[] {ValueClasses.all(size)}, rows, new ProofRun(), box -> {
          left.add(box[0].first());
          return true;
        });

    assertThat(result.answer()).isEqualTo(CoverageSearch.Answer.LEFT);
    assertThat(left).containsExactly(size - 1);
  }

  private static Predicate<ValueClasses[]> judge(List<String> shown, int content) {
    return box -> {
      shown.add(Arrays.stream(box).map(CoverageSearchTest::listed).toList().toString());
      return shown.size() > content;
    };
  }

  private static String listed(ValueClasses classes) {
    StringBuilder all = new StringBuilder();
    for (int i = classes.first(); i >= 0; i = classes.next(i + 1)) {
      all.append(i).append(' ');
    }
    return all.toString();
  }

  private List<CoverageSearch.Row<Numbered>> rows() {
    List<CoverageSearch.Row<Numbered>> rows = new ArrayList<>();
    int count = random.nextInt(25);
    for (int i = 0; i < count; i++) {
      rows.add(CoverageSearch.Row.of(new Numbered(i), box()));
    }
    return rows;
  }

  /** Mostly all of an axis, or nearly; sometimes few of it. */
  private ValueClasses[] box() {
    ValueClasses[] box = new ValueClasses[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      int size = SIZES[i];
      int kind = random.nextInt(4);
      int from = random.nextInt(size);
      box[i] = kind < 2
          ? ValueClasses.all(size)
          : kind == 2
              ? ValueClasses.where(size, atom -> atom != from)
              : ValueClasses.where(size, atom -> atom >= from && atom <= from + size / 3);
    }
    return box;
  }

  /** As the search was written first. */
  private static final class PlainSearch {
    private final Predicate<ValueClasses[]> judge;
    private final Set<Numbered> used = new LinkedHashSet<>();
    private int cuts;
    private int shown;
    private boolean found;
    private boolean open;

    PlainSearch(Predicate<ValueClasses[]> judge) {
      this.judge = judge;
    }

    CoverageSearch.Result<Numbered> of(
        ValueClasses[] box, List<CoverageSearch.Row<Numbered>> rows) {
      for (CoverageSearch.Row<Numbered> one : rows) {
        if (EventSpace.isIn(box, one.box())) {
          return new CoverageSearch.Result<>(CoverageSearch.Answer.COVERED, List.of(one.row()));
        }
      }
      cut(box, rows, 0);
      if (found) {
        return new CoverageSearch.Result<>(CoverageSearch.Answer.LEFT, List.of());
      }
      return open
          ? new CoverageSearch.Result<>(CoverageSearch.Answer.UNDECIDED, List.of())
          : new CoverageSearch.Result<>(CoverageSearch.Answer.COVERED, fewest(box, rows));
    }

    private void cut(ValueClasses[] box, List<CoverageSearch.Row<Numbered>> rows, int from) {
      int next = from;
      while (next < rows.size() && EventSpace.and(box, rows.get(next).box()) == null) {
        next++;
      }
      if (++cuts > 40_000) {
        open = true;
        return;
      }
      if (next == rows.size()) {
        found = judge.test(box);
        open = true;
        shown++;
        return;
      }
      CoverageSearch.Row<Numbered> row = rows.get(next);
      used.add(row.row());
      ValueClasses[] rest = box.clone();
      for (int i = 0; i < box.length && !found && shown < 40 && cuts <= 40_000; i++) {
        if (!rest[i].isIn(row.box()[i])) {
          ValueClasses[] outside = rest.clone();
          outside[i] = rest[i].without(row.box()[i]);
          cut(outside, rows, next + 1);
          rest[i] = rest[i].and(row.box()[i]);
        }
      }
    }

    private List<Numbered> fewest(ValueClasses[] box, List<CoverageSearch.Row<Numbered>> rows) {
      List<CoverageSearch.Row<Numbered>> needed =
          new ArrayList<>(rows.stream().filter(row -> used.contains(row.row())).toList());
      for (int i = needed.size() - 1; i >= 0 && needed.size() <= 64; i--) {
        List<CoverageSearch.Row<Numbered>> fewer = new ArrayList<>(needed);
        fewer.remove(i);
        PlainSearch cover = new PlainSearch(left -> true);
        cover.cut(box, fewer, 0);
        if (!cover.open) {
          needed = fewer;
        }
      }
      return needed.stream().map(CoverageSearch.Row::row).toList();
    }
  }
}
