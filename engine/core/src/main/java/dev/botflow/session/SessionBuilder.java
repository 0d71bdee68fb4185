package dev.botflow.session;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session in the making. Each method sets the component of the same name, which {@link Session} describes. Used by one
 * thread.
 */
public final class SessionBuilder {
  private final SessionKey key;
  private long version;
  private Map<String, Object> contact = Collections.emptyMap();
  private Map<String, Object> variables = Collections.emptyMap();
  private List<Run> runs = List.of();
  private int runCount;
  private int misses;
  private @Nullable String lastFlow;
  private boolean known;
  private boolean agentActive;
  private Set<Channel> optedOut = Set.of();
  private boolean optedOutOfAll;
  private @Nullable Address replyTo;
  private Map<Channel, String> identities = Collections.emptyMap();
  private List<Button> buttons = List.of();
  private List<SentMessage> sent = List.of();
  private @Nullable Instant expiresAt;
  private Set<Channel> optedBackIn = Set.of();
  private Map<Channel, Instant> heard = Collections.emptyMap();
  private List<Lately> lately = List.of();

  /** Of a contact nobody has met. */
  SessionBuilder(SessionKey key) {
    this.key = key;
  }

  SessionBuilder(Session from) {
    this.key = from.key();
    this.version = from.version();
    this.contact = from.contact();
    this.variables = from.variables();
    this.runs = from.runs();
    this.runCount = from.runCount();
    this.misses = from.misses();
    this.lastFlow = from.lastFlow();
    this.known = from.known();
    this.agentActive = from.agentActive();
    this.optedOut = from.optedOut();
    this.optedOutOfAll = from.optedOutOfAll();
    this.replyTo = from.replyTo();
    this.identities = from.identities();
    this.buttons = from.buttons();
    this.sent = from.sent();
    this.expiresAt = from.expiresAt();
    this.optedBackIn = from.optedBackIn();
    this.heard = from.heard();
    this.lately = from.lately();
  }

  public SessionBuilder version(long number) {
    this.version = number;
    return this;
  }

  public SessionBuilder contact(Map<String, Object> values) {
    this.contact = values;
    return this;
  }

  public SessionBuilder variables(Map<String, Object> values) {
    this.variables = values;
    return this;
  }

  public SessionBuilder runs(List<Run> open) {
    this.runs = open;
    return this;
  }

  public SessionBuilder runCount(int count) {
    this.runCount = count;
    return this;
  }

  public SessionBuilder misses(int count) {
    this.misses = count;
    return this;
  }

  public SessionBuilder lastFlow(@Nullable String flow) {
    this.lastFlow = flow;
    return this;
  }

  public SessionBuilder known(boolean isKnown) {
    this.known = isKnown;
    return this;
  }

  public SessionBuilder agentActive(boolean isActive) {
    this.agentActive = isActive;
    return this;
  }

  public SessionBuilder optedOut(Set<Channel> channels) {
    this.optedOut = channels;
    return this;
  }

  public SessionBuilder optedOutOfAll(boolean ofAll) {
    this.optedOutOfAll = ofAll;
    return this;
  }

  public SessionBuilder replyTo(@Nullable Address address) {
    this.replyTo = address;
    return this;
  }

  public SessionBuilder identities(Map<Channel, String> byChannel) {
    this.identities = byChannel;
    return this;
  }

  public SessionBuilder buttons(List<Button> offered) {
    this.buttons = offered;
    return this;
  }

  public SessionBuilder sent(List<SentMessage> messages) {
    this.sent = messages;
    return this;
  }

  public SessionBuilder expiresAt(@Nullable Instant at) {
    this.expiresAt = at;
    return this;
  }

  public SessionBuilder optedBackIn(Set<Channel> channels) {
    this.optedBackIn = channels;
    return this;
  }

  public SessionBuilder heard(Map<Channel, Instant> byChannel) {
    this.heard = byChannel;
    return this;
  }

  public SessionBuilder lately(List<Lately> texts) {
    this.lately = texts;
    return this;
  }

  /** Takes over what another session's contact opted out of, and in again. */
  public SessionBuilder optOutsOf(Session other) {
    return optedOut(other.optedOut())
        .optedOutOfAll(other.optedOutOfAll())
        .optedBackIn(other.optedBackIn());
  }

  /** The session; the builder can go on to make others. */
  public Session build() {
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
        heard,
        lately);
  }
}
