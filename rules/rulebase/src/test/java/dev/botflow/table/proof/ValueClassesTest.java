package dev.botflow.table.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botflow.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ValueClassesTest {

  @Test
  void areWhatSetsOfNumbersAreHoweverLongAndFull() {
    long seed = Seed.of(ValueClassesTest.class);
    Random random = new Random(seed);

    for (int round = 0; round < 20_000; round++) {
      int size = 1 + random.nextInt(round % 2 == 0 ? 70 : 700);
      Set<Integer> one = members(random, size);
      Set<Integer> other = members(random, size);
      ValueClasses mine = classes(size, one, random);
      ValueClasses theirs = classes(size, other, random);

      assertThat(listed(mine.and(theirs))).as("and, seed %s", seed).isEqualTo(kept(one, other));
      assertThat(listed(mine.without(theirs)))
          .as("without, seed %s", seed)
          .isEqualTo(left(one, other));
      assertThat(listed(mine.or(theirs))).as("or, seed %s", seed).isEqualTo(both(one, other));
      assertThat(mine.meets(theirs)).isEqualTo(!kept(one, other).isEmpty());
      assertThat(mine.isIn(theirs)).as("isIn, seed %s", seed).isEqualTo(other.containsAll(one));
      assertThat(mine.count()).isEqualTo(one.size());
      assertThat(mine.isEmpty()).isEqualTo(one.isEmpty());
    }
  }

  @Test
  void areGivenBackWhatWasTaken() {
    Random random = new Random(Seed.of(ValueClassesTest.class));

    for (int round = 0; round < 2_000; round++) {
      int size = 300 + random.nextInt(700);
      Set<Integer> all = members(random, size);
      ValueClasses whole = classes(size, all, random);
      ValueClasses part = whole.and(classes(size, members(random, size), random));
      ValueClasses own = whole.own();
      if (own.isLong()) {
        own.take(part);
        assertThat(listed(own)).isEqualTo(listed(whole.without(part)));
        assertThat(own.count()).isEqualTo(whole.count() - part.count());
        assertThat(own.isIn(whole)).isTrue();
        assertThat(listed(own.and(whole))).isEqualTo(listed(own));
        own.giveBack(part);
      }
      assertThat(listed(own)).isEqualTo(List.copyOf(all));
      assertThat(listed(whole)).isEqualTo(List.copyOf(all));
    }
  }

  private static Set<Integer> members(Random random, int size) {
    Set<Integer> members = new TreeSet<>();
    int count =
        random.nextInt(4) == 0 ? random.nextInt(size + 1) : random.nextInt(Math.min(size, 8));
    for (int i = 0; i < count; i++) {
      members.add(random.nextInt(size));
    }
    return members;
  }

  private static ValueClasses classes(int size, Set<Integer> members, Random random) {
    return random.nextBoolean()
        ? ValueClasses.where(size, members::contains)
        : ValueClasses.of(size, members.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Integer> listed(ValueClasses classes) {
    List<Integer> all = new ArrayList<>();
    for (int i = classes.first(); i >= 0; i = classes.next(i + 1)) {
      all.add(i);
    }
    assertThat(all).allMatch(classes::has);
    return all;
  }

  private static List<Integer> kept(Set<Integer> one, Set<Integer> other) {
    return one.stream().filter(other::contains).toList();
  }

  private static List<Integer> left(Set<Integer> one, Set<Integer> other) {
    return one.stream().filter(member -> !other.contains(member)).toList();
  }

  private static List<Integer> both(Set<Integer> one, Set<Integer> other) {
    Set<Integer> both = new TreeSet<>(one);
    both.addAll(other);
    return List.copyOf(both);
  }
}
