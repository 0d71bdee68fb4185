package dev.botflow.session;

/**
 * A choice that was offered.
 *
 * @param postback what comes back when it is tapped; cannot be guessed
 * @param run the run that offered it
 * @param flow its flow
 * @param step its step
 * @param choice the choice's id
 * @param label what the contact read on it
 */
public record Button(
    String postback, String run, String flow, String step, String choice, String label) {

  /** The same button once its question is over: it stands no more. */
  public Button over() {
    return new Button(postback, run, flow, "", choice, label);
  }
}
