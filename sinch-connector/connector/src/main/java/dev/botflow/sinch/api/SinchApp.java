package dev.botflow.sinch.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app as Sinch knows it. The credentials that come with its channels are not kept. Source: the Conversation API documentation.
 *
 * @param id the app's id
 * @param displayName what people call it; null if it has no name
 * @param processingMode {@code CONVERSATION}, {@code DISPATCH}, or what Sinch adds; null if it does not say
 * @param outboundPerSecond messages a second that leave Sinch for the channels ({@code rate_limits.outbound}); 0 if Sinch
 *     does not say
 * @param channels in the app's order of priority, one entry a channel
 */
public record SinchApp(
    String id,
    @Nullable String displayName,
    @Nullable String processingMode,
    int outboundPerSecond,
    List<AppChannel> channels) {
  public SinchApp {
    channels = List.copyOf(channels);
  }

  /** True if Sinch keeps no contacts and no conversations for it. */
  public boolean isDispatch() {
    return "DISPATCH".equals(processingMode);
  }
}
