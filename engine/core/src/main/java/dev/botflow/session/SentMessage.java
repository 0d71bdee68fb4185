package dev.botflow.session;

/**
 * One of our messages, so that a delivery report finds its step.
 *
 * @param id our stable id, which comes back in the report's metadata
 * @param flow its flow; empty for what the host said by itself
 * @param step its step; empty likewise
 * @param routable false if a flow sent it that a delivery report began
 * @param acted delivery rows that acted on it, separated by commas; a row acts once per message
 */
public record SentMessage(String id, String flow, String step, boolean routable, String acted) {

  /** A message that the host asked for. */
  public static SentMessage ofHost(String id) {
    return new SentMessage(id, "", "", true, "");
  }

  /** True if a step of a flow said it. */
  public boolean ofFlow() {
    return !flow.isEmpty();
  }

  /** The same message, on which a delivery row acted. */
  public SentMessage actedOn(String rule) {
    String rules = acted.isEmpty() ? rule : acted + "," + rule;
    return new SentMessage(id, flow, step, routable, rules);
  }
}
