package dev.botflow.message;

import dev.botflow.event.Channel;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One message with its wording per channel: the default, and overrides only where wanted.
 *
 * @param fallback what channels without an override get; null if the author gave none
 * @param byChannel overrides, in the order written
 * @param lateByChannel overrides for contacts who wrote nothing on the channel for a while, such as the template that
 *     WhatsApp wants outside its 24 hours
 */
public record Variants(
    @Nullable Outbound fallback,
    Map<Channel, Outbound> byChannel,
    Map<Channel, Late> lateByChannel) {
  public Variants {
    byChannel = Collections.unmodifiableMap(new LinkedHashMap<>(byChannel));
    lateByChannel = Collections.unmodifiableMap(new LinkedHashMap<>(lateByChannel));
  }

  public Variants(@Nullable Outbound fallback, Map<Channel, Outbound> byChannel) {
    this(fallback, byChannel, new LinkedHashMap<>());
  }

  /**
   * The wording for a contact who was not heard of for a while.
   *
   * @param after how long
   */
  public record Late(Duration after, Outbound message) {}

  /**
   * The wording for a contact who was not heard of on this channel for long enough; empty if it is not that long, or if
   * there is no such wording.
   *
   * @param silence since the contact's latest message on the channel; null if there was none
   */
  public Optional<Outbound> late(Channel channel, @Nullable Duration silence) {
    Late late = lateByChannel.get(channel);
    return late == null || (silence != null && silence.compareTo(late.after()) < 0)
        ? Optional.empty()
        : Optional.of(late.message());
  }

  public static Variants of(Outbound fallback) {
    return new Variants(fallback, new LinkedHashMap<>());
  }

  /** The wording for this channel; empty if there is neither an override nor a default. */
  public Optional<Outbound> on(@Nullable Channel channel) {
    Outbound override = channel == null ? null : byChannel.get(channel);
    return Optional.ofNullable(override != null ? override : fallback);
  }

  /** The same variants with every message mapped. */
  public Variants map(UnaryOperator<Outbound> message) {
    Map<Channel, Outbound> mapped = new LinkedHashMap<>();
    byChannel.forEach((channel, outbound) -> mapped.put(channel, message.apply(outbound)));
    Map<Channel, Late> late = new LinkedHashMap<>();
    lateByChannel.forEach(
        (channel, one) -> late.put(channel, new Late(one.after(), message.apply(one.message()))));
    return new Variants(fallback == null ? null : message.apply(fallback), mapped, late);
  }
}
