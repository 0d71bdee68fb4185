package dev.botflow.workbench.trial;

import dev.botflow.authoring.record.SavedScenario;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation somebody tries. What is kept is what happened; the phones are played from it, again whenever the draft or
 * the setting is another. Safe for use by many threads, one at a time.
 */
public final class Trial {
  private static final int MOST_EVENTS = 100;
  private static final int MOST_CHARS = 65_536;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final String id;
  private final Path folder;
  private final Instant now;
  private final List<TrialEvent> events = new ArrayList<>();

  /** How each turn went when it was tried first, by its number and channel. */
  private final Map<String, TrialTurn.Course> first = new LinkedHashMap<>();

  private TrialSetting setting;
  private List<TrialPhone> phones = List.of();
  private @Nullable BotVersion played;
  private long revision;

  Trial(String id, Path folder, TrialSetting setting, Instant now) {
    this.id = id;
    this.folder = folder;
    this.setting = setting;
    this.now = now;
  }

  /**
   * The bot it is played on.
   *
   * @param revision of the draft
   * @param version the draft, read as a bot
   * @param errors what is wrong with it all the same
   */
  public record On(long revision, BotVersion version, List<Finding> errors) {
    public On {
      errors = List.copyOf(errors);
    }
  }

  /**
   * How it stands.
   *
   * @param id its own
   * @param revision of the draft it was played on
   * @param began when it began
   * @param setting what it began with
   * @param phones one a channel
   */
  public record View(
      String id, long revision, Instant began, TrialSetting setting, List<TrialPhone> phones) {
    public View {
      phones = List.copyOf(phones);
    }

    /** The phone of a channel; empty if there is none. */
    public Optional<TrialPhone> phone(String channel) {
      return phones.stream()
          .filter(phone -> phone.channel().name().equalsIgnoreCase(channel))
          .findFirst();
    }
  }

  /** Its own id. */
  public String id() {
    return id;
  }

  /** What it begins with. */
  public synchronized TrialSetting setting() {
    return setting;
  }

  /**
   * How it goes on this draft.
   *
   * @throws BotFlowException if the setting does not fit this bot, or it takes too long
   */
  public synchronized View on(On bot) {
    if (played != bot.version()) {
      replay(bot, setting);
    }
    revision = bot.revision();
    return view(bot);
  }

  private View view(On bot) {
    return new View(
        id, revision, setting.forTalk(bot.version(), folder, now).at(), setting, phones);
  }

  /**
   * Begins with another setting; all of it is played again, and compared with nothing.
   *
   * @throws BotFlowException if it does not fit this bot; the setting stays as it was then
   */
  public synchronized void with(TrialSetting newSetting, On bot) {
    if (!newSetting.equals(setting)) {
      checkLength(newSetting, 0);
      Map<String, TrialTurn.Course> kept = new LinkedHashMap<>(first);
      first.clear();
      try {
        replay(bot, newSetting);
      } catch (BotFlowException e) {
        first.putAll(kept);
        throw e;
      }
      setting = newSetting;
    }
  }

  /**
   * Lets something happen on every phone, or on the event's own.
   *
   * @throws BotFlowException if it can happen on none; it did not happen then
   */
  public synchronized View play(TrialEvent event, On bot) {
    on(bot);
    if (events.size() == MOST_EVENTS) {
      throw new TrialTooLongException(
          "a try: expected at most " + MOST_EVENTS + " events, but there are more");
    }
    checkLength(setting, event.length());
    Runnable mayGoOn = deadline();
    try {
      List<String> problems = new ArrayList<>();
      boolean happened = false;
      for (TrialPhone phone : phones) {
        if (concerns(event, phone.channel())) {
          mayGoOn.run();
          TrialTurn turn = phone.play(events.size() + 1, event, mayGoOn);
          happened |= turn.problem() == null;
          if (turn.problem() != null) {
            problems.add(turn.problem());
          }
        }
      }
      if (!happened) {
        throw new BotFlowException(
            problems.isEmpty()
                ? "channel: expected one of the phones, but was \"" + event.channel() + "\""
                : problems.get(0));
      }
    } catch (BotFlowException e) {
      // Some phones have gone on already: they are played anew when they are asked for.
      played = null;
      throw e;
    }
    events.add(event);
    phones.forEach(phone -> rememberFirst(phone, events.size()));
    return view(bot);
  }

  /**
   * Takes the last turn back.
   *
   * @throws BotFlowException if there is none
   */
  public synchronized View takeBack(On bot) {
    if (events.isEmpty()) {
      throw new BotFlowException("a try: expected a turn to take back, but nothing happened yet");
    }
    int last = events.size();
    events.remove(last - 1);
    first.keySet().removeIf(key -> key.startsWith(last + " "));
    played = null;
    return on(bot);
  }

  /**
   * One phone's conversation as a scenario.
   *
   * @param keepTexts true to write it as it was written
   * @throws BotFlowException if there is no such phone, nothing happened on it, or it cannot be one
   */
  public synchronized SavedScenario saved(
      String channel, String name, String file, boolean keepTexts, On bot) {
    Channel phone = setting.phones(bot.version()).stream()
        .filter(one -> one.name().equalsIgnoreCase(channel))
        .findFirst()
        .orElseThrow(() -> new BotFlowException(
            "channel: expected one of the phones, but was \"" + channel + "\""));
    TrialPhone replayed = new TrialPhone(
        bot.version(), phone, setting.forTalk(bot.version(), folder, now), keepTexts);
    Runnable mayGoOn = deadline();
    for (TrialEvent event : events) {
      if (concerns(event, phone)) {
        mayGoOn.run();
        replayed.play(1, event, mayGoOn);
      }
    }
    return replayed.talk().saved(name, file);
  }

  private void replay(On bot, TrialSetting with) {
    Runnable mayGoOn = deadline();
    List<TrialPhone> anew = new ArrayList<>();
    for (Channel channel : with.phones(bot.version())) {
      TrialPhone phone =
          new TrialPhone(bot.version(), channel, with.forTalk(bot.version(), folder, now), false);
      for (int number = 1; number <= events.size(); number++) {
        TrialEvent event = events.get(number - 1);
        if (concerns(event, channel)) {
          mayGoOn.run();
          phone.play(number, event, mayGoOn);
          rememberFirst(phone, number);
        }
      }
      anew.add(phone);
    }
    phones = anew;
    played = bot.version();
    revision = bot.revision();
  }

  /** A turn that is played again is compared with how it went first. */
  private void rememberFirst(TrialPhone phone, int number) {
    List<TrialTurn> turns = phone.turns();
    if (turns.isEmpty() || turns.get(turns.size() - 1).number() != number) {
      return;
    }
    TrialTurn turn = turns.get(turns.size() - 1);
    TrialTurn.Course known =
        first.putIfAbsent(number + " " + phone.channel().name(), turn.course());
    if (known != null) {
      phone.compareLast(known);
    }
  }

  private static boolean concerns(TrialEvent event, Channel channel) {
    String own = event.channel();
    return own == null || own.equalsIgnoreCase(channel.name());
  }

  private void checkLength(TrialSetting with, int more) {
    int length = with.length() + more;
    for (TrialEvent event : events) {
      length += event.length();
    }
    if (length > MOST_CHARS) {
      throw new TrialTooLongException(
          "a try: expected at most " + MOST_CHARS + " characters in all, but there are more");
    }
  }

  private static Runnable deadline() {
    long end = System.nanoTime() + LONGEST.toNanos();
    return () -> {
      if (System.nanoTime() - end > 0) {
        throw new TrialTooLongException("a try: expected to be played within " + LONGEST.toSeconds()
            + " s, but it takes longer");
      }
    };
  }
}
