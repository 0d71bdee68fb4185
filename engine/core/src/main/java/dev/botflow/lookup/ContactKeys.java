package dev.botflow.lookup;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.store.Store;
import dev.botflow.store.UnreadableSessionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Under which keys a store keeps a contact: its own, those of its identities (DISPATCH mode), and of whom it was merged with. */
final class ContactKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ContactKeys.class);

  private ContactKeys() {}

  static Set<SessionKey> of(Store store, ChannelContext contact) {
    Set<SessionKey> found = new LinkedHashSet<>();
    if (contact.contactId() != null) {
      found.add(SessionKey.of(contact));
    }
    Channel channel = contact.channelIdentifier();
    String identity = contact.channelIdentity();
    if (channel != null && identity != null) {
      found.addAll(of(store, contact.appId(), channel, identity));
    }
    return withRelated(store, found);
  }

  /** @param app the one app to look in; null for all */
  static Set<SessionKey> of(Store store, @Nullable String app, Channel channel, String identity) {
    Set<SessionKey> found = new LinkedHashSet<>();
    for (String one : app == null ? store.apps() : List.of(app)) {
      found.add(SessionKey.of(new ChannelContext(channel, identity, null, one, null, null)));
      found.addAll(store.sessionsOf(one, channel, identity));
    }
    return withRelated(store, found);
  }

  /** With what a contact wrote before it was merged, and what was kept under the identities of its session. */
  private static Set<SessionKey> withRelated(Store store, Set<SessionKey> found) {
    Set<SessionKey> all = new LinkedHashSet<>();
    Deque<SessionKey> next = new ArrayDeque<>(found);
    while (!next.isEmpty()) {
      SessionKey key = next.remove();
      if (all.add(key)) {
        next.addAll(store.mergedWith(key));
        next.addAll(identities(store, key));
      }
    }
    return all;
  }

  private static Set<SessionKey> identities(Store store, SessionKey key) {
    Set<SessionKey> keys = new LinkedHashSet<>();
    session(store, key)
        .ifPresent(session -> session
            .identities()
            .forEach((channel, identity) -> keys.add(SessionKey.of(
                new ChannelContext(channel, identity, null, key.appId(), null, null)))));
    return keys;
  }

  /** A session as far as it can be read; what cannot be is still exported and erased as it is. */
  static Optional<Session> session(Store store, SessionKey key) {
    try {
      return Optional.of(store.open(key));
    } catch (UnreadableSessionException e) {
      LOG.warn("a session that is looked up could not be read: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
