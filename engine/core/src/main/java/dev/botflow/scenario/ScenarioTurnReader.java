package dev.botflow.scenario;

import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.event.Channel;
import dev.botflow.event.EventKind;
import dev.botflow.flow.BotSettings;
import dev.botflow.text.Durations;
import dev.botflow.text.Suggestion;
import dev.botflow.yaml.Fields;
import dev.botflow.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one turn: at most one of {@code user}, {@code tap}, {@code receives} and {@code event} ({@code with} its values), {@code after} a
 * while, {@code on} another channel, and what to {@code expect}.
 */
final class ScenarioTurnReader {
  private final BotSettings settings;
  private final Function<String, ScenarioWebhooks.Sample> samples;
  private final boolean atTheirOwnTime;
  private final Findings findings;

  /**
   * @param samples sample events by the path of their file
   * @param atTheirOwnTime true if the scenario does not say when it begins
   */
  ScenarioTurnReader(
      BotSettings settings,
      Function<String, ScenarioWebhooks.Sample> samples,
      boolean atTheirOwnTime,
      Findings findings) {
    this.settings = settings;
    this.samples = samples;
    this.atTheirOwnTime = atTheirOwnTime;
    this.findings = findings;
  }

  Optional<ScenarioTurn> read(YamlNode node, int number, Place place) {
    String path = "turns[" + (number - 1) + "]";
    return Fields.of(node, place, path, findings, ScenarioReader.STYLE)
        .map(fields -> turn(fields, number));
  }

  private ScenarioTurn turn(Fields fields, int number) {
    ScenarioTurn.Act act = act(fields);
    Duration after = after(fields);
    Channel on = on(fields);
    List<ScenarioExpectation> expected =
        fields.fields("expect").map(ScenarioExpectReader::read).orElseGet(ArrayList::new);
    fields.finish();
    return new ScenarioTurn(number, fields.place(), on, after, act, expected);
  }

  private ScenarioTurn.Act act(Fields fields) {
    List<String> kinds = List.of("user", "tap", "event", "receives");
    fields.known(kinds);
    List<String> acts = kinds.stream().filter(fields::has).toList();
    String user = fields.text("user");
    String tap = fields.text("tap");
    String event = fields.text("event");
    String receives = fields.text("receives");
    Map<String, YamlNode> with =
        fields.fields("with").map(Fields::others).orElseGet(LinkedHashMap::new);
    if (acts.size() > 1) {
      fields.errorOfAll(
          "unreadable",
          "expected one of user, tap, event and receives, but was " + String.join(" and ", acts));
    } else if (acts.isEmpty() && !fields.has("after")) {
      fields.errorOfAll(
          "missing", "expected user, tap, event, receives or after, but was none of them");
    }
    if (fields.has("with") && event == null) {
      fields.errorOfAll("unreadable", "with: expected an event beside it, but was none");
    }
    if (user != null) {
      return new ScenarioTurn.Act.Says(user);
    }
    if (tap != null) {
      return new ScenarioTurn.Act.Taps(tap.strip());
    }
    if (event != null) {
      return event(fields, event, ScenarioValues.of(with));
    }
    return receives == null ? new ScenarioTurn.Act.Waits() : receives(fields, receives.strip());
  }

  private ScenarioTurn.Act receives(Fields fields, String file) {
    try {
      ScenarioWebhooks.Sample sample = samples.apply(file);
      sample.at(null); // What cannot be read is told here, not in the middle of a play.
      return new ScenarioTurn.Act.Receives(file, sample, atTheirOwnTime);
    } catch (BotFlowException e) {
      fields.errorOfAll("unreadable", "receives: " + e.getMessage());
      return new ScenarioTurn.Act.Waits();
    }
  }

  private static ScenarioTurn.Act event(Fields fields, String name, Map<String, Object> values) {
    List<String> byName = ScenarioEvents.byName().stream().map(EventKind::name).toList();
    Optional<EventKind> known = ScenarioEvents.known(name);
    if (name.isBlank() || known.isPresent() && !ScenarioEvents.byName().contains(known.get())) {
      fields.broken(
          "event",
          name,
          "expected a name of the host's, or one of " + String.join(", ", byName)
              + " (texts are user, buttons are tap, timers are after)",
          "");
    } else if (known.isEmpty() && Suggestion.nearest(name, byName).isPresent()) {
      fields.warning(
          "unknown-event",
          "event",
          "\"" + name + "\" counts as an event of the host" + Suggestion.hint(name, byName));
    }
    return new ScenarioTurn.Act.Happens(name, values);
  }

  private static Duration after(Fields fields) {
    String text = fields.text("after");
    if (text == null) {
      return Duration.ZERO;
    }
    Optional<Duration> duration = Durations.parse(text);
    if (duration.isEmpty()) {
      fields.broken("after", text, "expected a duration such as 30s, 5m, 24h or 3d", "");
    }
    return duration.orElse(Duration.ZERO);
  }

  private @Nullable Channel on(Fields fields) {
    List<Channel> channels = ScenarioReader.channels(fields, "on", settings);
    if (channels.size() > 1) {
      fields.broken(
          "on",
          String.join(", ", channels.stream().map(Channel::name).toList()),
          "expected one channel",
          "");
    }
    return channels.isEmpty() ? null : channels.get(0);
  }
}
