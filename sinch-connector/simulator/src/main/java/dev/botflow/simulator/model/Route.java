package dev.botflow.simulator.model;

import java.util.List;

/**
 * The way of a message to its recipient.
 *
 * @param hops the identities to try, one after the other; empty if the contact has none on a channel asked for
 */
public record Route(
    List<Identity> hops, String contactId, String conversationId, ProcessingMode mode) {

  /** The side of the contact on a hop; past the last one, on the last. */
  Party party(String appId, int hop) {
    Identity identity =
        hops.isEmpty() ? new Identity("", "", "") : hops.get(Math.min(hop, hops.size() - 1));
    return new Party(appId, identity, contactId, conversationId, mode);
  }
}
