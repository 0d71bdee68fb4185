package dev.botflow.session;

import dev.botflow.event.Channel;
import dev.botflow.event.SessionKey;
import dev.botflow.message.Address;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that is open with one contact. Immutable; a turn makes the next version.
 *
 * @param key whose it is
 * @param version 0 for one that was never stored; each stored turn adds 1
 * @param contact variables kept until the contact is erased
 * @param variables variables kept until the session expires
 * @param runs the open runs, the outermost first; the last is the one that goes on
 * @param runCount runs ever begun; the next run's number
 * @param misses messages in a row that nothing understood
 * @param lastFlow the flow begun last
 * @param known true once a message of this contact was handled
 * @param agentActive true while a person at the host's desk has the conversation
 * @param optedOut the channels on which only legal flows may speak
 * @param optedOutOfAll true if that holds for every channel, those unknown yet included
 * @param replyTo where the latest message came from; null before the first
 * @param identities the contact's identity per channel, as far as seen
 * @param buttons what was offered lately, the newest last, at most {@value #MAX_BUTTONS}
 * @param sent our latest messages, the newest last, at most {@value #MAX_SENT}
 * @param expiresAt when runs and session variables end if nothing comes in; null if nothing is open, or
 *     while an agent has the conversation
 * @param optedBackIn channels that were opted in again after the contact had opted out of all
 * @param heard when the contact's latest message came in on each channel, by the events' own time
 * @param lately what the contact wrote just now, where it matters whether the same comes again, the newest last
 */
public record Session(
    SessionKey key,
    long version,
    Map<String, Object> contact,
    Map<String, Object> variables,
    List<Run> runs,
    int runCount,
    int misses,
    @Nullable String lastFlow,
    boolean known,
    boolean agentActive,
    Set<Channel> optedOut,
    boolean optedOutOfAll,
    @Nullable Address replyTo,
    Map<Channel, String> identities,
    List<Button> buttons,
    List<SentMessage> sent,
    @Nullable Instant expiresAt,
    Set<Channel> optedBackIn,
    Map<Channel, Instant> heard,
    List<Lately> lately) {

  /** Buttons remembered. An older one is no longer known and counts as forged. */
  public static final int MAX_BUTTONS = 60;

  /** Messages remembered, so that a delivery report finds its step. */
  public static final int MAX_SENT = 60;

  public Session {
    contact = copy(contact);
    variables = copy(variables);
    runs = List.copyOf(runs);
    optedOut = copy(optedOut);
    identities = copy(identities);
    buttons = List.copyOf(buttons);
    sent = List.copyOf(sent);
    optedBackIn = copy(optedBackIn);
    heard = copy(heard);
    lately = List.copyOf(lately);
  }

  /** Most sessions hold nothing of most kinds; what holds nothing is shared. */
  private static <K, V> Map<K, V> copy(Map<K, V> map) {
    return map.isEmpty()
        ? Collections.emptyMap()
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static Set<Channel> copy(Set<Channel> channels) {
    return channels.isEmpty()
        ? Collections.emptySet()
        : Collections.unmodifiableSet(new TreeSet<>(channels));
  }

  /** A session of a contact nobody has met. */
  public static Session fresh(SessionKey key) {
    return new SessionBuilder(key).build();
  }

  /** A copy in the making: what is not named stays as it is here. */
  public SessionBuilder toBuilder() {
    return new SessionBuilder(this);
  }

  /** True if the contact has this identity on a channel; phone numbers come with and without {@code +}. */
  public boolean hasIdentity(Channel channel, String identity) {
    String own = identities.get(channel);
    return own != null && bare(own).equals(bare(identity));
  }

  private static String bare(String identity) {
    return identity.startsWith("+") ? identity.substring(1) : identity;
  }

  /**
   * What outlives an erasure by age: the next version, of which nothing is left but what the contact opted out of, and
   * in again. Empty if there is nothing of that: then the session goes altogether.
   */
  public Optional<Session> remainder() {
    if (optedOut.isEmpty() && !optedOutOfAll) {
      return Optional.empty();
    }
    return Optional.of(
        fresh(key).toBuilder().version(version + 1).optOutsOf(this).build());
  }

  /** True if the contact must not be written to on this channel, except by legal flows. */
  public boolean optedOutOn(@Nullable Channel channel) {
    if (channel == null) {
      return optedOutOfAll;
    }
    return optedOut.contains(channel) || (optedOutOfAll && !optedBackIn.contains(channel));
  }

  /** The run that goes on; null if none is open. */
  public @Nullable Run topRun() {
    return runs.isEmpty() ? null : runs.get(runs.size() - 1);
  }

  /** What the innermost run waits for; null if nothing is open. */
  public @Nullable Wait openWait() {
    Run run = topRun();
    return run == null ? null : run.waiting();
  }

  /** The question that takes the next message; null if none is open. */
  public Wait.@Nullable ForAnswer openQuestion() {
    return openWait() instanceof Wait.ForAnswer question ? question : null;
  }

  /** Ids and counts only. */
  @Override
  public String toString() {
    return "Session[" + version + ", " + runs.size() + " runs]";
  }
}
