package dev.botflow.simulator.json;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ULIDs, as Sinch does: 10 characters of time, 16 that tell apart. Those of one simulator rise one by one. */
public final class Ids {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Clock clock;
  private final long instance = new SecureRandom().nextLong() & ((1L << 40) - 1);
  private final AtomicLong count = new AtomicLong();

  public Ids(Clock clock) {
    this.clock = clock;
  }

  public String next() {
    return digits(clock.millis(), 10) + digits(instance, 8) + digits(count.incrementAndGet(), 8);
  }

  private static String digits(long value, int length) {
    char[] text = new char[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (rest & 31));
      rest >>>= 5;
    }
    return new String(text);
  }
}
