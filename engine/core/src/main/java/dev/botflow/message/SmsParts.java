package dev.botflow.message;

import org.jspecify.annotations.Nullable;

/**
 * How an SMS is cut: up to 160 characters of GSM-7 in one, else 153 a part; with a single character beyond that alphabet
 * all is UCS-2, up to 70 in one, else 67 a part. Source: 3GPP TS 23.038 and 23.040.
 *
 * @param parts how many are sent, and paid for; at least 1
 * @param units how many places of the alphabet the text takes: some characters of GSM-7 take two
 * @param beyond the first character that is not in GSM-7; null if all are
 */
public record SmsParts(int parts, int units, @Nullable String beyond) {
  private static final String BASIC =
      "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5"
          + "\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9"
          + " !\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7"
          + "\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0";
  private static final String TWICE = "\f^{}\\[~]|\u20ac";

  /** The cut of a text. */
  public static SmsParts of(String text) {
    int units = 0;
    String beyond = null;
    for (int i = 0; i < text.length() && beyond == null; i++) {
      char c = text.charAt(i);
      if (TWICE.indexOf(c) >= 0) {
        units += 2;
      } else if (BASIC.indexOf(c) >= 0) {
        units++;
      } else {
        beyond = Character.toString(text.codePointAt(i));
      }
    }
    return beyond == null
        ? new SmsParts(cut(units, 160, 153), units, null)
        : new SmsParts(cut(text.length(), 70, 67), text.length(), beyond);
  }

  private static int cut(int units, int alone, int together) {
    return units <= alone ? 1 : (units + together - 1) / together;
  }

  /** {@code 3 SMS (GSM-7)} or {@code 8 SMS (UCS-2, because of "’")}. */
  public String inWords() {
    return parts + " SMS (" + (beyond == null ? "GSM-7" : "UCS-2, because of \"" + beyond + "\"")
        + ")";
  }
}
