package dev.botflow.message;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way out.
 *
 * @param id our stable id, equal for every attempt and in two plays of the same events; it comes back with delivery
 *     reports
 * @param to where it goes
 * @param message what the contact reads
 * @param correlationId the correlation id of the event it answers
 * @param typing true to show the contact that the bot is typing before this message; channels that cannot leave it out
 */
public record Outgoing(
    String id, Address to, Outbound message, @Nullable String correlationId, boolean typing) {

  /** A message that comes without a sign that the bot is typing. */
  public Outgoing(String id, Address to, Outbound message, @Nullable String correlationId) {
    this(id, to, message, correlationId, false);
  }

  /** Ids only. */
  @Override
  public String toString() {
    return "Outgoing[" + id + ", " + to + "]";
  }
}
