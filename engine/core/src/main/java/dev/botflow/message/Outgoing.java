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
 * @param legal true for what the host says though the contact opted out; what flows say is legal by its flow
 */
public record Outgoing(
    String id,
    Address to,
    Outbound message,
    @Nullable String correlationId,
    boolean typing,
    boolean legal) {

  /** A message that waits no longer than its contact wants messages, unless a legal flow says it. */
  public Outgoing(
      String id, Address to, Outbound message, @Nullable String correlationId, boolean typing) {
    this(id, to, message, correlationId, typing, false);
  }

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
