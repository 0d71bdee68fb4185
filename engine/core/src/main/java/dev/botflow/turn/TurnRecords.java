package dev.botflow.turn;

import dev.botflow.event.DeliveryReport;
import dev.botflow.event.EventKind;
import dev.botflow.event.InboundEvent;
import dev.botflow.event.MessageReceived;
import dev.botflow.event.MessageSubmitted;
import dev.botflow.event.Reason;
import dev.botflow.event.SignalReceived;
import dev.botflow.flow.AskStep;
import dev.botflow.message.Outbound;
import dev.botflow.message.Outgoing;
import dev.botflow.routing.Decision;
import dev.botflow.routing.FactNames;
import dev.botflow.routing.Facts;
import dev.botflow.session.SentMessage;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a turn leaves for those who ask later why: what it was about, and what was said where the bot keeps that. */
final class TurnRecords {
  /** What is longer is no word, number or id that a row is about. */
  private static final int MAX_VALUE = 200;

  /** Who somebody is on a channel. */
  private static final Set<String> IDENTITIES =
      new TreeSet<>(List.of("identity", FactNames.PLATFORM + "channelIdentity"));

  /** Of what a contact sent, what the contact did not write. */
  private static final Set<String> NOT_WRITTEN = new TreeSet<>(List.of(
      "event.kind",
      "event.status",
      "event.at",
      "event.message_id",
      "event.reply_to",
      "event.correlation_id",
      "event.message_metadata",
      "event.action",
      "event.category"));

  private TurnRecords() {}

  /**
   * @param sensitiveAnswer true if the event answered a question whose variable is sensitive
   * @param outcome the outcome's word
   */
  static TurnRecord of(
      TurnState turn,
      Decision decision,
      boolean sensitiveAnswer,
      String outcome,
      @Nullable String flow) {
    Facts facts = turn.facts;
    InboundEvent event = facts.event();
    Map<String, Object> kept = new LinkedHashMap<>();
    Set<String> hidden = new TreeSet<>();
    if (!(decision instanceof Decision.Continue)) {
      gather(turn, sensitiveAnswer, kept, hidden);
    }
    String app = event.context().appId();
    return new TurnRecord(
        event.kind().name(),
        event.at(),
        app == null ? "" : app,
        facts.channel(),
        event.messageId(),
        event.eventId(),
        turn.versions.live().number(),
        decision.word(),
        decision.rule(),
        flow,
        outcome,
        kept,
        hidden,
        facts.questionState(),
        written(turn),
        report(event));
  }

  private static void gather(
      TurnState turn, boolean sensitiveAnswer, Map<String, Object> kept, Set<String> hidden) {
    Set<String> names = turn.versions.live().router().asks();
    if (names.isEmpty()) {
      return;
    }
    Sensitive sensitive = Sensitive.of(turn);
    for (String name : names) {
      Object value = turn.facts.value(name);
      if (value == null) {
        continue;
      }
      boolean tap = name.equals("text") || name.equals("postback");
      if (IDENTITIES.contains(name)
          || written(turn.facts, name)
          || tap && sensitiveAnswer
          || value.toString().length() > MAX_VALUE
          || hides(sensitive.masked(name, value), value)) {
        hidden.add(name);
      } else {
        kept.put(name, value);
      }
    }
  }

  private static boolean hides(Object masked, Object value) {
    return !masked.equals(value);
  }

  /** True for what the contact wrote in their own words; the label of a button of ours is none. */
  private static boolean written(Facts facts, String name) {
    if (name.equals("text")) {
      return !facts.kind().equals(EventKind.BUTTON);
    }
    boolean theirs =
        facts.event() instanceof MessageReceived || facts.event() instanceof SignalReceived;
    return theirs && name.startsWith("event.") && !NOT_WRITTEN.contains(name);
  }

  private static List<TurnRecord.Written> written(TurnState turn) {
    if (turn.outbox.isEmpty()) {
      return List.of();
    }
    Map<String, SentMessage> steps = new HashMap<>();
    turn.sent.forEach(sent -> steps.put(sent.id(), sent));
    List<TurnRecord.Written> written = new ArrayList<>();
    for (OutboxRow row : turn.outbox) {
      SentMessage sent = steps.get(row.id());
      written.add(new TurnRecord.Written(
          row.id(),
          row.message().to().channel(),
          sent == null ? "" : sent.flow(),
          sent == null ? "" : sent.step()));
    }
    return written;
  }

  private static TurnRecord.@Nullable Report report(InboundEvent event) {
    String metadata = event.header().messageMetadata();
    if (event instanceof DeliveryReport report) {
      String id = report.metadata() != null ? report.metadata() : metadata;
      Reason reason = report.reason();
      String status = report.status();
      return id == null
          ? null
          : new TurnRecord.Report(
              id, status == null ? "" : status, reason == null ? null : reason.code());
    }
    if (event instanceof MessageSubmitted submitted) {
      String id = submitted.metadata() != null ? submitted.metadata() : metadata;
      return id == null ? null : new TurnRecord.Report(id, "SUBMITTED", null);
    }
    return null;
  }

  private static Outgoing shown(TurnState turn, Outgoing message) {
    Outbound shown = turn.shown.get(message.id());
    return shown == null
        ? message
        : new Outgoing(
            message.id(),
            message.to(),
            shown,
            message.correlationId(),
            message.typing(),
            message.legal());
  }

  /** True if the open question saves what it is answered with under a name that nobody may read. */
  static boolean asksForSensitive(TurnState turn) {
    return turn.facts.questionOpen()
        && turn.step() instanceof AskStep ask
        && ask.save() != null
        && Sensitive.MASK.equals(Sensitive.of(turn).masked(ask.save(), ""));
  }

  /**
   * What was said, if the bot keeps it.
   *
   * @param sensitiveAnswer true if the event answered a question whose variable is sensitive: that nobody may read
   */
  static @Nullable TurnTexts texts(TurnState turn, boolean sensitiveAnswer) {
    Duration keeping = turn.versions.live().bot().settings().keepTexts();
    if (keeping == null) {
      return null;
    }
    List<Outgoing> messages = turn.outbox.stream()
        .map(OutboxRow::message)
        .map(one -> shown(turn, one))
        .toList();
    String written = turn.facts.says();
    String said = sensitiveAnswer || written == null ? null : Sensitive.of(turn).maskedIn(written);
    return said == null && messages.isEmpty()
        ? null
        : new TurnTexts(turn.now.plus(keeping), said, messages);
  }
}
