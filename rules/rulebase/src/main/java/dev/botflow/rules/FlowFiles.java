package dev.botflow.rules;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.flow.BotSettings;
import dev.botflow.flow.Flow;
import dev.botflow.flow.read.FlowReader;
import dev.botflow.table.read.HostFlowsReader;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.WordLists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flows of a bot's folder: those that are written there, and those of the host that it lists. Read once. */
final class FlowFiles {
  private final FolderFiles files;
  private final Findings findings;
  private final List<String> unread = new ArrayList<>();
  private final List<String> unreadNames = new ArrayList<>();

  FlowFiles(FolderFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /** The files that gave no flow. */
  List<String> unread() {
    return Collections.unmodifiableList(unread);
  }

  /** The names that these files give their flow, as far as they can be seen. */
  List<String> unreadNames() {
    return Collections.unmodifiableList(unreadNames);
  }

  /** All flows by their name, of those that can be read. */
  Map<String, Flow> read(WordLists words, BotSettings settings, BotSheets sheets) {
    FlowReader reader = new FlowReader(words, settings.extraChannels(), findings);
    Map<String, Flow> flows = new LinkedHashMap<>();
    for (String name : files.in("flows")) {
      Optional<String> yaml = files.text(name);
      Optional<Flow> read = yaml.flatMap(text -> reader.read(name, text));
      if (read.isEmpty()) {
        unread.add(name);
        yaml.flatMap(FlowFiles::declared).ifPresent(unreadNames::add);
      }
      read.ifPresent(flow -> add(flow, Place.of(name), flows));
    }
    sheets
        .read(SheetKind.FLOWS.file(), SheetKind.FLOWS)
        .map(sheet -> HostFlowsReader.read(sheet, findings))
        .orElseGet(List::of)
        .forEach(flow -> add(flow, flow.first().head().place(), flows));
    if (files.in("flows").isEmpty() && files.file(SheetKind.FLOWS.file()).isEmpty()) {
      findings.error(
          "missing-file",
          Place.of("flows"),
          "expected at least 1 flow in flows/*.yaml, or in flows.csv where they live in the host, but found none");
    }
    return flows;
  }

  private void add(Flow flow, Place place, Map<String, Flow> flows) {
    Flow first = flows.putIfAbsent(flow.name(), flow);
    if (first != null) {
      findings.error(
          "duplicate-id",
          place.step(first.name(), null),
          "expected each flow name once, but " + first.name() + " is in " + first.file()
              + " already");
    }
  }

  /** The name a flow's text gives itself on a line of its own, however broken the rest is. */
  private static Optional<String> declared(String yaml) {
    return yaml.lines()
        .filter(line -> line.startsWith("flow:"))
        .map(line -> line.substring("flow:".length()).strip())
        .findFirst();
  }
}
