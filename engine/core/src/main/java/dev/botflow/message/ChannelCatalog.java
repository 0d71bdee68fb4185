package dev.botflow.message;

import dev.botflow.event.Channel;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The limits of all channels a connector knows; any other channel is taken to show plain text. */
public final class ChannelCatalog {
  private static final ChannelCatalog NONE = new ChannelCatalog(new LinkedHashMap<>());

  private final Map<Channel, ChannelLimits> limits;

  private ChannelCatalog(Map<Channel, ChannelLimits> limits) {
    this.limits = Collections.unmodifiableMap(limits);
  }

  public static ChannelCatalog of(Collection<ChannelLimits> limits) {
    Map<Channel, ChannelLimits> byChannel = new LinkedHashMap<>();
    limits.forEach(one -> byChannel.put(one.channel(), one));
    return new ChannelCatalog(byChannel);
  }

  /** A catalogue that knows no channel. */
  public static ChannelCatalog none() {
    return NONE;
  }

  public ChannelLimits limits(Channel channel) {
    ChannelLimits known = limits.get(channel);
    return known != null ? known : ChannelLimits.unknown(channel);
  }

  public Collection<ChannelLimits> all() {
    return limits.values();
  }
}
