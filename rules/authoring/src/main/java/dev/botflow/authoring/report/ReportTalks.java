package dev.botflow.authoring.report;

import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.Html;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.test.SideBySide;
import dev.botflow.event.Channel;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioResult;
import dev.botflow.scenario.ScenarioTurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The conversations of a report: each scenario as every channel of the bot shows it, side by side. The channels it is
 * written for stand first; the others show what would be said there, which nobody checks.
 */
final class ReportTalks {
  private final BotTables tables;
  private final StringBuilder html;

  private ReportTalks(BotTables tables, StringBuilder html) {
    this.tables = tables;
    this.html = html;
  }

  /** A phone, and whether the scenario is written for its channels. */
  private record Phone(String talk, boolean checked) {}

  static void append(BotTables tables, List<ScenarioResult> results, StringBuilder html) {
    html.append(
            "<section id=\"talks\"><h2>Conversations</h2>\n<p class=\"hint\">Each scenario side by side, as the ")
        .append(
            "channels of the bot show it; channels that show the same stand together. A dashed phone shows channels ")
        .append("the scenario is not written for: nobody checks what is said there.</p>\n");
    Set<Scenario> scenarios = new LinkedHashSet<>();
    results.forEach(result -> scenarios.add(result.scenario()));
    boolean first = true;
    for (Scenario scenario : scenarios) {
      html.append(first ? "<details open>" : "<details>")
          .append("<summary>")
          .append(Html.escaped(scenario.name()))
          .append(Html.element("small", "", scenario.place().toString()))
          .append("</summary><div class=\"phones\">");
      new ReportTalks(tables, html).talk(scenario);
      html.append("</div></details>\n");
      first = false;
    }
    html.append("</section>\n");
  }

  private void talk(Scenario scenario) {
    Set<Channel> channels = new LinkedHashSet<>(scenario.channels());
    channels.addAll(tables.channels());
    Map<Phone, List<String>> phones = new LinkedHashMap<>();
    for (Channel channel : channels) {
      String talk = talk(scenario, SideBySide.play(tables, scenario, channel));
      phones
          .computeIfAbsent(
              new Phone(talk, scenario.channels().contains(channel)), one -> new ArrayList<>())
          .add(channel.name());
    }
    phones.forEach((phone, names) -> html.append(
            phone.checked() ? "<div class=\"phone\">" : "<div class=\"phone unchecked\">")
        .append(Html.element("h3", "", String.join(", ", names)))
        .append(phone.checked() ? "" : Html.element("small", "not", "not in this scenario"))
        .append(phone.talk())
        .append("</div>"));
  }

  private static String talk(Scenario scenario, List<SideBySide.Shown> turns) {
    StringBuilder phone = new StringBuilder();
    for (ScenarioTurn turn : scenario.turns().subList(0, turns.size())) {
      if (!turn.after().isZero()) {
        phone.append(Html.element("div", "time", later(turn.after())));
      }
      if (turn.on() != null) {
        phone.append(Html.element("div", "time", "on " + turn.on()));
      }
      did(turn.act(), phone);
      SideBySide.Shown shown = turns.get(turn.number() - 1);
      for (String body : shown.bodies()) {
        // Postbacks and ids differ by channel and are not what anybody sees.
        phone.append(MessageHtml.of(Json.read(body)));
      }
      if (shown.bodies().isEmpty()) {
        String line =
            shown.lines().isEmpty() ? "the bot says nothing" : shown.lines().get(0);
        phone.append(Html.element("div", "time", line));
      }
    }
    return phone.toString();
  }

  /** {@code 1 day 2 hours later}. */
  private static String later(Duration after) {
    List<String> parts = new ArrayList<>();
    part(after.toDays(), "day", parts);
    part(after.toHoursPart(), "hour", parts);
    part(after.toMinutesPart(), "minute", parts);
    part(after.toSecondsPart(), "second", parts);
    return String.join(" ", parts) + " later";
  }

  private static void part(long number, String unit, List<String> parts) {
    if (number > 0) {
      parts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }

  private static void did(ScenarioTurn.Act act, StringBuilder phone) {
    if (act instanceof ScenarioTurn.Act.Says says) {
      phone.append(Html.element("div", "user", says.text()));
    } else if (act instanceof ScenarioTurn.Act.Taps taps) {
      phone.append(Html.element("div", "user tap", taps.choice()));
    } else if (act instanceof ScenarioTurn.Act.Happens happens) {
      phone.append(Html.element("div", "time", happens.name()));
    } else if (act instanceof ScenarioTurn.Act.Receives receives) {
      phone.append(Html.element("div", "time", receives.file()));
    }
  }
}
