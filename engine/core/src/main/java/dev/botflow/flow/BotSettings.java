package dev.botflow.flow;

import dev.botflow.event.Channel;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What bot.yaml says.
 *
 * @param name the bot's name
 * @param languages BCP 47 tags, the primary one first; at least one
 * @param zone the time zone of opening hours, delays and the routing table
 * @param sessionExpiry how long a session stays open after the last message, 24 hours unless set
 * @param ignoreStaleButtons true if a button of a run that is over does nothing; else it is routed
 * @param restartOnChannelChange true if a run ends when its contact writes on another channel; else it goes on there
 * @param notUnderstood the flow for messages nothing understood
 * @param errorOccurred the flow after an error nothing else caught
 * @param sensitive names of variables that are masked outside messages and action calls
 * @param retention how long a contact nobody heard of is kept
 * @param factLabels host facts by their label in tables
 * @param extraChannels channels beyond those Sinch names
 * @param tables files of routing tables in order; empty for {@code routing.csv} alone
 * @param failsIfTooLong true if a step fails whose text is longer than its channel takes; else it is sent in parts
 */
public record BotSettings(
    String name,
    List<String> languages,
    ZoneId zone,
    Duration sessionExpiry,
    boolean ignoreStaleButtons,
    boolean restartOnChannelChange,
    @Nullable String notUnderstood,
    @Nullable String errorOccurred,
    Set<String> sensitive,
    @Nullable Duration retention,
    Map<String, String> factLabels,
    List<Channel> extraChannels,
    List<String> tables,
    boolean failsIfTooLong) {
  /** Settings under which a text that is too long is sent in parts. */
  public BotSettings(
      String name,
      List<String> languages,
      ZoneId zone,
      Duration sessionExpiry,
      boolean ignoreStaleButtons,
      boolean restartOnChannelChange,
      @Nullable String notUnderstood,
      @Nullable String errorOccurred,
      Set<String> sensitive,
      @Nullable Duration retention,
      Map<String, String> factLabels,
      List<Channel> extraChannels,
      List<String> tables) {
    this(
        name,
        languages,
        zone,
        sessionExpiry,
        ignoreStaleButtons,
        restartOnChannelChange,
        notUnderstood,
        errorOccurred,
        sensitive,
        retention,
        factLabels,
        extraChannels,
        tables,
        false);
  }

  public BotSettings {
    languages = List.copyOf(languages);
    sensitive = Collections.unmodifiableSet(new TreeSet<>(sensitive));
    factLabels = Collections.unmodifiableMap(new LinkedHashMap<>(factLabels));
    extraChannels = List.copyOf(extraChannels);
    tables = List.copyOf(tables);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages: expected at least 1, but was 0");
    }
  }

  /** The same with nothing masked, for a trace that nobody keeps. */
  public BotSettings showingAll() {
    return new BotSettings(
        name,
        languages,
        zone,
        sessionExpiry,
        ignoreStaleButtons,
        restartOnChannelChange,
        notUnderstood,
        errorOccurred,
        Set.of(),
        retention,
        factLabels,
        extraChannels,
        tables,
        failsIfTooLong);
  }

  public String primaryLanguage() {
    return languages.get(0);
  }
}
