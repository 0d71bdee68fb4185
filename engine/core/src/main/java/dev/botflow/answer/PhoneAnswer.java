package dev.botflow.answer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.botflow.text.TextFold;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone number with blanks, dots, dashes, slashes and brackets between its digits.
 *
 * <p>{@code +32 470 …} and {@code 0032 470 …} become {@code +32470…}, without the {@code (0)} many write into it;
 * its country code and length have to be possible (libphonenumber). A number without a country code stays a row of 7 to
 * 15 digits, since nobody can know the country. In a sentence the one number that begins with a {@code +} is taken.
 */
record PhoneAnswer() implements TextAnswer {
  private static final int MIN_DIGITS = 7;
  private static final int MAX_DIGITS = 15;
  private static final Pattern SENTENCE_END = Pattern.compile("[ ,;.!?]{1,10}$");
  private static final Pattern INTERNATIONAL = Pattern.compile("(?<![0-9a-z])\\+[0-9][0-9 ./()-]*");
  private static final Pattern ROW_OF_DIGITS =
      Pattern.compile("[0-9](?:[ ./()-]?[0-9]){" + (MIN_DIGITS - 1) + "}");

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
    return number(SENTENCE_END.matcher(plain).replaceFirst("")).or(() -> inSentence(plain));
  }

  /** The one number with a country code; other long rows of digits make it unclear which is meant. */
  private static Optional<Object> inSentence(String folded) {
    Matcher found = INTERNATIONAL.matcher(folded);
    if (!found.find()) {
      return Optional.empty();
    }
    String around = folded.substring(0, found.start()) + " " + folded.substring(found.end());
    return ROW_OF_DIGITS.matcher(around).find() ? Optional.empty() : number(found.group());
  }

  private static Optional<Object> number(String plain) {
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
