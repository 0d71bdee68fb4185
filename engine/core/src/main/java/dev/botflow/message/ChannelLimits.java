package dev.botflow.message;

import dev.botflow.event.Channel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one channel shows by itself and how much of it: values handed in by the connector, which knows the channels.
 * A limit of 0 means that none is known, or that the feature is missing.
 *
 * @param channel the channel
 * @param shows the message kinds shown natively; others are rewritten, mostly as text
 * @param maxText characters of a text
 * @param maxChoices buttons of one choice message shown natively
 * @param maxChoiceText characters of the text above buttons
 * @param maxLabel characters of a button's label
 * @param maxListRows rows of a native list
 * @param windowHours hours after the contact's last message within which free text may be sent; 0 for no such window
 * @param maxCardTitle characters of a card's title
 * @param maxCardText characters of a card's text, where they are counted apart from the title's; else title and text
 *     together have the room of the text above buttons
 * @param confirmed false where a number has no first-party source: then it warns and never blocks
 */
public record ChannelLimits(
    Channel channel,
    Set<Feature> shows,
    int maxText,
    int maxChoices,
    int maxChoiceText,
    int maxLabel,
    int maxListRows,
    int windowHours,
    int maxCardTitle,
    int maxCardText,
    boolean confirmed) {

  /** Message kinds a channel may show natively. */
  public enum Feature {
    TEXT,
    MEDIA,
    CHOICE,
    CARD,
    CAROUSEL,
    LOCATION,
    LIST,
    TEMPLATE
  }

  /** Limits of a channel that names none for cards. */
  public ChannelLimits(
      Channel channel,
      Set<Feature> shows,
      int maxText,
      int maxChoices,
      int maxChoiceText,
      int maxLabel,
      int maxListRows,
      int windowHours,
      boolean confirmed) {
    this(
        channel,
        shows,
        maxText,
        maxChoices,
        maxChoiceText,
        maxLabel,
        maxListRows,
        windowHours,
        0,
        0,
        confirmed);
  }

  public ChannelLimits {
    Set<Feature> copy = EnumSet.noneOf(Feature.class);
    copy.addAll(shows);
    shows = Collections.unmodifiableSet(copy);
  }

  /** What is assumed of a channel nobody knows: text, and everything else as text. */
  public static ChannelLimits unknown(Channel channel) {
    return new ChannelLimits(channel, EnumSet.of(Feature.TEXT), 0, 0, 0, 0, 0, 0, false);
  }

  public boolean shows(Feature feature) {
    return shows.contains(feature);
  }
}
