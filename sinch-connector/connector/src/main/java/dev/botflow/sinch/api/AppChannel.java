package dev.botflow.sinch.api;

import dev.botflow.event.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A channel set up on the app. Its credentials, which Sinch reports with it, are not kept.
 *
 * @param state {@code ACTIVE}, {@code PENDING} (being set up), {@code FAILING}, or what Sinch adds
 * @param description Sinch's words on the state; null if it has none
 */
public record AppChannel(
    Channel channel, String state, @Nullable String description) {

  /** True if messages go through. */
  public boolean isActive() {
    return state.equals("ACTIVE");
  }
}
