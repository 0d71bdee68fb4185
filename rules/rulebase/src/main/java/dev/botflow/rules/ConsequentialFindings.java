package dev.botflow.rules;

import dev.botflow.error.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out findings that only follow from another one: from a file or cell that could not be read, or from a flow that
 * is missing. What such a file would have held is not unknown, and whoever mends it is not helped by a list of all that
 * refers to it. The first finding stays.
 */
final class ConsequentialFindings {
  private static final List<String> UNREAD =
      List.of("unreadable-file", "file-too-large", "link", "missing-column");

  /** What a proof finds only because rows are wider than their author wrote them. */
  private static final List<String> WIDER =
      List.of("shadowed-row", "undecided-row", "contradictory-row", "ends-everything");

  /** What a proof finds only because rows are missing that the author wrote. */
  private static final List<String> FEWER = List.of("gap", "no-stop-row", "unreached-flow");

  private final Set<String> names = new LinkedHashSet<>();
  private boolean wider;
  private boolean fewer;
  private boolean flows;
  private boolean words;
  private boolean hours;

  /** @param findings of reading alone, before anything that refers to files was checked */
  ConsequentialFindings(List<Finding> findings) {
    for (Finding finding : findings) {
      String table = finding.place().file();
      boolean header = finding.code().equals("unknown-header");
      boolean list = table.equals("hours.csv")
          || table.equals("words.csv")
          || table.equals("bot.xlsx#Hours")
          || table.equals("bot.xlsx#Words");
      wider |= finding.isError() && (header || list);
      boolean row = finding.place().rule() != null
          && !table.startsWith("texts.csv")
          && !table.startsWith("decisions/")
          && !table.startsWith("bot.xlsx#Texts")
          && !table.startsWith("bot.xlsx#Decisions");
      fewer |= finding.isError() && (list || row);
      if (UNREAD.contains(finding.code())) {
        String file = finding.place().file();
        words |= file.equals("words.csv") || file.startsWith("bot.xlsx");
        hours |= file.equals("hours.csv") || file.startsWith("bot.xlsx");
        flows |= file.equals("flows.csv");
        if (file.startsWith("flows/") || file.startsWith("decisions/")) {
          unread(file);
        }
      }
    }
  }

  /** A flow or decision table that could not be read, by its file. */
  void unread(String file) {
    flows |= file.startsWith("flows/");
    int dot = file.lastIndexOf('.');
    named(file.substring(file.indexOf('/') + 1, dot < 0 ? file.length() : dot));
  }

  /** The name of something that could not be read. */
  void named(String name) {
    names.add(name);
  }

  List<Finding> leftOut(List<Finding> findings) {
    return findings.stream().filter(finding -> !follows(finding, findings)).toList();
  }

  private boolean follows(Finding finding, List<Finding> all) {
    if (wider && WIDER.contains(finding.code()) || fewer && FEWER.contains(finding.code())) {
      return true;
    }
    switch (finding.code()) {
      case "unknown-text":
        return ofMissingFlow(finding.place().rule(), all);
      case "shadowed-row":
        return all.stream()
            .filter(one -> one.code().equals("ends-everything"))
            .anyMatch(
                one -> finding.message().endsWith(" is taken by " + one.place().rule()));
      case "during-ignored":
        return all.stream()
            .anyMatch(one -> one.code().equals("unknown-event")
                && Objects.equals(one.place().rule(), finding.place().rule()));
      case "unknown-list":
        return words;
      case "unknown-hours":
        return hours;
      case "unreadable-cell", "unreadable-condition":
        return hours && finding.message().contains("or the name of opening hours");
      case "unreached-flow":
        return flows;
      case "unknown-flow", "unknown-target", "unknown-table":
        return names.stream().anyMatch(name -> finding.message().contains("\"" + name + "\""));
      default:
        return false;
    }
  }

  /** The texts of a flow that could not be read, or that is missing and named where it should be. */
  private boolean ofMissingFlow(@Nullable String key, List<Finding> all) {
    int dot = key == null ? -1 : key.indexOf('.');
    if (key == null || dot < 0) {
      return false;
    }
    String flow = key.substring(0, dot);
    return names.contains(flow)
        || all.stream()
            .filter(one -> one.code().equals("unknown-flow") || one.code().equals("unknown-target"))
            .anyMatch(one -> one.message().contains("but was \"" + flow + "\""));
  }
}
