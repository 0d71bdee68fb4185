package dev.botflow.lookup;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.json.JsonIn;
import dev.botflow.json.JsonOut;
import dev.botflow.session.Run;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import dev.botflow.store.DeadLetter;
import dev.botflow.store.Erased;
import dev.botflow.store.InboxEntry;
import dev.botflow.store.PersonalDataMatcher;
import dev.botflow.store.SessionPage;
import dev.botflow.store.Store;
import dev.botflow.store.StoredKind;
import dev.botflow.store.StoredRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a store: who has an identity, who is at which question, and all that is kept of one of them. For a
 * person who asks, also beside a running host. Safe for use by many threads.
 */
public final class Contacts {
  private static final int PAGE = 500;
  private static final Set<String> WRITTEN_AS_JSON = new TreeSet<>(List.of("json", "texts"));

  private final Store store;

  public Contacts(Store store) {
    this.store = store;
  }

  /**
   * Under which keys a contact is kept, whether or not there is a session: its own, those of its identities, and of whom it
   * was merged with.
   *
   * @param contact its app and contact id, or app, channel and identity
   */
  public Set<SessionKey> keys(ChannelContext contact) {
    return ContactKeys.of(store, contact);
  }

  /** The same, only those under which something is kept. */
  public Set<SessionKey> find(ChannelContext contact) {
    return kept(keys(contact));
  }

  private Set<SessionKey> kept(Set<SessionKey> keys) {
    return keys.stream()
        .filter(key -> !store.rows(key).isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The keys of whoever has this identity, of which something is kept.
   *
   * @param app the one app to look in; null for all
   */
  public Set<SessionKey> byIdentity(@Nullable String app, Channel channel, String identity) {
    return kept(ContactKeys.of(store, app, channel, identity));
  }

  /** How many conversations stand at each step, as {@code flow.step}; looks at every session. */
  public Map<String, Integer> openCounts() {
    Map<String, Integer> counts = new TreeMap<>();
    String after = "";
    while (after != null) {
      SessionPage page = store.sessions(after, PAGE);
      page.sessions()
          .forEach(session -> open(session)
              .forEach(one -> counts.merge(one.flow() + "." + one.step(), 1, Integer::sum)));
      after = page.next();
    }
    return counts;
  }

  /**
   * A page of the conversations at a step, in the order of their keys; looks at every session.
   *
   * @param after the key of the last of the page before; empty for the first page
   */
  public List<OpenConversation> openAt(String flow, String step, String after, int limit) {
    List<OpenConversation> found = new ArrayList<>();
    String from = after;
    while (from != null && found.size() < limit) {
      SessionPage page = store.sessions(from, PAGE);
      page.sessions().stream()
          .flatMap(session -> open(session).stream())
          .filter(one -> one.flow().equals(flow) && one.step().equals(step))
          .limit((long) limit - found.size())
          .forEach(found::add);
      from = page.next();
    }
    return found;
  }

  private static List<OpenConversation> open(Session session) {
    List<OpenConversation> open = new ArrayList<>();
    for (Run run : session.runs()) {
      Wait wait = run.waiting();
      open.add(new OpenConversation(
          session.key(), run.top().flow(), run.top().step(), wait == null ? null : wait.since()));
    }
    return open;
  }

  /**
   * All that is kept of one person, as a JSON array of rows with their kind: all that an erasure would take. The journal is
   * not among it: ids of events and messages, states and times, which hold nothing of a person.
   *
   * @param contact its app and contact id, or app, channel and identity
   * @throws IllegalArgumentException if it names no app, or nobody
   */
  public String export(ChannelContext contact) {
    check("export", contact);
    List<String> rows = new ArrayList<>();
    for (SessionKey key : keys(contact)) {
      store.rows(key).forEach(row -> rows.add(json(row)));
    }
    for (InboxEntry unread : unread(contact)) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("id", unread.dedupeKey());
      values.put("raw", unread.raw());
      rows.add(json(new StoredRow(StoredKind.DEAD_LETTER, values)));
    }
    return rows.stream().collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  /** Events nobody could read, which hold an id or identity of the contact. */
  private List<InboxEntry> unread(ChannelContext contact) {
    List<PersonalDataMatcher> mentions = mentions(contact);
    return DeadLetter.all(store, EnumSet.of(DeadLetter.Kind.EVENT))
        .map(DeadLetter::event)
        .filter(event -> event != null
            && event.key().isApp()
            && event.appId().equals(contact.appId())
            && mentions.stream().anyMatch(mention -> mention.in(event.raw())))
        .toList();
  }

  private List<PersonalDataMatcher> mentions(ChannelContext contact) {
    Set<String> marks = new LinkedHashSet<>();
    if (contact.contactId() != null) {
      marks.add(contact.contactId());
    }
    if (contact.channelIdentity() != null) {
      marks.add(contact.channelIdentity());
    }
    for (SessionKey key : keys(contact)) {
      ContactKeys.session(store, key)
          .ifPresent(session -> marks.addAll(session.identities().values()));
    }
    return marks.stream()
        .filter(mark -> !mark.isBlank())
        .map(PersonalDataMatcher::ofIdentity)
        .toList();
  }

  /**
   * Erases a contact beside its host, and the last bytes of it in the files. A host that has an engine erases by {@code
   * BotFlow.erase}, which also ends what is under way, and finds events that wait of somebody who has no session yet.
   *
   * @return what there was, by kind
   * @throws IllegalArgumentException if it names no app, or nobody
   * @throws BotFlowException if another process reads the store all the while; ask again later
   */
  public Erased erase(ChannelContext contact) {
    check("erase", contact);
    List<PersonalDataMatcher> mentions = mentions(contact);
    Erased erased = Erased.nothing();
    for (SessionKey key : keys(contact)) {
      erased = erased.and(store.erase(key));
    }
    for (PersonalDataMatcher mention : mentions) {
      int unread = store.eraseUnread(String.valueOf(contact.appId()), mention);
      erased = erased.and(Erased.of(StoredKind.DEAD_LETTER, unread));
    }
    store.vacuum();
    return erased;
  }

  private static void check(String what, ChannelContext contact) {
    if (!contact.hasContact() || contact.appId() == null) {
      throw new IllegalArgumentException(what
          + ": expected an app and a contact id, or an app, a channel and an identity, but was "
          + contact);
    }
  }

  private static String json(StoredRow row) {
    return JsonOut.write(
        "export", json -> json.text("kind", row.kind().word()).values("row", values(row)));
  }

  private static Map<String, Object> values(StoredRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.values().forEach((name, value) -> {
      if (value instanceof byte[] bytes) {
        String text = utf8(bytes);
        values.put(
            text == null ? name + "_base64" : name,
            text == null ? Base64.getEncoder().encodeToString(bytes) : text);
      } else {
        values.put(name, WRITTEN_AS_JSON.contains(name) ? readable(value.toString()) : value);
      }
    });
    return values;
  }

  /** What we wrote as JSON stands in the export as JSON; what is broken stands as it is. */
  private static Object readable(String text) {
    try {
      return JsonIn.values("row", text);
    } catch (BotFlowException e) {
      return text;
    }
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
