package dev.botflow.lookup;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.KeptFacts;
import dev.botflow.routing.Why;
import dev.botflow.session.TraceEntry;
import dev.botflow.session.TurnRecord;
import dev.botflow.session.TurnTexts;
import dev.botflow.store.MessageFate;
import dev.botflow.store.Store;
import dev.botflow.store.StoredTurn;
import dev.botflow.store.TurnQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The turns of contacts, and why they went as they did: a page at a time, the newest first. Costs no turn anything; for
 * a person who asks. Immutable, safe for use by many threads.
 *
 * <pre>{@code
 * List<TracedTurn> page = botFlow.traces().ofMessage("01HXZ");
 * List<TracedTurn> older = botFlow.traces().before(page.get(page.size() - 1).number()).of(contact);
 * }</pre>
 */
public final class Traces {
  private static final int PAGE = 20;
  private static final int NEAREST = 5;
  private static final int MOST = 10_000;
  // A message is queued, submitted, delivered and read, and some of these come twice.
  private static final int REPORTS_EACH = 8;

  private final Store store;
  private final BiFunction<String, Long, Optional<BotVersion>> versions;
  private final @Nullable String app;
  private final long before;
  private final int limit;

  private Traces(
      Store store,
      BiFunction<String, Long, Optional<BotVersion>> versions,
      @Nullable String app,
      long before,
      int limit) {
    this.store = store;
    this.versions = versions;
    this.app = app;
    this.before = before;
    this.limit = limit;
  }

  /**
   * The traces of a store.
   *
   * @param versions the bot's version, by app and number, as it was then; empty if it is not at hand
   */
  public static Traces of(Store store, BiFunction<String, Long, Optional<BotVersion>> versions) {
    return new Traces(store, versions, null, Long.MAX_VALUE, PAGE);
  }

  /** The same, of one app alone. */
  public Traces inApp(String appId) {
    return new Traces(store, versions, appId, before, limit);
  }

  /** The page that comes after the turn of this number. */
  public Traces before(long number) {
    return new Traces(store, versions, app, number, limit);
  }

  /** Pages of so many turns; 20 unless set. */
  public Traces limit(int turns) {
    return new Traces(store, versions, app, before, turns);
  }

  /** The latest turns of all contacts. */
  public List<TracedTurn> newest() {
    return traced(query());
  }

  /**
   * The turns of a contact, also those of before it was merged.
   *
   * @param contact its app and contact id, or app, channel and identity
   */
  public List<TracedTurn> of(ChannelContext contact) {
    return ofKeys(ContactKeys.of(store, contact));
  }

  /** The turns of whoever has this identity; phone numbers with or without {@code +}. */
  public List<TracedTurn> byIdentity(Channel channel, String identity) {
    return ofKeys(ContactKeys.of(store, app, channel, identity));
  }

  /**
   * What was said in a contact's latest turns, as many as a page has, the oldest first: for the agent who takes over.
   *
   * @return empty unless {@code keep_texts} of bot.yaml keeps it
   */
  public List<TranscriptLine> transcript(ChannelContext contact) {
    Set<SessionKey> keys = ContactKeys.of(store, contact);
    if (keys.isEmpty()) {
      return List.of();
    }
    List<StoredTurn> turns = new ArrayList<>(store.turns(query().of(keys)));
    Collections.reverse(turns);
    List<TranscriptLine> lines = new ArrayList<>();
    for (StoredTurn turn : turns) {
      TurnTexts texts = turn.trace().texts();
      if (texts == null) {
        continue;
      }
      if (texts.said() != null) {
        lines.add(new TranscriptLine(turn.at(), true, texts.said()));
      }
      texts
          .messages()
          .forEach(message ->
              lines.add(new TranscriptLine(turn.at(), false, message.message().readable())));
    }
    return lines;
  }

  private List<TracedTurn> ofKeys(Set<SessionKey> keys) {
    return keys.isEmpty() ? List.of() : traced(query().of(keys));
  }

  /**
   * The turn that wrote a message of ours, or that a contact's message began.
   *
   * @param id our id, or the other side's
   */
  public List<TracedTurn> ofMessage(String id) {
    Set<String> ids = new LinkedHashSet<>(List.of(id));
    store.ownId(id).ifPresent(ids::add);
    // Reports know both ids of a message, for longer than the journal of what was sent.
    store
        .turns(TurnQuery.newest(REPORTS_EACH).inApp(app).ofMessages(Collections.singleton(id)))
        .stream()
        .map(turn -> turn.trace().record())
        .forEach(record -> {
          if (record != null && record.report() != null) {
            ids.add(record.report().id());
          }
        });
    TurnQuery withReports = query().limit(Math.min(limit, MOST) + 2 * REPORTS_EACH);
    return store.turns(withReports.ofMessages(ids)).stream()
        .filter(turn -> !isReport(turn))
        .limit(limit)
        .map(this::traced)
        .toList();
  }

  private static boolean isReport(StoredTurn turn) {
    TurnRecord record = turn.trace().record();
    return record != null && record.report() != null;
  }

  /** The turn of an event: by its dedupe key, the last part of that, or its own id. */
  public List<TracedTurn> ofEvent(String id) {
    return traced(query().ofEvents(Collections.singleton(id)));
  }

  private TurnQuery query() {
    return TurnQuery.newest(limit).inApp(app).before(before);
  }

  private List<TracedTurn> traced(TurnQuery query) {
    return store.turns(query).stream().map(this::traced).toList();
  }

  private TracedTurn traced(StoredTurn turn) {
    TurnRecord record = turn.trace().record();
    if (record == null) {
      return new TracedTurn(
          turn, List.of(), List.of(), "an older BotFlow wrote this trace, which kept no facts");
    }
    List<TracedMessage> messages = messages(turn, record);
    if (record.decision().equals("continue")) {
      return new TracedTurn(turn, messages, List.of(), null);
    }
    Optional<BotVersion> version = versions.apply(record.app(), record.version());
    if (version.isEmpty()) {
      String number =
          record.version() == 0 ? "the bot" : "version " + record.version() + " of the bot";
      return new TracedTurn(
          turn,
          messages,
          List.of(),
          number + " is not at hand, so nobody can tell which rows nearly won");
    }
    TurnTexts texts = turn.trace().texts();
    KeptFacts facts =
        new KeptFacts(version.get().bot(), turn.key(), record, texts == null ? null : texts.said());
    List<Why> nearest = version.get().router().why(facts, NEAREST);
    boolean hidden = nearest.stream().anyMatch(why -> KeptFacts.NOT_KEPT.equals(why.found()));
    String note = hidden
        ? "whether a row holds that asks for what is not kept ("
            + String.join(", ", record.hidden().stream().filter(facts::hidden).toList())
            + ") nobody can tell any more"
        : null;
    return new TracedTurn(turn, messages, nearest, note);
  }

  private List<TracedMessage> messages(StoredTurn turn, TurnRecord record) {
    Set<String> ids = new LinkedHashSet<>();
    record.messages().forEach(written -> ids.add(written.id()));
    if (ids.isEmpty()) {
      return List.of();
    }
    List<MessageFate> fates = store.messages(ids);
    List<StoredTurn> reports = store.turns(TurnQuery.newest(REPORTS_EACH * ids.size())
        .of(Collections.singleton(turn.key()))
        .ofReportsOn(ids));
    List<TracedMessage> messages = new ArrayList<>();
    for (TurnRecord.Written written : record.messages()) {
      String id = written.id();
      messages.add(new TracedMessage(
          written,
          fates.stream().filter(fate -> fate.id().equals(id)).findFirst().orElse(null),
          notSent(turn, id),
          reports(reports, id)));
    }
    return messages;
  }

  private static @Nullable String notSent(StoredTurn turn, String id) {
    for (TraceEntry entry : turn.trace().entries()) {
      if (entry instanceof TraceEntry.NotSent given && given.message().equals(id)) {
        return given.reason();
      }
      if (entry instanceof TraceEntry.Suppressed held && id.equals(held.message())) {
        return held.reason();
      }
    }
    return null;
  }

  private static List<TurnRecord.Report> reports(List<StoredTurn> newestFirst, String id) {
    List<TurnRecord.Report> reports = new ArrayList<>();
    for (StoredTurn turn : newestFirst) {
      TurnRecord record = turn.trace().record();
      if (record != null && record.report() != null && record.report().id().equals(id)) {
        reports.add(0, record.report());
      }
    }
    return reports;
  }
}
