package dev.botflow.sinch.json;

import org.jspecify.annotations.Nullable;

/**
 * What Sinch would refuse, refused while a message is built (the Conversation API documentation). The messages name place, limit and size,
 * never the text itself: it may be a contact's.
 */
public final class Checks {
  private Checks() {}

  public static String given(String place, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(place + ": expected a text, but was blank");
    }
    return text;
  }

  public static String within(String place, @Nullable String text, int most) {
    String checked = given(place, text);
    if (checked.length() > most) {
      throw new IllegalArgumentException(
          place + ": expected at most " + most + " characters, but was " + checked.length());
    }
    return checked;
  }

  public static void count(String place, int size, int least, int most) {
    if (size < least || size > most) {
      throw new IllegalArgumentException(
          place + ": expected " + least + " to " + most + ", but was " + size);
    }
  }

  public static double degrees(String place, double value, double most) {
    if (!(Math.abs(value) <= most)) {
      throw new IllegalArgumentException(
          place + ": expected -" + (int) most + " to " + (int) most + " degrees, but was " + value);
    }
    return value;
  }

  /** A text that is one JSON object. */
  public static String object(String place, String json) {
    if (!ApiJson.read(json).isObject()) {
      throw new IllegalArgumentException(
          place + ": expected a JSON object, but was something else");
    }
    return json;
  }
}
