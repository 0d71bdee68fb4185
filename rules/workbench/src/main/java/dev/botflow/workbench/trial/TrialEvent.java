package dev.botflow.workbench.trial;

import dev.botflow.authoring.chat.PhoneTalk;
import dev.botflow.error.BotFlowException;
import dev.botflow.event.Channel;
import dev.botflow.sinch.webhook.SinchEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody lets happen in a trial. */
public sealed interface TrialEvent {

  /** The only phone it happens on; null for all of them. */
  @Nullable
  String channel();

  /** How long what somebody wrote is, in characters. */
  int length();

  /**
   * Plays it on a phone.
   *
   * @param mayGoOn asked before each timer; it throws to end it
   * @throws BotFlowException if it cannot happen there
   */
  PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn);

  /** The contact writes. */
  record Text(String text, @Nullable String channel) implements TrialEvent {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn) {
      return talk.writes(text);
    }
  }

  /** The contact taps a button, by what a tap brings back, its choice's id or its label. */
  record Tap(String choice, @Nullable String channel) implements TrialEvent {
    @Override
    public int length() {
      return choice.length();
    }

    @Override
    public PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn) {
      return talk.taps(choice);
    }
  }

  /** Anything else, by the words of the column What happened, or an event of the host. */
  record Happens(
      String name, Map<String, Object> values, @Nullable String channel) implements TrialEvent {
    public Happens {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public int length() {
      return name.length() + values.toString().length();
    }

    @Override
    public PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn) {
      return talk.meets(name, values);
    }
  }

  /** Time passes: {@code +1d}, or until a moment. */
  record Time(String after, @Nullable String channel) implements TrialEvent {
    @Override
    public int length() {
      return after.length();
    }

    @Override
    public PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn) {
      return talk.waits(after, mayGoOn);
    }
  }

  /** Sinch calls with this body. */
  record Sample(String body, @Nullable String channel) implements TrialEvent {
    @Override
    public int length() {
      return body.length();
    }

    @Override
    public PhoneTalk.Act on(PhoneTalk talk, Runnable mayGoOn) {
      return talk.receives(bytes());
    }

    private byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The channel it came by; null for none.
     *
     * @throws BotFlowException if it cannot be read
     */
    public @Nullable String ownChannel() {
      Channel own = SinchEvents.read(bytes(), Instant.EPOCH).context().channelIdentifier();
      return own == null ? null : own.name();
    }
  }
}
