package dev.botflow.sinch.api;

import dev.botflow.sinch.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook registered at the app, at most five of them.
 *
 * @param secret what its calls are signed with; null if they are not, or Sinch does not say
 * @param tokenEndpoint where Sinch fetches the token its calls bear; null if they bear none
 * @param tokenClientId who Sinch says it is there; null if its calls bear no token
 */
public record AppWebhook(
    String id,
    String target,
    List<String> triggers,
    @Nullable Secret secret,
    @Nullable String tokenEndpoint,
    @Nullable String tokenClientId) {
  public AppWebhook {
    triggers = List.copyOf(triggers);
  }
}
