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
import dev.botflow.session.SessionBuilder;
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
  private final SessionBuilder session;
  private final Map<String, Object> contact = new LinkedHashMap<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private final Set<Channel> optedOut = new LinkedHashSet<>();
  private final Set<Channel> optedBackIn = new LinkedHashSet<>();
  private final Map<Channel, String> identities = new LinkedHashMap<>();
  private final List<Button> buttons = new ArrayList<>();
  private final List<SentMessage> sent = new ArrayList<>();
  private final Map<Channel, Instant> heard = new LinkedHashMap<>();

  private SessionDraft(SessionKey key) {
    this.session = Session.fresh(key).toBuilder();
  }

  static SessionDraft of(String contactId) {
    return new SessionDraft(
        SessionKey.of(new ChannelContext(null, null, contactId, "APP", null, null)));
  }

  /** A run of one flow that stands at a step. */
  static Run run(String id, @Nullable Wait waiting, Instant startedAt) {
    Frame frame = Frame.begin("flow", 0, "step", new LinkedHashMap<>(), null);
    Run run = Run.begin(id, frame, null, Run.Kind.PLAIN, 0, startedAt);
    return waiting == null ? run : run.waitingFor(waiting);
  }

  SessionDraft version(long of) {
    session.version(of);
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
    session.runCount(count);
    return this;
  }

  SessionDraft misses(int count) {
    session.misses(count);
    return this;
  }

  SessionDraft lastFlow(String flow) {
    session.lastFlow(flow);
    return this;
  }

  SessionDraft known() {
    session.known(true);
    return this;
  }

  SessionDraft agentActive() {
    session.agentActive(true);
    return this;
  }

  SessionDraft optedOut(Channel channel) {
    optedOut.add(channel);
    return this;
  }

  SessionDraft optedOutOfAll() {
    session.optedOutOfAll(true);
    return this;
  }

  SessionDraft optedBackIn(Channel channel) {
    optedBackIn.add(channel);
    return this;
  }

  SessionDraft replyTo(Address address) {
    session.replyTo(address);
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
    session.expiresAt(at);
    return this;
  }

  Session build() {
    return session
        .contact(contact)
        .variables(variables)
        .runs(runs)
        .optedOut(optedOut)
        .optedBackIn(optedBackIn)
        .identities(identities)
        .buttons(buttons)
        .sent(sent)
        .heard(heard)
        .build();
  }
}
