package dev.botflow.authoring.report;

import dev.botflow.authoring.io.EventFiles;
import dev.botflow.authoring.io.ExitCode;
import dev.botflow.authoring.io.Streams;
import dev.botflow.error.BotFlowException;
import dev.botflow.error.Finding;
import dev.botflow.event.InboundEvent;
import dev.botflow.routing.BotVersion;
import dev.botflow.routing.BotVersions;
import dev.botflow.routing.Why;
import dev.botflow.rules.DroolsRouter;
import dev.botflow.runtime.HostFacts;
import dev.botflow.scenario.PlayResult;
import dev.botflow.scenario.Player;
import dev.botflow.scenario.RoutingPreview;
import dev.botflow.scenario.Stubs;
import dev.botflow.session.Session;
import dev.botflow.table.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What recorded events did at the rows and cells of a routing table, played in order as one store. */
public final class EventHistory {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final BotVersion version;
  private final Map<String, Integer> decided = new LinkedHashMap<>();
  private final Map<String, String> last = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final Map<String, Integer> turnedAway = new LinkedHashMap<>();
  private int count;

  private final boolean cells;

  private EventHistory(BotVersion version, boolean cells) {
    this.version = version;
    this.cells = cells;
  }

  /**
   * Plays them.
   *
   * @param events a file of webhook bodies, or a folder of such files, which are taken by name
   * @throws BotFlowException if an event cannot be read: what is left out would make rows look unused
   */
  public static EventHistory of(BotVersion version, String events, Streams streams) {
    return of(new EventHistory(version, true), events, streams);
  }

  /**
   * Plays them for what the rows decided alone: why the others did not is not asked, which for a long table takes most of
   * the time.
   *
   * @param events a file of webhook bodies, or a folder of such files, which are taken by name
   * @throws BotFlowException if an event cannot be read: what is left out would make rows look unused
   */
  public static EventHistory ofRows(BotVersion version, String events, Streams streams) {
    return of(new EventHistory(version, false), events, streams);
  }

  private static EventHistory of(EventHistory history, String events, Streams streams) {
    Player player =
        Player.withoutNearMisses(BotVersions.of(history.version), Stubs.none(), HostFacts.none());
    ExitCode read = EventFiles.each(
        files(events), streams, player::now, (place, event) -> history.take(player, place, event));
    if (read != ExitCode.FINE) {
      throw new BotFlowException(
          events + ": expected events that can all be read, but some cannot");
    }
    return history;
  }

  /** A file as itself; of a folder its files of events by name. */
  public static List<String> files(String events) {
    if (!Files.isDirectory(Path.of(events))) {
      return List.of(events);
    }
    try (Stream<Path> files = Files.list(Path.of(events))) {
      List<String> found = files
          .filter(file -> Stream.of(".json", ".jsonl", ".ndjson")
              .anyMatch(kind -> file.getFileName().toString().endsWith(kind)))
          .sorted()
          .map(Path::toString)
          .toList();
      if (found.isEmpty()) {
        throw new BotFlowException(
            events + ": expected files of events (.json, .jsonl, .ndjson), but found none");
      }
      return found;
    } catch (IOException e) {
      throw new BotFlowException(events + ": expected a folder that can be read, but it cannot", e);
    }
  }

  private void take(Player player, String place, InboundEvent event) {
    count++;
    Session before = player.session(event.key());
    List<PlayResult> lines = player.play(event);
    for (PlayResult line : lines) {
      if (line.rule() != null) {
        decided.merge(line.rule(), 1, Integer::sum);
        last.put(line.rule(), said(event));
        places.put(line.rule(), place);
      }
    }
    if (cells && lines.get(lines.size() - 1).decision() != null) {
      RoutingPreview.of(
              version, event, before, new LinkedHashMap<>(), event.at(), false, Integer.MAX_VALUE)
          .why()
          .forEach(this::take);
    }
  }

  private void take(Why why) {
    turnedAway.merge(why.rule() + "/" + why.column(), 1, Integer::sum);
  }

  private String said(InboundEvent event) {
    String local = TIME.format(event.at().atZone(version.bot().settings().zone()));
    return event.context().channelIdentifier() == null
        ? local
        : local + " " + event.context().channelIdentifier();
  }

  /** How many events there were. */
  int count() {
    return count;
  }

  /** How many events the row decided. */
  int decided(String rule) {
    return decided.getOrDefault(rule, 0);
  }

  /** The file, and line, of the event it decided last; empty if it never did. */
  String lastPlace(String rule) {
    return places.getOrDefault(rule, "");
  }

  /** When and on which channel it did so last; empty if it never did. */
  String last(String rule) {
    return last.getOrDefault(rule, "");
  }

  /** How many events failed at this cell and at no other before it. */
  int turnedAway(String rule, String column) {
    return turnedAway.getOrDefault(rule + "/" + column, 0);
  }

  /** A warning for each row of the routing table that no event was decided by. */
  public List<Finding> unusedRows() {
    List<TableRow> rows =
        version.router() instanceof DroolsRouter router ? router.table().rows() : List.of();
    List<Finding> findings = new ArrayList<>();
    for (TableRow row : rows) {
      if (decided(row.id()) == 0) {
        findings.add(new Finding(
            Finding.Severity.WARNING,
            "unused-row",
            row.place().row(row.id(), null),
            "none of " + count + " recorded events was decided by this row"));
      }
    }
    return findings;
  }
}
