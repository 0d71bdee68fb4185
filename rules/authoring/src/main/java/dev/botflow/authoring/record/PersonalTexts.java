package dev.botflow.authoring.record;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What identifies a person by its form alone: e-mail addresses, IBANs, and rows of at least six digits. */
final class PersonalTexts {
  private static final Pattern EMAIL =
      Pattern.compile("[\\p{L}\\p{Nd}._%+'-]+@[\\p{L}\\p{Nd}-]+(?:\\.[\\p{L}\\p{Nd}-]+)+");
  private static final Pattern IBAN =
      Pattern.compile("\\b[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?\\b");
  private static final String DAY = "(?:0?[1-9]|[12][0-9]|3[01])";
  private static final String MONTH = "(?:0?[1-9]|1[0-2])";

  private static final String DATE = "(?:[0-9]{4}[-/.]" + MONTH + "[-/.]" + DAY
      + "|" + DAY + "[-/.]" + MONTH + "[-/.](?:[0-9]{4}|[0-9]{2})"
      + "|" + MONTH + "[-/.]" + DAY + "[-/.](?:[0-9]{4}|[0-9]{2}))";

  /** Digits that are days as a whole, with the hour before or behind them: 475/12.03.56 is a phone number. */
  private static final Pattern DATES =
      Pattern.compile("(?:[0-9]{1,2} )?" + DATE + "(?:[ -]{1,3}" + DATE + ")*(?: [0-9]{1,2})?");

  private static final Pattern NUMBER = Pattern.compile(
      "(?:\\+|00)?\\p{Nd}(?:[ ./()_\\x{00a0}\\x{00b7}\\x{2009}-\\x{2015}\\x{202f}\\x{2212}-]{0,3}\\p{Nd}){5,}");
  private static final int COUNTRY_DIGITS = 3;
  private static final BigInteger CHECK = BigInteger.valueOf(97);

  private PersonalTexts() {}

  /** Reports each in order; what is a date is none, since a day of delivery or birth is asked for by questions of its own. */
  static void find(String text, BiConsumer<Pseudonyms.Kind, String> found) {
    String rest = each(EMAIL, Pseudonyms.Kind.EMAIL, text, found);
    rest = each(IBAN, Pseudonyms.Kind.IBAN, rest, found);
    Matcher numbers = NUMBER.matcher(rest);
    while (numbers.find()) {
      if (!DATES.matches(numbers.group())) {
        found.accept(Pseudonyms.Kind.NUMBER, numbers.group());
      }
    }
  }

  /** @return the text without what was found */
  private static String each(
      Pattern pattern,
      Pseudonyms.Kind kind,
      String text,
      BiConsumer<Pseudonyms.Kind, String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.accept(kind, matcher.group());
    }
    return matcher.replaceAll("\n");
  }

  /** How many characters in front of a phone number name its country: they stay, or no phone could have the number. */
  static int countryCode(String number) {
    int prefix = number.startsWith("+") ? 1 : number.startsWith("00") ? 2 : 0;
    return prefix == 0 ? 0 : Math.min(prefix + COUNTRY_DIGITS, number.length());
  }

  /** The stand-in of an IBAN with check digits that are right (ISO 13616), where the IBAN's own were. */
  static String iban(String real, String standIn) {
    if (!remainder(real).equals(BigInteger.ONE)) {
      return standIn;
    }
    String open = standIn.substring(0, 2) + "00" + standIn.substring(4);
    int digits = 98 - remainder(open).intValue();
    return standIn.substring(0, 2) + digits / 10 + digits % 10 + standIn.substring(4);
  }

  private static BigInteger remainder(String iban) {
    String bare = iban.replace(" ", "").toUpperCase(Locale.ROOT);
    StringBuilder digits = new StringBuilder();
    (bare.substring(4) + bare.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(CHECK);
  }
}
