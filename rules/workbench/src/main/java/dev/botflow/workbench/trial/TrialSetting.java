package dev.botflow.workbench.trial;

import dev.botflow.authoring.chat.PhoneTalk;
import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.Given;
import dev.botflow.authoring.io.GivenNames;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.routing.BotVersion;
import dev.botflow.yaml.YamlNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trial begins with.
 *
 * @param channels a phone each, by name
 * @param at when it begins: a moment, or without an offset one in the bot's zone; null for now
 * @param facts a map of facts, as YAML or JSON
 * @param stubs a map of answers of actions, as YAML or JSON
 */
public record TrialSetting(List<String> channels, @Nullable String at, String facts, String stubs) {
  /** Nothing is known, and nothing stands in for anything. */
  public static final String NONE = "{}";

  private static final int MOST_PHONES = 12;

  public TrialSetting {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || channels.size() > MOST_PHONES) {
      throw new BotFlowException(
          "channels: expected 1 to " + MOST_PHONES + ", but was " + channels.size());
    }
  }

  /** How long what somebody wrote is, in characters. */
  int length() {
    return facts.length() + stubs.length();
  }

  /** @throws BotFlowException if one of them is none */
  Set<Channel> phones(BotVersion bot) {
    Set<Channel> phones = new LinkedHashSet<>();
    channels.forEach(channel -> phones.add(ChatChannel.of(channel, bot, "channels")));
    return phones;
  }

  /**
   * For a phone.
   *
   * @param now when it begins unless that was said
   * @throws BotFlowException if facts, stubs or the moment cannot be read
   */
  PhoneTalk.Setting forTalk(BotVersion bot, Path folder, Instant now) {
    Given given = Given.of("facts", facts, GivenNames.of(folder, bot));
    Findings findings = new Findings();
    Optional<YamlNode> stubNode =
        stubs.equals(NONE) ? Optional.empty() : YamlNode.read("stubs", stubs, findings);
    if (findings.hasErrors()) {
      throw new BotFlowException(
          String.join("\n", findings.errors().stream().map(Finding::sentence).toList()));
    }
    Instant begins = at == null ? now : moment(at, bot.bot().settings().zone());
    return new PhoneTalk.Setting(begins, at != null, given, stubNode);
  }

  private static Instant moment(String text, ZoneId zone) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      try {
        return LocalDateTime.parse(text).atZone(zone).toInstant();
      } catch (DateTimeException neither) {
        throw new BotFlowException(
            "at: expected a moment such as 2026-03-02T10:00 or 2026-03-02T10:00:00+01:00, but was \""
                + text + "\"",
            neither);
      }
    }
  }
}
