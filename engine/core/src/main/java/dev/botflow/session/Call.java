package dev.botflow.session;

import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call to the host, to be made after the commit that holds it, at least once.
 *
 * @param id stable, equal for every attempt
 * @param key its session, whose lane is held until the result
 * @param context who it concerns
 * @param kind an action, the agent desk, a message for the desk, or a flow of the host's
 * @param name the action's name, the desk's queue, or the flow's name
 * @param arguments what the step hands over
 * @param madeAt when the turn ran
 * @param timeout how long a result may take
 */
public record Call(
    String id,
    SessionKey key,
    ChannelContext context,
    Kind kind,
    String name,
    Map<String, Object> arguments,
    Instant madeAt,
    Duration timeout) {

  /** Whom a call goes to. */
  public enum Kind {
    ACTION,
    DESK,
    FLOW,
    /** What the contact wrote while an agent has the conversation. */
    DESK_MESSAGE
  }

  private static final String TO_DESK = "desk-";

  /** The id of a call that brings the desk a message: no step waits for its result. */
  public static String toDesk(String id) {
    return TO_DESK + id;
  }

  /** True for the id of a call that brings the desk a message. */
  public static boolean isToDesk(String id) {
    return id.startsWith(TO_DESK);
  }

  public Call {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  @Override
  public String toString() {
    return "Call[" + id + ", " + kind + " " + name + "]";
  }
}
