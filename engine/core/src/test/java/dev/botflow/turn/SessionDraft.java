package dev.botflow.turn;

import dev.botflow.event.Channel;
import dev.botflow.event.ChannelContext;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import dev.botflow.session.Button;
import dev.botflow.session.Frame;
import dev.botflow.session.Run;
import dev.botflow.session.SentMessage;
import dev.botflow.session.Session;
import dev.botflow.session.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session of app APP for tests: a fresh one, but for what is said of it. */
final class SessionDraft {
  private final SessionKey key;
  private final Map<String, Object> contact = new LinkedHashMap<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private final Set<Channel> optedOut = new LinkedHashSet<>();
  private final Set<Channel> optedBackIn = new LinkedHashSet<>();
  private final Map<Channel, String> identities = new LinkedHashMap<>();
  private final List<Button> buttons = new ArrayList<>();
  private final List<SentMessage> sent = new ArrayList<>();
  private final Map<Channel, Instant> heard = new LinkedHashMap<>();
  private long version;
  private int runCount;
  private int misses;
  private @Nullable String lastFlow;
  private boolean known;
  private boolean agentActive;
  private boolean optedOutOfAll;
  private @Nullable Address replyTo;
  private @Nullable Instant expiresAt;

  private SessionDraft(SessionKey key) {
    this.key = key;
  }

  static SessionDraft of(String contactId) {
    return new SessionDraft(
        SessionKey.of(new ChannelContext(null, null, contactId, "APP", null, null)));
  }

  /** A run of one flow that stands at a step. */
  static Run run(String id, @Nullable Wait waiting, Instant startedAt) {
    Frame frame = new Frame("flow", 0, "step", new LinkedHashMap<>(), new LinkedHashMap<>(), null);
    return new Run(id, List.of(frame), waiting, null, Run.Kind.PLAIN, false, 0, startedAt);
  }

  SessionDraft version(long of) {
    version = of;
    return this;
  }

  SessionDraft contact(String name, Object value) {
    contact.put(name, value);
    return this;
  }

  SessionDraft variable(String name, Object value) {
    variables.put(name, value);
    return this;
  }

  SessionDraft run(Run run) {
    runs.add(run);
    return this;
  }

  SessionDraft runCount(int count) {
    runCount = count;
    return this;
  }

  SessionDraft misses(int count) {
    misses = count;
    return this;
  }

  SessionDraft lastFlow(String flow) {
    lastFlow = flow;
    return this;
  }

  SessionDraft known() {
    known = true;
    return this;
  }

  SessionDraft agentActive() {
    agentActive = true;
    return this;
  }

  SessionDraft optedOut(Channel channel) {
    optedOut.add(channel);
    return this;
  }

  SessionDraft optedOutOfAll() {
    optedOutOfAll = true;
    return this;
  }

  SessionDraft optedBackIn(Channel channel) {
    optedBackIn.add(channel);
    return this;
  }

  SessionDraft replyTo(Address address) {
    replyTo = address;
    return this;
  }

  SessionDraft identity(Channel channel, String identity) {
    identities.put(channel, identity);
    return this;
  }

  SessionDraft button(Button button) {
    buttons.add(button);
    return this;
  }

  SessionDraft sent(SentMessage message) {
    sent.add(message);
    return this;
  }

  SessionDraft heard(Channel channel, Instant at) {
    heard.put(channel, at);
    return this;
  }

  SessionDraft expiresAt(Instant at) {
    expiresAt = at;
    return this;
  }

  Session build() {
    return new Session(
        key,
        version,
        contact,
        variables,
        runs,
        runCount,
        misses,
        lastFlow,
        known,
        agentActive,
        optedOut,
        optedOutOfAll,
        replyTo,
        identities,
        buttons,
        sent,
        expiresAt,
        optedBackIn,
        heard);
  }
}
