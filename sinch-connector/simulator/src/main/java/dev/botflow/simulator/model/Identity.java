package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.simulator.json.Json;
import java.util.Set;

/**
 * A contact's address on a channel.
 *
 * @param appId the app in which the identity means something; {@code ""} where it means the same in every app
 */
public record Identity(String channel, String identity, String appId) {
  /** The channels whose identities Sinch documents as app-scoped: a request must name the app beside them. */
  private static final Set<String> APP_SCOPED = Set.of("MESSENGER", "INSTAGRAM", "LINE", "WECHAT");

  public static boolean appScoped(String channel) {
    return APP_SCOPED.contains(channel);
  }

  /** An identity as Sinch names it in callbacks of the app. */
  public static Identity of(String channel, String identity, String appId) {
    return new Identity(channel, identity, appScoped(channel) ? appId : "");
  }

  /** The same person's address is the same with and without a leading plus. */
  Identity key() {
    return new Identity(
        channel, identity.startsWith("+") ? identity.substring(1) : identity, appId);
  }

  ObjectNode json() {
    return Json.object().put("channel", channel).put("identity", identity).put("app_id", appId);
  }

  @Override
  public String toString() {
    return "Identity[" + channel + "]";
  }
}
