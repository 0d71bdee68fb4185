package dev.botflow.workbench.meaning;

import dev.botflow.message.SmsParts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a table comes to, for people who look at it.
 *
 * @param week when it is open, of a row of hours
 * @param closed ISO dates on which it is closed nevertheless
 * @param source the text in the bot's primary language, of a row of texts whose key a flow says; null for any other
 * @param texts how long each text of the row is, by the place of its column
 */
public record RowMeaning(
    List<Window> week, List<String> closed, @Nullable String source, Map<Integer, Length> texts) {
  public RowMeaning {
    week = List.copyOf(week);
    closed = List.copyOf(closed);
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  /** Of a row of any other table. */
  public static RowMeaning none() {
    return new RowMeaning(List.of(), List.of(), null, Map.of());
  }

  /**
   * Hours of one day.
   *
   * @param day 0 is Monday
   * @param from minute of the day
   * @param to minute of the day, up to 1440
   */
  public record Window(int day, int from, int to) {}

  /**
   * How long a text is before values stand in its names.
   *
   * @param characters how many
   * @param sms how it is cut as an SMS; null for the label of a button
   * @param limits the channels that have a limit for such a text, those with the shortest first
   */
  public record Length(int characters, @Nullable SmsParts sms, List<Limit> limits) {
    public Length {
      limits = List.copyOf(limits);
    }
  }

  /**
   * How much of a text a channel shows.
   *
   * @param channel its name
   * @param most how many characters it shows
   */
  public record Limit(String channel, int most) {}
}
