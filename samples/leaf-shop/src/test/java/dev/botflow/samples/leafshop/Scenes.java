package dev.botflow.samples.leafshop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * What somebody does who uses the load bot: small scenes, one after the other, with a wrong word now and then. They lead
 * everywhere that bot goes. Drawn by lot: the same for the same seed.
 */
final class Scenes {
  /** Opts out by a word; what is none of the names in brackets is a word that is written. */
  static final String STOP = "stop";

  /** Opts in again by a word. */
  static final String START = "start";

  /** Opts out by other means of the channel. */
  static final String OPTS_OUT = "(opts out)";

  /** Opts in by other means of the channel. */
  static final String OPTS_IN = "(opts in)";

  /** Two contacts turn out to be one. */
  static final String MERGES = "(merges)";

  /** The latest message did not arrive. */
  static final String UNREACHABLE = "(unreachable)";

  /** Does nothing for longer than the bot waits. */
  static final String WAITS = "(waits)";

  private static final List<List<String>> OF_ONE = List.of(
      List.of("menu", "order", "LC-000001"),
      List.of("menu", "1", BackOffice.LATE),
      List.of("menu", "order", "LC-004217", "hello?", "thanks"),
      List.of("menu", "order", BackOffice.ENDLESS),
      List.of("menu", "order", "where?", "here?", "thanks"),
      List.of("menu", "my parcel", "yes", "plant", "fern"),
      List.of("my parcel", "no", "order", "LC-000002"),
      List.of("menu", "my parcel", "well", "well"),
      List.of("menu", "plant", "fern"),
      List.of("menu", "plant", "cactus"),
      List.of("menu", "plant", "monstera"),
      List.of("menu", "purple", "green"),
      List.of("menu", "later", WAITS, "yes", WAITS, "yes"),
      List.of("menu", "later", WAITS, "no", "hello?"),
      List.of("menu", "person", "hello?", "thanks"),
      List.of("quiz", WAITS, "hi"),
      List.of("menu", UNREACHABLE),
      List.of(STOP, "hello", START),
      List.of("menu", OPTS_OUT, "hello", OPTS_IN, START));

  /** Begun on a second number. */
  private static final List<List<String>> OF_TWO = List.of(
      List.of("menu", "order", MERGES, "LC-000001"),
      List.of("menu", "plant", MERGES, "fern"),
      List.of("menu", "later", MERGES, WAITS, "yes"),
      List.of("menu", "person", MERGES, "hello?"));

  private final Random random;
  private final Deque<String> scene = new ArrayDeque<>();
  private boolean second;
  private boolean optedOut;

  Scenes(long seed) {
    this.random = new Random(seed);
  }

  /** The next thing: a word to write, or one of the names here. */
  String next() {
    if (scene.isEmpty()) {
      begin();
    }
    if (random.nextInt(12) == 0) {
      return "purple";
    }
    String next = scene.remove();
    optedOut |= next.equals(STOP) || next.equals(OPTS_OUT);
    return next;
  }

  /** Whoever opted out comes back first, should the word that did so have been lost. */
  private void begin() {
    boolean ofTwo = random.nextInt(5) == 0;
    List<List<String>> scenes = ofTwo ? OF_TWO : OF_ONE;
    List<String> drawn = scenes.get(random.nextInt(scenes.size()));
    second = ofTwo && !optedOut;
    scene.addAll(optedOut ? List.of(START) : drawn);
  }

  /** True while what is done is done on the second number. */
  boolean onSecond() {
    return second;
  }

  /** There is no second contact any more. */
  void merged() {
    second = false;
  }

  /** The word that opts in again was heard. */
  void cameBack() {
    optedOut = false;
  }

  /** How many milliseconds go by before the next thing: mostly few, sometimes too many for the bot. */
  int thinks() {
    return random.nextInt(6) == 0 ? 50 + random.nextInt(150) : random.nextInt(20);
  }

  /** Decides between two things. */
  boolean tossed() {
    return random.nextBoolean();
  }
}
