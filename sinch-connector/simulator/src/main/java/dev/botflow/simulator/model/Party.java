package dev.botflow.simulator.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The contact's side of a message: where it is, and what Sinch calls it.
 *
 * @param contactId {@code ""} where no contact is kept
 * @param conversationId {@code ""} where no conversation is kept
 */
public record Party(
    String appId, Identity identity, String contactId, String conversationId, ProcessingMode mode) {

  /** Puts the four members every callback about a message or an event has. */
  public ObjectNode into(ObjectNode json) {
    json.set("channel_identity", identity.json());
    return json.put("contact_id", contactId)
        .put("conversation_id", conversationId)
        .put("processing_mode", mode.name());
  }

  Party at(Identity other) {
    return new Party(appId, other, contactId, conversationId, mode);
  }
}
