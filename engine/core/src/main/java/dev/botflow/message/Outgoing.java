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
 */
public record Outgoing(
    String id, Address to, Outbound message, @Nullable String correlationId) {
  /** Ids only. */
  @Override
  public String toString() {
    return "Outgoing[" + id + ", " + to + "]";
  }
}
