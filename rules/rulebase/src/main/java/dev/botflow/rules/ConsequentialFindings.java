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
  private boolean withs;

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
      withs |= finding.isError() && row && "With".equals(finding.place().column());
      if (UNREAD.contains(finding.code())) {
        String file = finding.place().file();
        words |= file.equals("words.csv") || file.startsWith("bot.xlsx");
        hours |= file.equals("hours.csv") || file.startsWith("bot.xlsx");
        flows |= file.equals("flows.csv");
        withs |= isRouting(file);
        if (file.startsWith("flows/") || file.startsWith("decisions/")) {
          unread(file);
        }
      }
    }
  }

  /** True for a table or workbook that holds rows of the routing table, which give flows their first variables. */
  private static boolean isRouting(String file) {
    return file.startsWith("bot.xlsx")
        || file.endsWith(".csv")
            && file.indexOf('/') < 0
            && !List.of("words.csv", "hours.csv", "texts.csv", "flows.csv").contains(file);
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
        return ofMissingFlow(finding.place().rule(), all)
            || ofStepNamedTwice(flowOf(finding.place().rule()), all);
      case "never-set":
        return withs || ofFlowNobodyReaches(finding, all);
      case "unreachable-step":
        return all.stream()
            .anyMatch(one ->
                one.isError() && one.place().file().equals(finding.place().file()));
      case "other-placeholder":
        return ofTextThatIsNone(finding.place().rule(), all);
      case "choice-typed":
        return all.stream()
            .filter(one -> one.code().equals("ends-everything"))
            .anyMatch(one -> finding.message().endsWith(" by " + one.place().rule()));
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
        return finding.code().equals("unknown-target")
                && ofStepNamedTwice(finding.place().flow(), all)
            || names.stream().anyMatch(name -> finding.message().contains("\"" + name + "\""));
      default:
        return false;
    }
  }

  /** A step whose id another one took is missing under its own. */
  private static boolean ofStepNamedTwice(@Nullable String flow, List<Finding> all) {
    return flow != null
        && all.stream()
            .filter(one -> one.code().equals("duplicate-id"))
            .anyMatch(one -> flow.equals(one.place().flow()));
  }

  /** What rows give a flow is missing in one that no row leads to. */
  private static boolean ofFlowNobodyReaches(Finding finding, List<Finding> all) {
    return all.stream()
        .filter(one -> one.code().equals("unreached-flow"))
        .anyMatch(one -> one.place().file().equals(finding.place().file()));
  }

  /** Translations of a text that could not be read itself. */
  private static boolean ofTextThatIsNone(@Nullable String key, List<Finding> all) {
    return key != null
        && all.stream()
            .filter(one -> one.isError() && one.place().flow() != null)
            .map(one -> one.place().flow() + "." + one.place().step())
            .anyMatch(step -> key.equals(step) || key.startsWith(step + "."));
  }

  private static @Nullable String flowOf(@Nullable String key) {
    int dot = key == null ? -1 : key.indexOf('.');
    return key == null || dot < 0 ? null : key.substring(0, dot);
  }

  /** The texts of a flow that could not be read, or that is missing and named where it should be. */
  private boolean ofMissingFlow(@Nullable String key, List<Finding> all) {
    String flow = flowOf(key);
    if (flow == null) {
      return false;
    }
    return names.contains(flow)
        || all.stream()
            .filter(one -> one.code().equals("unknown-flow") || one.code().equals("unknown-target"))
            .anyMatch(one -> one.message().contains("but was \"" + flow + "\""));
  }
}
