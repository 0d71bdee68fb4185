package dev.botflow.runtime;

import dev.botflow.event.ChannelContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action or the agent desk gets.
 *
 * @param id stable, equal for every attempt, so that the host can tell a repeat
 * @param name the action's name, or the desk's queue
 * @param arguments what the step hands over
 * @param context who it concerns
 */
public record ActionRequest(
    String id, String name, Map<String, Object> arguments, ChannelContext context) {
  public ActionRequest {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** An argument as text; null if it was not handed over. */
  public @Nullable String text(String argument) {
    Object value = arguments.get(argument);
    return value == null ? null : value.toString();
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "ActionRequest[" + id + ", " + name + "]";
  }
}
