package dev.botflow;

/** Where the dice of a test begin. It is said, and played again with {@code -Dbotflow.seed}. */
public final class Seed {
  private static final String PROPERTY = "botflow.seed";

  private Seed() {}

  /** Another one each time, unless one is given. */
  public static long of(Class<?> test) {
    return of(test, System.nanoTime());
  }

  /** @param usual unless one is given */
  public static long of(Class<?> test, long usual) {
    long seed = Long.getLong(PROPERTY, usual);
    System.out.println(test.getSimpleName() + ": -D" + PROPERTY + "=" + seed);
    return seed;
  }
}
