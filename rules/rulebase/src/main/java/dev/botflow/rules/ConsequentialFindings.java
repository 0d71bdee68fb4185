package dev.botflow.rules;

import dev.botflow.error.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out findings that only follow from a file that could not be read: what such a file would have held is not
 * unknown, and whoever mends the file is not helped by a list of all that refers to it. The file's own finding stays.
 */
final class ConsequentialFindings {
  private static final List<String> UNREAD =
      List.of("unreadable-file", "file-too-large", "link", "missing-column");

  private final Set<String> names = new LinkedHashSet<>();
  private boolean flows;
  private boolean words;
  private boolean hours;

  /** @param findings of reading alone, before anything that refers to files was checked */
  ConsequentialFindings(List<Finding> findings) {
    for (Finding finding : findings) {
      if (UNREAD.contains(finding.code())) {
        String file = finding.place().file();
        words |= file.equals("words.csv") || file.startsWith("bot.xlsx");
        hours |= file.equals("hours.csv") || file.startsWith("bot.xlsx");
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
    return findings.stream().filter(finding -> !follows(finding)).toList();
  }

  private boolean follows(Finding finding) {
    switch (finding.code()) {
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
}
