package dev.botflow.sinch.send;

import org.jspecify.annotations.Nullable;

/**
 * Who writes: shown by channels that can, such as RCS. Source: the Conversation API documentation.
 *
 * @param displayName the name shown; null for none
 * @param type a program or a person
 * @param pictureUrl where the picture is; null for none
 */
public record Agent(
    @Nullable String displayName, Type type, @Nullable String pictureUrl) {

  /** What kind of agent it is. */
  public enum Type {
    BOT,
    HUMAN,
    UNKNOWN_AGENT_TYPE
  }

  /** A program of this name, without a picture. */
  public static Agent bot(String displayName) {
    return new Agent(displayName, Type.BOT, null);
  }

  /** A person of this name, without a picture. */
  public static Agent human(String displayName) {
    return new Agent(displayName, Type.HUMAN, null);
  }

  /** The type alone: a name may be a person's. */
  @Override
  public String toString() {
    return "Agent[" + type + "]";
  }
}
