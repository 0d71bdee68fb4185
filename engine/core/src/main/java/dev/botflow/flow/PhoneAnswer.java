package dev.botflow.flow;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/**
 * A phone number with blanks, dots, dashes, slashes and brackets between its digits.
 *
 * <p>{@code +32 470 …} and {@code 0032 470 …} become {@code +32470…}, without the {@code (0)} many write into it;
 * its country code and length have to be possible (libphonenumber). A number without a country code stays a row of 7 to
 * 15 digits, since nobody can know the country.
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
    if (plus || zeros) {
      return international(number);
    }
    return number.length() >= MIN_DIGITS && number.length() <= MAX_DIGITS
        ? Optional.of(number)
        : Optional.empty();
  }

  private static Optional<Object> international(String digits) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = phones.parse("+" + digits, null);
      // Only whether such a number can exist: a list of the ranges in use would refuse new ones.
      return phones.isPossibleNumber(number)
          ? Optional.of(phones.format(number, PhoneNumberUtil.PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
