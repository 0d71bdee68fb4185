package dev.botflow.sinch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook registered at the app, at most five of them.
 *
 * @param secret what its calls are signed with; null if they are not, or Sinch does not tell
 */
public record AppWebhook(
    String id,
    String target,
    List<String> triggers,
    @Nullable Secret secret) {
  public AppWebhook {
    triggers = List.copyOf(triggers);
  }
}
