package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.Erased;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.Store;
import dev.botflow.store.WaitingEvent;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contact's erasure: its session, those of its identities, under which it may have written in DISPATCH mode, and
 * those of contacts that were merged with it. Who is named by an identity alone may be known by an id: then all that have
 * this identity are found, also by their events that still wait. Each is erased on its lane, where none of its turns runs; the contact's own
 * comes last, since it leads to the others: what fails on the way can be asked for again. Safe for use by many threads.
 */
final class Erasure {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final int PAGE = 200;

  private final Store store;
  private final Lanes lanes;
  private final Function<SessionKey, Erased> erase;
  private final Function<InboxEntry, Optional<InboundEvent>> reading;
  private final ChannelContext about;
  private final String appId;
  private final SessionKey root;
  private final Set<SessionKey> found = new LinkedHashSet<>();
  private final Set<SessionKey> erased = new LinkedHashSet<>();
  private final Set<String> marks = new LinkedHashSet<>();
  private volatile Erased rows = Erased.nothing();

  /**
   * @param erase erases a session in the store, ends what is under way of it, and says what there was
   * @param reading reads an event that waits once more; empty if that is not possible
   */
  Erasure(
      Store store,
      Lanes lanes,
      Function<SessionKey, Erased> erase,
      Function<InboxEntry, Optional<InboundEvent>> reading,
      ChannelContext about,
      String appId) {
    this.store = store;
    this.lanes = lanes;
    this.erase = erase;
    this.reading = reading;
    this.about = about;
    this.appId = appId;
    this.root = SessionKey.of(about);
    found.add(root);
    if (about.contactId() != null) {
      marks.add(about.contactId());
    }
    if (about.channelIdentifier() != null && about.channelIdentity() != null) {
      found.add(SessionKey.of(new ChannelContext(
          about.channelIdentifier(), about.channelIdentity(), null, appId, null, null)));
      marks.add(about.channelIdentity());
    }
  }

  /** Erases one after the other. */
  CompletableFuture<Void> run() {
    Optional<SessionKey> next = next();
    return onLane(next.orElse(root), next.isEmpty())
        .thenCompose(over -> over ? CompletableFuture.completedFuture(null) : run());
  }

  /** What there was, by kind. */
  Erased rows() {
    return rows;
  }

  /** What else may be left of the contact: its ids and identities, in events nobody could read. */
  synchronized List<PersonalDataMatcher> mentions() {
    // Phone identities come with and without +.
    return marks.stream()
        .map(mark -> mark.startsWith("+") ? mark.substring(1) : mark)
        .filter(mark -> !mark.isBlank())
        .map(PersonalDataMatcher::new)
        .toList();
  }

  private CompletableFuture<Boolean> onLane(SessionKey key, boolean last) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    lanes.addAhead(key, () -> {
      try {
        // A turn that ran meanwhile may have brought another identity, or merged another contact.
        boolean over = last && next().isEmpty();
        if (over || !last) {
          rows = rows.and(erase.apply(key));
          over(key);
        }
        done.complete(over);
      } catch (RuntimeException | Error e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  private synchronized void over(SessionKey key) {
    erased.add(key);
  }

  /** A session but the contact's own that is still to be erased; empty if that alone is left. */
  private synchronized Optional<SessionKey> next() {
    Channel channel = about.channelIdentifier();
    String identity = about.channelIdentity();
    if (about.contactId() == null && channel != null && identity != null) {
      found.addAll(store.sessionsOf(appId, channel, identity));
      lookAtWaiting(channel, identity);
    }
    Set<SessionKey> looked = new LinkedHashSet<>();
    while (looked.size() < found.size()) {
      for (SessionKey key : List.copyOf(found)) {
        if (looked.add(key)) {
          lookFrom(key);
        }
      }
    }
    return found.stream()
        .filter(key -> !key.equals(root) && !erased.contains(key))
        .findFirst();
  }

  /** A contact who writes just now has no session yet, perhaps. */
  private void lookAtWaiting(Channel channel, String identity) {
    PersonalDataMatcher mention = PersonalDataMatcher.ofIdentity(identity);
    long after = 0;
    List<WaitingEvent> page;
    do {
      page = store.waiting(appId, after, PAGE);
      for (WaitingEvent event : page) {
        after = event.number();
        lookAt(event.entry(), mention, channel, identity);
      }
    } while (page.size() == PAGE);
    DeadLetter.all(store, EnumSet.of(DeadLetter.Kind.EVENT))
        .map(DeadLetter::event)
        .filter(entry -> entry != null && entry.appId().equals(appId))
        .forEach(entry -> lookAt(entry, mention, channel, identity));
  }

  private void lookAt(
      InboxEntry entry, PersonalDataMatcher mention, Channel channel, String identity) {
    if (entry.key().isApp() || found.contains(entry.key()) || !mention.in(entry.raw())) {
      return;
    }
    // Somebody else may have written the number, too: what counts is whose event it is.
    reading
        .apply(entry)
        .map(InboundEvent::context)
        .filter(from -> channel.equals(from.channelIdentifier()))
        .map(ChannelContext::channelIdentity)
        .filter(from -> SessionKey.of(identityOf(channel, from))
            .equals(SessionKey.of(identityOf(channel, identity))))
        .ifPresent(same -> found.add(entry.key()));
  }

  private ChannelContext identityOf(Channel channel, String identity) {
    return new ChannelContext(channel, identity, null, appId, null, null);
  }

  private void lookFrom(SessionKey key) {
    // What a contact wrote before it was merged is kept under its own.
    found.addAll(store.mergedWith(key));
    try {
      Session session = store.open(key);
      session.identities().forEach((channel, identity) -> {
        marks.add(identity);
        found.add(SessionKey.of(identityOf(channel, identity)));
      });
      if (session.replyTo() != null && session.replyTo().contactId() != null) {
        marks.add(session.replyTo().contactId());
      }
    } catch (BotFlowException e) {
      LOG.warn("a session that is erased could not be read: {}", e.getMessage());
    }
  }
}
