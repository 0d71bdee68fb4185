package dev.botflow.turn;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactMerged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.BotSettings;
import dev.botflow.message.Address;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.SessionBuilder;
import dev.botflow.session.TraceEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an event changes before anything is decided: what expired ends, opt-out and contact data are noted, and where the
 * contact writes from. The facts are made of the session it gives.
 *
 * @param session the session as the decision sees it, still of the stored version
 * @param notes what it did, for the trace
 * @param ended runs that ended; their timers are cancelled
 * @param moved runs that came from a contact who was merged into this one; their timers are set
 * @param absorbed the next version of that contact's session; null if none was merged
 */
public record SessionUpdate(
    Session session,
    List<TraceEntry> notes,
    List<Run> ended,
    List<Run> moved,
    @Nullable Session absorbed) {
  public SessionUpdate {
    notes = List.copyOf(notes);
    ended = List.copyOf(ended);
    moved = List.copyOf(moved);
  }

  /**
   * Lets an event arrive.
   *
   * @param stored the session as stored
   * @param now the clock
   */
  public static SessionUpdate of(
      Session stored, InboundEvent event, BotSettings settings, Instant now) {
    return of(stored, null, event, settings, now);
  }

  /**
   * Lets an event arrive that may merge another contact into this one.
   *
   * @param loser the session of the contact that {@code event} merges into this one; null for any other event
   */
  public static SessionUpdate of(
      Session stored,
      @Nullable Session loser,
      InboundEvent event,
      BotSettings settings,
      Instant now) {
    if (loser == null) {
      return new Arriving(stored, event, settings, now).arrive(List.of(), null);
    }
    Merging merging = Merging.of(stored, loser, event.context().contactId());
    Arriving arriving = new Arriving(merging.session(), event, settings, now);
    arriving.merged(merging);
    return arriving.arrive(merging.moved(), merging.absorbed());
  }

  /** The session in the making. */
  private static final class Arriving {
    private static final String MERGED = "contact merged";
    private static final String EXPIRED = "expired";

    private final Session stored;
    private final InboundEvent event;
    private final BotSettings settings;
    private final Instant now;
    private final List<TraceEntry> notes = new ArrayList<>();
    private final List<Run> ended = new ArrayList<>();
    private Map<String, Object> contact;
    private Map<String, Object> variables;
    private List<Run> runs;
    private boolean agentActive;
    private final Set<Channel> optedOut;
    private boolean optedOutOfAll;
    private @Nullable Address replyTo;
    private final Map<Channel, String> identities;
    private @Nullable Instant expiresAt;
    private final Set<Channel> optedBackIn;
    private Map<Channel, Instant> heard;
    private boolean erased;

    Arriving(Session stored, InboundEvent event, BotSettings settings, Instant now) {
      this.stored = stored;
      this.event = event;
      this.settings = settings;
      this.now = now;
      this.contact = stored.contact();
      this.variables = stored.variables();
      this.runs = stored.runs();
      this.agentActive = stored.agentActive();
      this.optedOut = new TreeSet<>(stored.optedOut());
      this.optedOutOfAll = stored.optedOutOfAll();
      this.replyTo = stored.replyTo();
      this.identities = new LinkedHashMap<>(stored.identities());
      this.expiresAt = stored.expiresAt();
      this.optedBackIn = new TreeSet<>(stored.optedBackIn());
      this.heard = new LinkedHashMap<>(stored.heard());
    }

    void merged(Merging merging) {
      merging.ended().forEach(run -> end(run, MERGED));
      merging.left().forEach(run -> notes.add(ended(run, MERGED)));
      notes.add(new TraceEntry.Merged(merging.moved().size()));
    }

    SessionUpdate arrive(List<Run> moved, @Nullable Session absorbed) {
      expire();
      whereFrom();
      if (event instanceof OptInChanged change && change.succeeded()) {
        optIn(change);
      } else if (event instanceof ContactChanged change) {
        if (change.change() == ContactChanged.Change.DELETED) {
          erase();
        } else {
          profile(change.contact());
        }
      } else if (event instanceof ContactMerged merge) {
        profile(merge.preserved());
      } else if (event instanceof ConversationChanged change
          && change.change() != ConversationChanged.Change.STARTED) {
        endRuns("conversation " + change.change().name().toLowerCase(java.util.Locale.ROOT));
        variables = new LinkedHashMap<>();
        agentActive = false;
        expiresAt = null;
      } else if (event instanceof AgentJoined) {
        agentActive = true;
      } else if (event instanceof AgentLeft) {
        agentActive = false;
      }
      return new SessionUpdate(session(), notes, ended, moved, absorbed);
    }

    private void expire() {
      // An agent's conversation stays open as long as the agent has it.
      if (expiresAt == null || agentActive) {
        return;
      }
      if (event.kind().isMessage() ? messageIsLate(expiresAt) : timerEnds(expiresAt)) {
        endRuns(EXPIRED);
        variables = new LinkedHashMap<>();
        expiresAt = null;
      }
    }

    /** A message taken in before the end wins, however late it is handled. */
    private boolean messageIsLate(Instant end) {
      return !now.isBefore(end) && !event.at().isBefore(end);
    }

    /** A wait that is over at the very moment of the end comes first, since its author asked for it. */
    private boolean timerEnds(Instant end) {
      if (!(event instanceof TimerFired timer)) {
        return false;
      }
      return timer.timerId().equals(Timers.SESSION)
          ? !now.isBefore(end)
          : event.at().isAfter(end);
    }

    private void endRuns(String why) {
      runs.forEach(run -> end(run, why));
      runs = List.of();
    }

    private void end(Run run, String why) {
      ended.add(run);
      notes.add(ended(run, why));
    }

    private static TraceEntry ended(Run run, String why) {
      return EXPIRED.equals(why)
          ? new TraceEntry.Expired(run.top().flow(), run.top().step())
          : new TraceEntry.Ended(run.top().flow(), run.top().step(), why);
    }

    /** The contact is gone: nothing stays but that nobody may write to it. */
    private void erase() {
      endRuns("contact deleted");
      contact = new LinkedHashMap<>();
      variables = new LinkedHashMap<>();
      identities.clear();
      heard = new LinkedHashMap<>();
      replyTo = null;
      agentActive = false;
      expiresAt = null;
      erased = true;
    }

    private void whereFrom() {
      Channel channel = event.context().channelIdentifier();
      String identity = event.context().channelIdentity();
      if (channel != null && identity != null) {
        identities.put(channel, identity);
      }
      Address from = Address.of(event.context());
      if (!event.kind().isMessage() || from == null) {
        return;
      }
      if (replyTo != null && !replyTo.channel().equals(from.channel()) && !runs.isEmpty()) {
        notes.add(new TraceEntry.ChannelChanged(replyTo.channel(), from.channel()));
        if (settings.restartOnChannelChange() && !agentActive) {
          endRuns("channel changed");
        }
      }
      replyTo = from;
      // An event may claim a time that is yet to come; nobody was heard later than now.
      Instant at = event.at().isAfter(now) ? now : event.at();
      heard.merge(from.channel(), at, (before, latest) -> latest.isAfter(before) ? latest : before);
      expiresAt = now.plus(settings.sessionExpiry());
    }

    private void optIn(OptInChanged change) {
      Channel channel = event.context().channelIdentifier();
      if (change.optIn()) {
        optedBackIn(channel);
        return;
      }
      if (channel == null) {
        optedOutOfAll = true;
        optedBackIn.clear();
      } else {
        optedOut.add(channel);
        optedBackIn.remove(channel);
      }
      endRuns("opted out");
    }

    /** Opting in on one channel says nothing of the others, should the contact have left them all. */
    private void optedBackIn(@Nullable Channel channel) {
      if (channel == null) {
        optedOut.clear();
        optedOutOfAll = false;
        optedBackIn.clear();
        return;
      }
      optedOut.remove(channel);
      if (optedOutOfAll) {
        optedBackIn.add(channel);
      }
    }

    private void profile(ContactProfile profile) {
      Map<String, Object> merged = new LinkedHashMap<>(contact);
      put(merged, "name", profile.displayName());
      put(merged, "language", profile.language());
      put(merged, "email", profile.email());
      put(merged, "external_id", profile.externalId());
      contact = merged;
      for (ContactProfile.Identity identity : profile.identities()) {
        if (identity.identity() != null) {
          identities.put(identity.channel(), identity.identity());
        }
      }
    }

    private static void put(Map<String, Object> map, String name, @Nullable String value) {
      if (value != null) {
        map.put(name, value);
      }
    }

    private Session session() {
      SessionBuilder changed = stored.toBuilder()
          .contact(contact)
          .variables(variables)
          .runs(runs)
          .agentActive(agentActive)
          .optedOut(optedOut)
          .optedOutOfAll(optedOutOfAll)
          .optedBackIn(optedBackIn)
          .replyTo(replyTo)
          .identities(identities)
          .expiresAt(expiresAt)
          .heard(heard);
      if (erased) {
        changed
            .misses(0)
            .lastFlow(null)
            .known(false)
            .buttons(List.of())
            .sent(List.of())
            .lately(List.of());
      }
      return changed.build();
    }
  }
}
