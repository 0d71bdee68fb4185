package dev.botflow.runtime;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.session.Session;
import dev.botflow.session.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases contacts on request and by age. A contact is erased on its lane, where none of its turns runs. */
final class Forgetting {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

  private final Store store;
  private final Lanes lanes;
  private final ExecutorService workers;
  private final Clock clock;
  private final Consumer<SessionKey> erase;
  private final Object scrubbing = new Object();
  private final AtomicLong asked = new AtomicLong();
  private long scrubbed;

  /** @param erase erases a session in the store, and ends what is under way of it */
  Forgetting(
      Store store, Lanes lanes, ExecutorService workers, Clock clock, Consumer<SessionKey> erase) {
    this.store = store;
    this.lanes = lanes;
    this.workers = workers;
    this.clock = clock;
    this.erase = erase;
  }

  CompletableFuture<Void> forget(ChannelContext about) {
    if (!about.hasContact() || about.appId() == null) {
      throw new IllegalArgumentException(
          "forget: expected an app and a contact id, or an app, a channel and an identity, but was "
              + about);
    }
    Set<String> marks = new LinkedHashSet<>();
    List<CompletableFuture<Void>> erased = new ArrayList<>();
    for (SessionKey key : keys(about)) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      erased.add(done);
      lanes.addAhead(key, () -> {
        try {
          collect(about, key, marks);
          erase.accept(key);
          done.complete(null);
        } catch (RuntimeException e) {
          done.completeExceptionally(e);
        }
      });
    }
    return CompletableFuture.allOf(erased.toArray(CompletableFuture[]::new))
        .thenRunAsync(
            () -> {
              marksOf(marks).forEach(mark -> store.forgetUnread(about.appId(), mark));
              scrub();
              LOG.info("app {}: a contact was erased on request", about.appId());
            },
            workers);
  }

  /** The contact's session, and that of its identity, under which the contact may have written in DISPATCH mode. */
  private static Set<SessionKey> keys(ChannelContext about) {
    Set<SessionKey> keys = new LinkedHashSet<>();
    keys.add(SessionKey.of(about));
    if (about.channelIdentifier() != null && about.channelIdentity() != null) {
      keys.add(SessionKey.of(new ChannelContext(
          about.channelIdentifier(), about.channelIdentity(), null, about.appId(), null, null)));
    }
    return keys;
  }

  private void collect(ChannelContext about, SessionKey key, Set<String> marks) {
    synchronized (marks) {
      if (about.contactId() != null) {
        marks.add(about.contactId());
      }
      if (about.channelIdentity() != null) {
        marks.add(about.channelIdentity());
      }
      try {
        Session session = store.open(key);
        marks.addAll(session.identities().values());
      } catch (BotFlowException e) {
        LOG.warn("a session that is erased could not be read: {}", e.getMessage());
      }
    }
  }

  // Phone identities come with and without +.
  private static List<String> marksOf(Set<String> marks) {
    synchronized (marks) {
      return marks.stream()
          .map(mark -> mark.startsWith("+") ? mark.substring(1) : mark)
          .filter(mark -> !mark.isBlank())
          .toList();
    }
  }

  /** Erases contacts nobody heard of for so long, and what was given up before. */
  int forgetOlder(Duration retention) {
    int rows = store.forgetOlder(clock.instant().minus(retention));
    if (rows > 0) {
      scrub();
      LOG.info("{} rows older than {} days were erased", rows, retention.toDays());
    }
    return rows;
  }

  /** Erasures that wait for each other share one. */
  private void scrub() {
    long mine = asked.incrementAndGet();
    synchronized (scrubbing) {
      if (scrubbed < mine) {
        long all = asked.get();
        store.scrub();
        scrubbed = all;
      }
    }
  }
}
