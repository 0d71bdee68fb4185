package dev.botflow.workbench.rename;

/**
 * Another name for something of a bot.
 *
 * @param from its name now
 * @param to its name then
 * @param flow of a step, the flow it is in; else empty
 * @param file of a step, the file of that flow; else empty
 */
public record Rename(What what, String from, String to, String flow, String file) {

  /** What gets another name. */
  public enum What {
    /** The id of a row of the routing table. */
    RULE,
    FLOW,
    STEP
  }
}
