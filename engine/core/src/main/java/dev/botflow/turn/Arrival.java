package dev.botflow.turn;

import dev.botflow.event.AgentJoined;
import dev.botflow.event.AgentLeft;
import dev.botflow.event.Channel;
import dev.botflow.event.ContactChanged;
import dev.botflow.event.ContactProfile;
import dev.botflow.event.ConversationChanged;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.OptInChanged;
import dev.botflow.event.TimerFired;
import dev.botflow.flow.BotSettings;
import dev.botflow.message.Address;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Trace;
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
 */
public record Arrival(Session session, List<Trace.Entry> notes, List<Run> ended) {
  public Arrival {
    notes = List.copyOf(notes);
    ended = List.copyOf(ended);
  }

  /**
   * Lets an event arrive.
   *
   * @param stored the session as stored
   * @param now the clock
   */
  public static Arrival of(Session stored, InboundEvent event, BotSettings settings, Instant now) {
    return new Arriving(stored, event, settings, now).arrive();
  }

  /** The session in the making. */
  private static final class Arriving {
    private final Session stored;
    private final InboundEvent event;
    private final BotSettings settings;
    private final Instant now;
    private final List<Trace.Entry> notes = new ArrayList<>();
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
    }

    Arrival arrive() {
      expire();
      whereFrom();
      if (event instanceof OptInChanged change && change.succeeded()) {
        optIn(change);
      } else if (event instanceof ContactChanged change) {
        profile(change.contact());
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
      return new Arrival(session(), notes, ended);
    }

    private void expire() {
      boolean due = expiresAt != null && !now.isBefore(expiresAt);
      // An agent's conversation stays open as long as the agent has it.
      if (!due || agentActive) {
        return;
      }
      if (event instanceof TimerFired || event.kind().isMessage()) {
        endRuns("expired");
        variables = new LinkedHashMap<>();
        expiresAt = null;
      }
    }

    private void endRuns(String why) {
      for (Run run : runs) {
        ended.add(run);
        notes.add(Trace.Entry.of(
            "expired".equals(why) ? "expired" : "ended",
            "flow",
            run.top().flow(),
            "step",
            run.top().step(),
            "reason",
            why));
      }
      runs = List.of();
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
        notes.add(Trace.Entry.of(
            "channel_changed",
            "channels",
            List.of(replyTo.channel().name(), from.channel().name())));
        if (settings.restartOnChannelChange()) {
          endRuns("channel changed");
        }
      }
      replyTo = from;
      expiresAt = now.plus(settings.sessionExpiry());
    }

    private void optIn(OptInChanged change) {
      Channel channel = event.context().channelIdentifier();
      if (change.optIn()) {
        if (channel != null) {
          optedOut.remove(channel);
        }
        optedOutOfAll = false;
        return;
      }
      if (channel == null) {
        optedOutOfAll = true;
      } else {
        optedOut.add(channel);
      }
      endRuns("opted out");
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
      return new Session(
          stored.key(),
          stored.version(),
          contact,
          variables,
          runs,
          stored.runCount(),
          stored.misses(),
          stored.lastFlow(),
          stored.known(),
          agentActive,
          optedOut,
          optedOutOfAll,
          replyTo,
          identities,
          stored.buttons(),
          stored.sent(),
          expiresAt);
    }
  }
}
