package dev.botflow.authoring.test;

import dev.botflow.event.Channel;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioSetting;
import dev.botflow.scenario.ScenarioTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A scenario that failed as what is typed into {@code botflow chat} to see it again, up to the turn that failed. */
public final class PlayAgain {
  /** As people write them, the largest first. */
  private static final Map<String, Duration> UNITS = units();

  private PlayAgain() {}

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new LinkedHashMap<>();
    units.put("w", Duration.ofDays(7));
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    return units;
  }

  /** What is behind {@code botflow chat BOT}. */
  static List<String> options(ScenarioResult result) {
    ScenarioSetting setting = result.scenario().setting();
    List<String> options = new ArrayList<>(
        List.of("--channel", result.channel().name(), "--at", setting.at().toString()));
    if (setting.known()) {
      options.add("--returning");
    }
    for (String name : List.of("language", "name")) {
      Object value = setting.contact().get(name);
      if (value != null) {
        options.add("--" + name);
        options.add(value.toString());
      }
    }
    return options;
  }

  /**
   * The lines to type.
   *
   * @param result of a scenario that failed
   * @return one or two a turn; empty if it passed
   */
  public static List<String> lines(ScenarioResult result) {
    List<String> lines = new ArrayList<>();
    int last = result.failure().map(ScenarioResult.Failure::turn).orElse(0);
    for (ScenarioTurn turn : result.scenario().turns()) {
      if (turn.number() <= last) {
        Channel on = turn.on();
        if (on != null) {
          lines.add("/channel " + on.name());
        }
        if (!turn.after().isZero()) {
          lines.add("/time +" + written(turn.after()));
        }
        act(turn.act(), lines);
      }
    }
    return lines;
  }

  private static void act(ScenarioTurn.Act act, List<String> lines) {
    if (act instanceof ScenarioTurn.Act.Says says) {
      lines.add("/say " + says.text().replace('\n', ' '));
    } else if (act instanceof ScenarioTurn.Act.Taps taps) {
      lines.add("/tap " + taps.choice());
    } else if (act instanceof ScenarioTurn.Act.Happens happens) {
      String values = happens.values().entrySet().stream()
          .map(value -> value.getKey() + "=" + value.getValue())
          .collect(Collectors.joining(", "));
      lines.add("/event " + happens.name() + (values.isEmpty() ? "" : " with " + values));
    } else if (act instanceof ScenarioTurn.Act.Receives receives) {
      lines.add("(botflow play BOT " + receives.file() + ")");
    }
  }

  private static String written(Duration duration) {
    for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
      long length = unit.getValue().toMillis();
      if (duration.toMillis() % length == 0) {
        return duration.toMillis() / length + unit.getKey();
      }
    }
    return duration.toMillis() + "ms";
  }

  /** The command and the lines, for people. */
  static String text(ScenarioResult result) {
    String options = options(result).stream()
        .map(option -> option.indexOf(' ') >= 0 ? "\"" + option + "\"" : option)
        .collect(Collectors.joining(" "));
    List<String> lines = new ArrayList<>();
    lines.add("Again: botflow test BOT --only \"" + result.scenario().name()
        + "\", or botflow chat BOT " + options + given(result.scenario().setting()) + " and");
    lines(result).forEach(line -> lines.add("  " + line));
    return String.join("\n", lines);
  }

  private static String given(ScenarioSetting setting) {
    List<String> files = new ArrayList<>();
    if (!setting.stubs().names().isEmpty()) {
      files.add("--stub FILE with its stub");
    }
    if (!setting.session().isEmpty() || !setting.facts().isEmpty()) {
      files.add("--given FILE with its session and facts");
    }
    return files.isEmpty() ? "" : ", " + String.join(", ", files) + ",";
  }
}
