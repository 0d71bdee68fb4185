package dev.botflow.authoring.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.botflow.authoring.chat.Bubble;
import dev.botflow.authoring.io.BotTables;
import dev.botflow.authoring.io.ChatChannel;
import dev.botflow.authoring.io.Columns;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Json;
import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Findings;
import dev.botflow.event.Channel;
import dev.botflow.message.Outgoing;
import dev.botflow.scenario.Conversation;
import dev.botflow.scenario.Exchange;
import dev.botflow.scenario.Scenario;
import dev.botflow.scenario.ScenarioFolder;
import dev.botflow.scenario.ScenarioTurn;
import dev.botflow.sinch.send.SinchChannelLimits;
import dev.botflow.sinch.send.SinchMessages;
import dev.botflow.sinch.webhook.SinchEvents;
import dev.botflow.table.sheet.BotSheets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The turns of a scenario on several channels, made of the very bodies that would be sent. Expectations are not looked
 * at: a scenario is shown on channels it was not written for, too.
 */
public final class SideBySide {
  private static final int WIDTH = 118;
  private static final String GAP = "   ";
  private static final String NOTHING = "(nothing)";

  private SideBySide() {}

  /** A turn on one channel: the bodies sent, each with its bubble; a problem stands where the turn cannot be played. */
  public record Shown(List<String> bodies, List<String> lines) {}

  /** Prints every scenario on these channels. */
  public static ExitCode show(
      Path folder, BotTables tables, String words, boolean json, Streams streams) {
    Findings findings = new Findings();
    List<Scenario> scenarios = ScenarioFolder.read(
        folder,
        tables.version().bot().settings(),
        BotSheets::scenarios,
        SinchEvents::sample,
        findings);
    findings.errors().forEach(finding -> streams.problem(finding.sentence()));
    Set<Channel> channels = channels(words, tables);
    for (Scenario scenario : scenarios) {
      Map<Channel, List<Shown>> shown = new LinkedHashMap<>();
      channels.forEach(channel -> shown.put(channel, play(tables, scenario, channel)));
      if (json) {
        lines(scenario, shown).forEach(streams::json);
      } else {
        streams.text(text(scenario, shown));
      }
    }
    return findings.hasErrors() ? ExitCode.ERRORS_FOUND : ExitCode.FINE;
  }

  private static Set<Channel> channels(String words, BotTables tables) {
    if (words.equalsIgnoreCase("all")) {
      return tables.channels();
    }
    Set<Channel> channels = new LinkedHashSet<>();
    for (String word : words.split(",")) {
      channels.add(ChatChannel.of(word.strip(), tables.version(), "--channels"));
    }
    return channels;
  }

  /** Each turn as far as it can be played. */
  public static List<Shown> play(BotTables tables, Scenario scenario, Channel channel) {
    Conversation conversation = Conversation.of(tables.version(), scenario, channel);
    List<Shown> turns = new ArrayList<>();
    for (ScenarioTurn turn : scenario.turns()) {
      try {
        if (turn.on() != null) {
          conversation.on(turn.on());
        }
        turns.add(shown(conversation.next(turn.after(), turn.act())));
      } catch (BotFlowException e) {
        turns.add(new Shown(List.of(), List.of("(the scenario cannot go on here)")));
        break;
      }
    }
    return turns;
  }

  private static Shown shown(Exchange exchange) {
    List<String> bodies = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<Bubble.Button> buttons = new ArrayList<>();
    for (Outgoing message : exchange.messages()) {
      String body = SinchMessages.body(message, SinchChannelLimits.all());
      bodies.add(body);
      lines.addAll(Bubble.of(Json.read(body), buttons));
    }
    return new Shown(bodies, lines);
  }

  private static List<String> lines(Scenario scenario, Map<Channel, List<Shown>> shown) {
    List<String> lines = new ArrayList<>();
    for (ScenarioTurn turn : scenario.turns()) {
      shown.forEach((channel, turns) -> {
        if (turn.number() <= turns.size()) {
          ObjectNode line = Json.object()
              .put("scenario", scenario.name())
              .put("turn", turn.number())
              .put("did", turn.act().written())
              .put("channel", channel.name());
          ArrayNode messages = line.putArray("messages");
          turns
              .get(turn.number() - 1)
              .bodies()
              .forEach(body -> messages.addRawValue(Json.raw(body)));
          lines.add(Json.line(line));
        }
      });
    }
    return lines;
  }

  private static String text(Scenario scenario, Map<Channel, List<Shown>> shown) {
    List<String> lines = new ArrayList<>();
    lines.add(scenario.name());
    for (ScenarioTurn turn : scenario.turns()) {
      lines.add("");
      lines.add(turn.number() + ". " + turn.act().written());
      // Channels that show the same stand together.
      Map<List<String>, List<String>> groups = new LinkedHashMap<>();
      shown.forEach((channel, turns) -> {
        if (turn.number() <= turns.size()) {
          List<String> bubble = turns.get(turn.number() - 1).lines();
          groups.computeIfAbsent(bubble, one -> new ArrayList<>()).add(channel.name());
        }
      });
      List<List<String>> blocks = new ArrayList<>();
      groups.forEach((bubble, channels) -> {
        List<String> block = new ArrayList<>();
        block.add(String.join(", ", channels));
        block.addAll(bubble.isEmpty() ? List.of(NOTHING) : bubble);
        blocks.add(block);
      });
      lines.addAll(abreast(blocks));
    }
    lines.add("");
    return String.join("\n", lines);
  }

  /** Blocks of lines beside each other, as many as fit into a row. */
  private static List<String> abreast(List<List<String>> blocks) {
    List<String> lines = new ArrayList<>();
    List<List<String>> row = new ArrayList<>();
    int width = 0;
    for (List<String> block : blocks) {
      int wide = width(block) + GAP.length();
      if (!row.isEmpty() && width + wide > WIDTH) {
        put(lines, row);
        row.clear();
        width = 0;
      }
      row.add(block);
      width += wide;
    }
    put(lines, row);
    return lines;
  }

  private static int width(List<String> block) {
    return block.stream()
        .mapToInt(line -> line.codePointCount(0, line.length()))
        .max()
        .orElse(0);
  }

  private static void put(List<String> lines, List<List<String>> row) {
    int high = row.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < high; i++) {
      List<String> cell = new ArrayList<>();
      cell.add("");
      for (List<String> block : row) {
        cell.add(i < block.size() ? block.get(i) : "");
      }
      cells.add(cell);
    }
    if (!cells.isEmpty()) {
      lines.addAll(Columns.aligned(cells).lines().toList());
    }
  }
}
