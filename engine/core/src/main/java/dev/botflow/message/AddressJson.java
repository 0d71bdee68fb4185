package dev.botflow.message;

import dev.botflow.event.Channel;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;

/** An address inside the engine's own JSON. */
public final class AddressJson {
  private AddressJson() {}

  public static void write(JsonOut json, Address address) {
    json.text("app", address.appId())
        .text("channel", address.channel().name())
        .text("contact", address.contactId())
        .text("identity", address.identity());
  }

  public static Address read(JsonIn json) {
    String contact = json.textOrNull("contact");
    String identity = json.textOrNull("identity");
    if (contact == null && identity == null) {
      throw json.broken("contact", "a contact or an identity", "neither");
    }
    return new Address(json.text("app"), channel(json, "channel"), contact, identity);
  }

  /** The channel of this very name: names are kept as they came. */
  public static Channel channel(JsonIn json, String field) {
    String name = json.text(field);
    if (name.isBlank()) {
      throw json.broken(field, "a channel's name", "blank");
    }
    return new Channel(name);
  }
}
