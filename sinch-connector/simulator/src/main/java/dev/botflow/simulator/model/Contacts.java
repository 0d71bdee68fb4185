package dev.botflow.simulator.model;

import dev.botflow.simulator.json.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The contacts of the project and their conversations with its apps. Ids once given stay. Safe for many threads. */
public final class Contacts {
  private final Ids ids;
  private final Map<String, List<Identity>> identities = new ConcurrentHashMap<>();
  private final Map<Identity, String> contactIds = new ConcurrentHashMap<>();
  private final Map<List<String>, String> conversationIds = new ConcurrentHashMap<>();

  public Contacts(Ids ids) {
    this.ids = ids;
  }

  /** Puts a contact in under a given id. */
  public void register(String contactId, List<Identity> channelIdentities) {
    identities.put(contactId, List.copyOf(channelIdentities));
    channelIdentities.forEach(identity -> contactIds.put(identity.key(), contactId));
  }

  /** The contact with this identity; made if there is none yet. */
  public String contactId(Identity identity) {
    return contactIds.computeIfAbsent(identity.key(), key -> {
      String made = ids.next();
      identities.put(made, List.of(identity));
      return made;
    });
  }

  /** The identities of a contact, in the order they were given; nothing if there is no such contact. */
  public Optional<List<Identity>> identities(String contactId) {
    return Optional.ofNullable(identities.get(contactId));
  }

  /** The conversation of a contact with an app; made if there is none yet. */
  public String conversationId(String appId, String contactId) {
    return conversationIds.computeIfAbsent(List.of(appId, contactId), key -> ids.next());
  }
}
