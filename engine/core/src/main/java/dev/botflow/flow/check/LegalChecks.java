package dev.botflow.flow.check;

import dev.botflow.error.Findings;
import dev.botflow.flow.Bot;
import dev.botflow.flow.Flow;
import dev.botflow.flow.Step;

/** Warns of flows that opt a contact out or in and are not {@code legal}, since those say nothing to who opted out. */
final class LegalChecks {
  /** What opting out is set by; see {@code rules/README.md}. */
  private static final String OPTED_OUT = "contact.opted_out";

  private LegalChecks() {}

  static void check(Bot bot, Findings findings) {
    for (Flow flow : bot.flows().values()) {
      for (Step step : flow.steps().values()) {
        if (!flow.legal() && step.sets().contains(OPTED_OUT)) {
          findings.warning(
              "not-legal",
              step.head().place(),
              "expected \"legal: true\" in the flow " + flow.name()
                  + ", since it sets contact.opted_out, but there is none; it says nothing to a"
                  + " contact who opted out");
        }
      }
    }
  }
}
