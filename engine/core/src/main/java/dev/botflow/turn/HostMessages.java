package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.MessageRequested;
import dev.botflow.flow.BotSettings;
import dev.botflow.message.Address;
import dev.botflow.message.ChannelLimits;
import dev.botflow.message.Outbound;
import dev.botflow.message.OutboundJson;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendResult.Reason;
import dev.botflow.message.SendResult.Refused;
import dev.botflow.message.TextMessage;
import dev.botflow.routing.BotVersion;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.TraceEntry;
import dev.botflow.store.OutboxRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host says by itself: whether it may go, and its rows of the outbox. */
public final class HostMessages {
  private final MessageRequested event;
  private final Session session;
  private final BotVersion version;
  private final Instant now;
  private final @Nullable Address to;
  private final Outbound message;

  private HostMessages(MessageRequested event, Session session, BotVersion version, Instant now) {
    this.event = event;
    this.session = session;
    this.version = version;
    this.now = now;
    this.to = address(event.context(), session);
    this.message = Fitting.shaped(OutboundJson.read(event.message()));
  }

  /**
   * Why a message cannot go as things stand; empty if it can.
   *
   * @param version the live version of the app's bot
   * @param now the clock
   */
  public static Optional<Refused> refusal(
      MessageRequested event, Session session, BotVersion version, Instant now) {
    return Optional.ofNullable(new HostMessages(event, session, version, now).refused());
  }

  /** Writes the message, or into the trace why it is not sent: the contact may have opted out since it was asked for. */
  static void send(TurnState turn, MessageRequested event) {
    new HostMessages(event, turn.before, turn.versions.live(), turn.now).send(turn);
  }

  private @Nullable Refused refused() {
    if (to == null) {
      return new Refused(
          Reason.NO_ADDRESS,
          "expected a contact or an identity, and a channel, but they are not known");
    }
    if (session.optedOutOn(to.channel()) && !event.legal()) {
      return new Refused(Reason.OPTED_OUT, "the contact opted out on " + to.channel());
    }
    String problem = content(to.channel());
    if (problem != null) {
      return new Refused(Reason.BAD_MESSAGE, problem);
    }
    String closed = Sender.outsideWindow(
        limits(to.channel()), Sender.silence(session, to.channel(), event.at(), now), message);
    return closed == null ? null : new Refused(Reason.WINDOW_CLOSED, closed);
  }

  private @Nullable String content(Channel channel) {
    if (Sender.saysNothing(message)) {
      return "expected something to say, but was empty";
    }
    Optional<String> empty = Fitting.emptyParameter(message);
    if (empty.isPresent()) {
      return "expected a text for the template's parameter " + empty.get() + ", but was empty";
    }
    BotSettings settings = version.bot().settings();
    return settings.failsIfTooLong() && Fitting.parts(message, limits(channel)).size() > 1
        ? "a text of " + Fitting.length(message) + " characters is more than " + channel + " takes"
        : null;
  }

  private ChannelLimits limits(Channel channel) {
    return version.channels().limits(channel);
  }

  private void send(TurnState turn) {
    Refused refused = refused();
    if (refused != null || to == null) {
      turn.record(new TraceEntry.NotSent(
          event.messageId(), refused == null ? "nobody is known" : refused.problem()));
      return;
    }
    Sensitive sensitive = Sensitive.of(turn);
    List<Outbound> parts = Fitting.parts(message, limits(to.channel()));
    for (int index = 0; index < parts.size(); index++) {
      put(turn, to, parts.get(index), index, sensitive);
    }
  }

  private void put(TurnState turn, Address to, Outbound part, int index, Sensitive sensitive) {
    String id =
        index == 0 ? event.messageId() : turn.ids.message(session.key(), event, turn.turn(), index);
    Outgoing outgoing = new Outgoing(id, to, part, null, event.typing(), event.legal());
    turn.outbox.add(new OutboxRow(outgoing, session.key(), turn.turn(), index, now, 0, now)
        .later(Sender.isLater(turn)));
    Outbound shown = part.mapTexts(sensitive::maskedIn);
    if (!shown.equals(part)) {
      turn.shown.put(id, index == 0 ? shown : new TextMessage(Sensitive.MASK));
    }
    turn.sent.add(SentMessage.ofHost(id));
  }

  /** The channel that was named, else where the contact wrote last. */
  private static @Nullable Address address(ChannelContext about, Session session) {
    Address reply = session.replyTo();
    Channel channel = about.channelIdentifier();
    if (about.appId() == null) {
      return null;
    }
    if (channel == null) {
      return reply;
    }
    boolean same = reply != null && reply.channel().equals(channel);
    String identity = about.channelIdentity();
    if (identity == null) {
      identity = reply != null && same ? reply.identity() : session.identities().get(channel);
    }
    String contact = about.contactId();
    if (contact == null && reply != null) {
      contact = reply.contactId();
    }
    return contact == null && identity == null
        ? null
        : new Address(about.appId(), channel, contact, identity);
  }
}
