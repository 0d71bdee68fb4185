package dev.botflow.sinch.send;

import dev.botflow.event.Channel;
import dev.botflow.message.Address;
import dev.botflow.sinch.json.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for: a contact of the project, or one person's identities on channels, in the order to try them. An
 * app in DISPATCH mode takes identities only. The app id that identities of MESSENGER, VIBER, INSTAGRAM, LINE and WECHAT
 * need is added when sending. Source: the Conversation API documentation.
 */
public final class Recipient {
  private final @Nullable String contactId;
  private final Map<Channel, String> identities;

  private Recipient(@Nullable String contactId, Map<Channel, String> identities) {
    this.contactId = contactId;
    this.identities = identities;
  }

  /** A contact by its id, on any of its channels. */
  public static Recipient contact(String contactId) {
    return new Recipient(Checks.given("contact_id", contactId), new LinkedHashMap<>());
  }

  /**
   * A person by what the channel knows them by.
   *
   * @param identity such as a phone number in digits, with or without {@code +}
   */
  public static Recipient identity(Channel channel, String identity) {
    Map<Channel, String> identities = new LinkedHashMap<>();
    identities.put(channel, Checks.given("identity", identity));
    return new Recipient(null, identities);
  }

  /** The same person on one more channel, tried after those before. */
  public Recipient or(Channel channel, String identity) {
    if (contactId != null) {
      throw new IllegalArgumentException(
          "recipient: expected a contact or identities, but was both");
    }
    Map<Channel, String> more = new LinkedHashMap<>(identities);
    more.put(channel, Checks.given("identity", identity));
    return new Recipient(null, more);
  }

  /** The contact where there is one, else the identity on this channel: in DISPATCH mode Sinch knows no contacts. */
  public static Recipient of(Address to) {
    if (to.contactId() != null || to.identity() == null) {
      return new Recipient(to.contactId(), Collections.emptyMap());
    }
    return new Recipient(null, Collections.singletonMap(to.channel(), to.identity()));
  }

  @Nullable
  String contactId() {
    return contactId;
  }

  Map<Channel, String> identities() {
    return identities;
  }

  /** The channels named, in order; empty for a contact. */
  List<Channel> channels() {
    return new ArrayList<>(identities.keySet());
  }

  /** The contact's id or the channels: an identity may be a phone number. */
  @Override
  public String toString() {
    return "Recipient[" + (contactId != null ? "contact " + contactId : identities.keySet()) + "]";
  }
}
