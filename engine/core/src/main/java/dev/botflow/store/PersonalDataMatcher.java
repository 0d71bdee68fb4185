package dev.botflow.store;

import java.nio.charset.StandardCharsets;

/**
 * A contact id or an identity, to be found in the bytes of events nobody could read. Found as a whole only: {@code C1} is
 * not in {@code C10}. Also found where JSON writes some of its characters with a backslash.
 */
public record PersonalDataMatcher(String text) {
  private static final int HEX = 16;
  private static final int HEX_DIGITS = 4;

  /** Of an identity: phone numbers come with and without {@code +}. */
  public static PersonalDataMatcher ofIdentity(String identity) {
    return new PersonalDataMatcher(identity.startsWith("+") ? identity.substring(1) : identity);
  }

  /** True if these bytes, as UTF-8, hold it. */
  public boolean in(byte[] raw) {
    String all = new String(raw, StandardCharsets.UTF_8);
    return in(all) || all.indexOf('\\') >= 0 && in(unescaped(all));
  }

  private boolean in(String all) {
    if (text.isEmpty()) {
      return false;
    }
    for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
      int end = at + text.length();
      boolean begins = at == 0 || !isPart(all.charAt(at - 1)) || !isPart(text.charAt(0));
      boolean ends = end == all.length()
          || !isPart(all.charAt(end))
          || !isPart(text.charAt(text.length() - 1));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** What JSON's escapes stand for; whatever is none stays as it is, since the whole is no JSON perhaps. */
  private static String unescaped(String all) {
    StringBuilder plain = new StringBuilder(all.length());
    int i = 0;
    while (i < all.length()) {
      char c = all.charAt(i++);
      if (c != '\\' || i == all.length()) {
        plain.append(c);
        continue;
      }
      char escape = all.charAt(i++);
      int code = escape == 'u' ? code(all, i) : -1;
      if (code >= 0) {
        plain.append((char) code);
        i += HEX_DIGITS;
      } else {
        // Of a letter such as n only that it is no part of a word counts.
        plain.append("bfnrt".indexOf(escape) >= 0 ? ' ' : escape);
      }
    }
    return plain.toString();
  }

  private static int code(String all, int from) {
    if (from + HEX_DIGITS > all.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + HEX_DIGITS; i++) {
      int digit = Character.digit(all.charAt(i), HEX);
      if (digit < 0) {
        return -1;
      }
      code = code * HEX + digit;
    }
    return code;
  }

  /** Nothing of it. */
  @Override
  public String toString() {
    return "Mention";
  }
}
