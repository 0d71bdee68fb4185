package dev.botflow.simulator.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An app of the simulator. The order of its channels is the app's channel priority.
 *
 * @param id the app's id; Sinch makes a ULID, here any text that is not empty will do
 * @param mode whether contacts and conversations are kept
 * @param outboundPerSecond the {@code rate_limits.outbound} the app reports; the simulator itself holds nobody to it
 * @param channels the channels configured on the app, by Sinch's name, such as {@code WHATSAPP}
 */
public record AppConfig(
    String id, ProcessingMode mode, int outboundPerSecond, Map<String, ChannelState> channels) {

  /** What Sinch gives an app unless asked for more, as its pages say. */
  public static final int OUTBOUND_PER_SECOND = 20;

  public AppConfig {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("id: expected the app's id, but was empty");
    }
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
  }

  /** An app in CONVERSATION mode with the given channels, all active. */
  public static AppConfig of(String id, String... channels) {
    Map<String, ChannelState> active = new LinkedHashMap<>();
    for (String channel : channels) {
      active.put(channel, ChannelState.ACTIVE);
    }
    return new AppConfig(id, ProcessingMode.CONVERSATION, OUTBOUND_PER_SECOND, active);
  }

  /** The same app in another mode. */
  public AppConfig mode(ProcessingMode other) {
    return new AppConfig(id, other, outboundPerSecond, channels);
  }

  /** The same app with another rate limit. */
  public AppConfig outboundPerSecond(int most) {
    return new AppConfig(id, mode, most, channels);
  }

  /** The same app with one more channel, or with a channel's state changed. */
  public AppConfig channel(String name, ChannelState state) {
    Map<String, ChannelState> changed = new LinkedHashMap<>(channels);
    changed.put(name, state);
    return new AppConfig(id, mode, outboundPerSecond, changed);
  }
}
