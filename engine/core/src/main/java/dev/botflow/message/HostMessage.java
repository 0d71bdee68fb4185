package dev.botflow.message;

/**
 * What a host says to a contact by itself: a notice, an agent's answer.
 *
 * <pre>{@code
 * HostMessage.text("shipped-17", "Your parcel is on its way.")
 * HostMessage.of("shipped-17", new MediaMessage(url)).afterTyping()
 * }</pre>
 *
 * @param key the idempotency key, equal for two calls that mean the same message: a contact gets it once. What the host
 *     knows the reason by, such as the number of an order; nothing of a person
 * @param message what the contact reads; its texts are no templates
 * @param legal true for what may be said to a contact who opted out
 * @param typing true to show the contact before it that somebody is typing, where the channel can
 */
public record HostMessage(String key, Outbound message, boolean legal, boolean typing) {
  public HostMessage {
    if (key.isBlank()) {
      throw new IllegalArgumentException("key: expected an idempotency key, but was blank");
    }
  }

  /** A message as it is. */
  public static HostMessage of(String key, Outbound message) {
    return new HostMessage(key, message, false, false);
  }

  /** A text. */
  public static HostMessage text(String key, String text) {
    return of(key, new TextMessage(text));
  }

  /** The same, which may also be said to a contact who opted out: what the law asks for. */
  public HostMessage asLegal() {
    return new HostMessage(key, message, true, typing);
  }

  /** The same, before which the contact is shown that somebody is typing; channels that cannot leave it out. */
  public HostMessage afterTyping() {
    return new HostMessage(key, message, legal, true);
  }

  /** The key only. */
  @Override
  public String toString() {
    return "HostMessage[" + key + "]";
  }
}
