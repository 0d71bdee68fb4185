package dev.botflow.rules;

import static java.util.stream.Collectors.joining;

import dev.botflow.error.Findings;
import dev.botflow.error.Place;
import dev.botflow.table.TableWords;
import dev.botflow.table.index.RoutingTable;
import dev.botflow.table.read.TableReader;
import dev.botflow.table.sheet.BotSheets;
import dev.botflow.table.sheet.SheetKind;
import dev.botflow.text.Suggestion;
import java.util.List;
import java.util.stream.Stream;

/** Which of a bot's sheets route, and what is said of those that do not. */
final class RoutingSheets {
  private final BotSheets sheets;
  private final FolderFiles files;
  private final Findings findings;

  RoutingSheets(BotSheets sheets, FolderFiles files, Findings findings) {
    this.sheets = sheets;
    this.files = files;
    this.findings = findings;
  }

  /** The tables that bot.yaml lists, else the one that is called so. */
  RoutingTable read(TableWords words) {
    List<String> all = sheets.tables();
    List<String> named = words.settings().tables();
    List<String> read = named.isEmpty() ? sheets.routing() : named;
    TableReader reader = new TableReader(words, findings);
    for (String name : read) {
      if (all.contains(name)) {
        sheets.read(name, SheetKind.ROUTING).ifPresent(reader::read);
      } else if (files.isTooLarge(name)) {
        findings.error(
            "file-too-large", Place.of(name), "expected a file of at most 5 MB, but was larger");
      } else {
        findings.error(
            "missing-file",
            Place.of("bot.yaml"),
            "tables: expected a table in the bot's folder, but was \"" + name + "\""
                + Suggestion.hint(name, all));
      }
    }
    if (read.isEmpty()) {
      reportMissingTable();
    }
    all.stream().filter(name -> !read.contains(name)).forEach(this::reportUnreadTable);
    return RoutingTable.of(reader.rows(), reader.all());
  }

  /** Says what was seen in its place: a workbook under another name, or one whose sheets have other names. */
  private void reportMissingTable() {
    List<String> names = sheets.sheetNames();
    List<String> others = files.unreadWorkbooks();
    String wanted = SheetKind.ROUTING.sheet();
    if (!names.isEmpty()) {
      String quoted = names.stream().map(name -> '"' + name + '"').collect(joining(", "));
      findings.error(
          "missing-file",
          Place.of(BotSheets.WORKBOOK),
          "expected a sheet called " + wanted + ", but it has the "
              + (names.size() == 1 ? "sheet " : "sheets ") + quoted
              + "; give the one with the column Rule that name");
    } else if (!others.isEmpty()) {
      findings.error(
          "missing-file",
          Place.of(SheetKind.ROUTING.file()),
          "expected a routing table, but found none: \"" + others.get(0)
              + "\" is not read, since the workbook of a bot is called " + BotSheets.WORKBOOK);
    } else {
      findings.error(
          "missing-file",
          Place.of(SheetKind.ROUTING.file()),
          "expected a routing table, but found none");
    }
  }

  /** A table nobody asked for would take the events of others, so it waits until bot.yaml names it; that is told. */
  private void reportUnreadTable(String name) {
    List<String> known = Stream.of(
            SheetKind.WORDS, SheetKind.HOURS, SheetKind.TEXTS, SheetKind.FLOWS)
        .map(SheetKind::file)
        .toList();
    findings.warning(
        "unread-file",
        Place.of(name),
        Suggestion.nearest(name, known)
            .map(near -> "this file is not read; did you mean \"" + near + "\"?")
            .orElse("this file is not read: only " + SheetKind.ROUTING.file()
                + " routes, or what bot.yaml lists under tables"));
  }
}
