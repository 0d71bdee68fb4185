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
 * @param masked the sensitive ones and all that take a value from them; the bot's flows and tables add to it
 * @param retention how long a contact nobody heard of is kept
 * @param factLabels host facts by their label in tables
 * @param extraChannels channels beyond those Sinch names
 * @param tables files of routing tables in order; empty for {@code routing.csv} alone
 * @param failsIfTooLong true if a step fails whose text is longer than its channel takes; else it is sent in parts
 * @param reviewed true if another person has to approve what is published
 * @param repeats how often the same text may get the same answer; null for as often as it comes
 * @param keepTexts how long what is said is kept with the trace of its turn; null for not at all
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
    Set<String> masked,
    @Nullable Duration retention,
    Map<String, String> factLabels,
    List<Channel> extraChannels,
    List<String> tables,
    boolean failsIfTooLong,
    boolean reviewed,
    @Nullable Repeats repeats,
    @Nullable Duration keepTexts) {

  /** So often the same answer to the same text, within so long. */
  public record Repeats(int same, Duration within) {}

  public BotSettings {
    languages = List.copyOf(languages);
    Set<String> all = new TreeSet<>(masked);
    all.addAll(sensitive);
    sensitive = Collections.unmodifiableSet(new TreeSet<>(sensitive));
    masked = Collections.unmodifiableSet(all);
    factLabels = Collections.unmodifiableMap(new LinkedHashMap<>(factLabels));
    extraChannels = List.copyOf(extraChannels);
    tables = List.copyOf(tables);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages: expected at least 1, but was 0");
    }
  }

  /** Settings of a bot whose bot.yaml says its name alone. */
  public static Builder of(String name) {
    return new Builder(name);
  }

  /** The same with nothing masked, for a trace that nobody keeps. */
  public BotSettings showingAll() {
    return changed().sensitive(Set.of()).masked(Set.of()).build();
  }

  /** The same with more that is masked. */
  BotSettings masking(Set<String> names) {
    return changed().masked(names).build();
  }

  private Builder changed() {
    return of(name)
        .languages(languages)
        .zone(zone)
        .sessionExpiry(sessionExpiry)
        .ignoreStaleButtons(ignoreStaleButtons)
        .restartOnChannelChange(restartOnChannelChange)
        .notUnderstood(notUnderstood)
        .errorOccurred(errorOccurred)
        .sensitive(sensitive)
        .masked(masked)
        .retention(retention)
        .factLabels(factLabels)
        .extraChannels(extraChannels)
        .tables(tables)
        .failsIfTooLong(failsIfTooLong)
        .reviewed(reviewed)
        .repeats(repeats)
        .keepTexts(keepTexts);
  }

  public String primaryLanguage() {
    return languages.get(0);
  }

  /** Says one after another what is not as it is by itself; the components of {@link BotSettings} tell what each means. */
  public static final class Builder {
    private final String name;
    private List<String> languages = List.of("en");
    private ZoneId zone = ZoneId.of("UTC");
    private Duration sessionExpiry = Duration.ofHours(24);
    private boolean ignoreStaleButtons;
    private boolean restartOnChannelChange;
    private @Nullable String notUnderstood;
    private @Nullable String errorOccurred;
    private Set<String> sensitive = Set.of();
    private Set<String> masked = Set.of();
    private @Nullable Duration retention;
    private Map<String, String> factLabels = Map.of();
    private List<Channel> extraChannels = List.of();
    private List<String> tables = List.of();
    private boolean failsIfTooLong;
    private boolean reviewed;
    private @Nullable Repeats repeats;
    private @Nullable Duration keepTexts;

    private Builder(String name) {
      this.name = name;
    }

    public Builder languages(List<String> tags) {
      languages = tags;
      return this;
    }

    public Builder zone(ZoneId id) {
      zone = id;
      return this;
    }

    public Builder sessionExpiry(Duration time) {
      sessionExpiry = time;
      return this;
    }

    public Builder ignoreStaleButtons(boolean ignore) {
      ignoreStaleButtons = ignore;
      return this;
    }

    public Builder restartOnChannelChange(boolean restart) {
      restartOnChannelChange = restart;
      return this;
    }

    public Builder notUnderstood(@Nullable String flow) {
      notUnderstood = flow;
      return this;
    }

    public Builder errorOccurred(@Nullable String flow) {
      errorOccurred = flow;
      return this;
    }

    public Builder sensitive(Set<String> variables) {
      sensitive = variables;
      return this;
    }

    private Builder masked(Set<String> variables) {
      masked = variables;
      return this;
    }

    public Builder retention(@Nullable Duration time) {
      retention = time;
      return this;
    }

    public Builder factLabels(Map<String, String> factsByLabel) {
      factLabels = factsByLabel;
      return this;
    }

    public Builder extraChannels(List<Channel> channels) {
      extraChannels = channels;
      return this;
    }

    public Builder tables(List<String> files) {
      tables = files;
      return this;
    }

    public Builder failsIfTooLong(boolean fails) {
      failsIfTooLong = fails;
      return this;
    }

    public Builder reviewed(boolean review) {
      reviewed = review;
      return this;
    }

    public Builder repeats(@Nullable Repeats bound) {
      repeats = bound;
      return this;
    }

    public Builder keepTexts(@Nullable Duration time) {
      keepTexts = time;
      return this;
    }

    /** @throws IllegalArgumentException if there is no language */
    public BotSettings build() {
      return new BotSettings(
          name,
          languages,
          zone,
          sessionExpiry,
          ignoreStaleButtons,
          restartOnChannelChange,
          notUnderstood,
          errorOccurred,
          sensitive,
          masked,
          retention,
          factLabels,
          extraChannels,
          tables,
          failsIfTooLong,
          reviewed,
          repeats,
          keepTexts);
    }
  }
}
