package dev.botflow.store;

import dev.botflow.event.Channel;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of all that was given up somebody means. What is null is not asked about.
 *
 * @param kinds of these kinds
 * @param app of this app
 * @param channel on this channel; what has none does not fit
 * @param reason whose reason holds this, in any letter case
 */
public record DeadLetterFilter(
    Set<DeadLetter.Kind> kinds,
    @Nullable String app,
    @Nullable Channel channel,
    @Nullable String reason) {
  public DeadLetterFilter {
    kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
  }

  /** Everything. */
  public static DeadLetterFilter all() {
    return new DeadLetterFilter(DeadLetter.Kind.ALL, null, null, null);
  }

  public DeadLetterFilter ofKinds(Set<DeadLetter.Kind> some) {
    return new DeadLetterFilter(some, app, channel, reason);
  }

  public DeadLetterFilter inApp(@Nullable String id) {
    return new DeadLetterFilter(kinds, id, channel, reason);
  }

  public DeadLetterFilter on(@Nullable Channel one) {
    return new DeadLetterFilter(kinds, app, one, reason);
  }

  public DeadLetterFilter because(@Nullable String part) {
    return new DeadLetterFilter(kinds, app, channel, part);
  }

  public boolean takes(DeadLetter letter) {
    return kinds.contains(letter.kind())
        && (app == null || app.equals(letter.appId()))
        && (channel == null || channel.equals(letter.channel()))
        && (reason == null
            || letter.reason().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT)));
  }
}
