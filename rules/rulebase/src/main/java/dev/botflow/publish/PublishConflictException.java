package dev.botflow.publish;

import dev.botflow.error.BotFlowException;

/**
 * What somebody wants to publish, roll back or decide is not what they looked at any more: the draft was changed, somebody
 * else published, a review was decided. Nothing was changed; look again.
 */
public class PublishConflictException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  /** @param message what they looked at, and what is there now, by whom */
  public PublishConflictException(String message) {
    super(message);
  }
}
