package dev.botflow.audit;

/**
 * Who acts, as the host knows them: it has signed them in, the engine has not.
 *
 * @param name of the person, at most {@value #MOST} characters, no line breaks; empty if nobody said
 * @param through by what they act: {@code page}, {@code command line}, {@code code}, or the host's own word; as short
 */
public record Actor(String name, String through) {
  static final int MOST = 200;

  /** The host's own code, which did not say for whom. */
  public static final Actor CODE = new Actor("", "code");

  public Actor {
    check("name", name);
    check("through", through);
    if (through.isBlank()) {
      throw new IllegalArgumentException("through: expected by what somebody acts, but was blank");
    }
  }

  /** The same, with a name of any length and on any lines: cut, and on one. */
  public static Actor of(String name, String through) {
    String line = name.replaceAll("\\p{Cntrl}", " ");
    return new Actor(line.length() > MOST ? line.substring(0, MOST - 1) + "…" : line, through);
  }

  private static void check(String field, String text) {
    if (text.length() > MOST || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(field + ": expected at most " + MOST
          + " characters on one line, but was " + text.length() + " characters");
    }
  }
}
