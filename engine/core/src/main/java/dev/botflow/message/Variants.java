package dev.botflow.message;

import dev.botflow.event.Channel;
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
 */
public record Variants(@Nullable Outbound fallback, Map<Channel, Outbound> byChannel) {
  public Variants {
    byChannel = Collections.unmodifiableMap(new LinkedHashMap<>(byChannel));
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
    return new Variants(fallback == null ? null : message.apply(fallback), mapped);
  }
}
