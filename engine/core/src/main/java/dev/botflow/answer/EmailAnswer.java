package dev.botflow.answer;

import java.util.Locale;
import java.util.Optional;

/** An e-mail address, {@code name@host.tld}; the value is in lower case, without {@code mailto:} or angle brackets. */
record EmailAnswer() implements TextAnswer {
  /** RFC 5321, 4.5.3.1. */
  private static final int MAX_ADDRESS = 254;

  private static final int MAX_LOCAL = 64;
  private static final String LOCAL_MARKS = ".!#$%&'*+/=?^_`{|}~-";

  @Override
  public String name() {
    return "email";
  }

  @Override
  public String expected() {
    return "an e-mail address";
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    String address = text.toLowerCase(Locale.ROOT);
    address = address.startsWith("mailto:") ? address.substring(7) : address;
    address = address.startsWith("<") && address.endsWith(">")
        ? address.substring(1, address.length() - 1)
        : address;
    address = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
    int at = address.indexOf('@');
    boolean good = at > 0
        && at <= MAX_LOCAL
        && address.length() <= MAX_ADDRESS
        && isLocal(address.substring(0, at))
        && HostName.isPublic(address.substring(at + 1));
    return good ? Optional.of(address) : Optional.empty();
  }

  private static boolean isLocal(String local) {
    boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
    return !dots
        && local.chars().allMatch(c -> Character.isLetterOrDigit(c) || LOCAL_MARKS.indexOf(c) >= 0);
  }
}
