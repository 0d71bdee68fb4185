package dev.botflow.message;

import dev.botflow.error.BotFlowException;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;

/**
 * Messages as the outbox keeps them: the engine's own JSON, such as
 * {@code {"v":1,"kind":"text","text":"Hello"}}. Equal messages give equal text. A change that an older engine would
 * misread raises {@code v}, which no older engine accepts.
 */
public final class OutboundJson {
  private static final int VERSION = 1;

  private OutboundJson() {}

  /** @throws BotFlowException if a text is longer than 1,048,576 characters or a coordinate is no number */
  public static String write(Outbound message) {
    return JsonOut.write("message", json -> {
      json.number("v", VERSION);
      OutboundFields.write(json, message);
    });
  }

  /**
   * The message written here.
   *
   * @throws BotFlowException if this is no message of a version and kind known here; says where, not what a contact
   *     would have read
   */
  public static Outbound read(String text) {
    return OutboundFields.read(JsonIn.read("message", text, VERSION));
  }

  /** A message with its id and address. */
  public static String write(Outgoing outgoing) {
    return JsonOut.write(
        "outgoing message",
        json -> json.number("v", VERSION)
            .text("id", outgoing.id())
            .object("to", to -> AddressJson.write(to, outgoing.to()))
            .text("correlation", outgoing.correlationId())
            .object("message", message -> OutboundFields.write(message, outgoing.message()))
            .text("typing", outgoing.typing() ? "before" : null)
            .text("legal", outgoing.legal() ? "host" : null));
  }

  /**
   * The message with its id and address written here.
   *
   * @throws BotFlowException as {@link #read} does
   */
  public static Outgoing readOutgoing(String text) {
    JsonIn json = JsonIn.read("outgoing message", text, VERSION);
    return new Outgoing(
        json.text("id"),
        AddressJson.read(json.object("to")),
        OutboundFields.read(json.object("message")),
        json.textOrNull("correlation"),
        "before".equals(json.textOrNull("typing")),
        "host".equals(json.textOrNull("legal")));
  }
}
