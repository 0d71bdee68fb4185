package dev.botflow.error;

import org.jspecify.annotations.Nullable;

/**
 * Broken input or a broken setting, in one plain sentence: where, what was expected, what was found.
 *
 * <p>The message carries ids and places, never a secret, a token, a phone number or a contact's text.
 */
public class BotFlowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** @param message where, what was expected, what was found */
  public BotFlowException(String message) {
    super(message);
  }

  /**
   * @param message where, what was expected, what was found
   * @param cause what was thrown below, kept for developers; null for none
   */
  public BotFlowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
