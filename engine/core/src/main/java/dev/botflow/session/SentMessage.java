package dev.botflow.session;

/**
 * One of our messages, so that a delivery report finds its step.
 *
 * @param id our stable id, which comes back in the report's metadata
 * @param flow its flow
 * @param step its step
 * @param routable false if a flow sent it that a delivery report began
 * @param acted delivery rows that acted on it, separated by commas; a row acts once per message
 */
public record SentMessage(String id, String flow, String step, boolean routable, String acted) {

  /** The same message, on which a delivery row acted. */
  public SentMessage actedOn(String rule) {
    String rules = acted.isEmpty() ? rule : acted + "," + rule;
    return new SentMessage(id, flow, step, routable, rules);
  }
}
