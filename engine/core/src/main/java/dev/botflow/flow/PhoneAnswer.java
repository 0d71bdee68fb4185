package dev.botflow.flow;

import java.util.Optional;

/**
 * A phone number of 7 to 15 digits (E.164 has no more), with blanks, dots, dashes, slashes and brackets between them.
 *
 * <p>{@code +32 470 …} and {@code 0032 470 …} become {@code +32470…}, without the {@code (0)} many write into it. A
 * number without a country code stays a row of digits, since nobody can know the country.
 */
record PhoneAnswer() implements TextAnswer {
  private static final int MIN_DIGITS = 7;
  private static final int MAX_DIGITS = 15;

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public String expected() {
    return "a phone number";
  }

  @Override
  public Optional<Object> value(String text, ReadingContext context) {
    String folded = TextFold.fold(text);
    String plain = folded.startsWith("tel:") ? folded.substring(4).strip() : folded;
    boolean plus = plain.startsWith("+");
    String bare = plus || plain.startsWith("00") ? plain.replace("(0)", "") : plain;
    StringBuilder digits = new StringBuilder();
    for (int i = plus ? 1 : 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if (" .-/()".indexOf(c) < 0) {
        return Optional.empty();
      }
    }
    boolean zeros = !plus && digits.indexOf("00") == 0;
    String number = zeros ? digits.substring(2) : digits.toString();
    boolean abroad = plus || zeros;
    boolean good = number.length() >= MIN_DIGITS
        && number.length() <= MAX_DIGITS
        && !(abroad && number.startsWith("0")); // No country code begins with 0.
    return good ? Optional.of(abroad ? "+" + number : number) : Optional.empty();
  }
}
