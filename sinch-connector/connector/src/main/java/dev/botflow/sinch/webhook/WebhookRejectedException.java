package dev.botflow.sinch.webhook;

import dev.botflow.error.BotFlowException;

/** A webhook call that is not Sinch's, or too old to be taken for it. The message reveals no secret and no body. */
public final class WebhookRejectedException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  private final boolean stale;

  WebhookRejectedException(String message, boolean stale) {
    super(message);
    this.stale = stale;
  }

  /** True if the signature was right and only its timestamp was too far from our clock. */
  public boolean isStale() {
    return stale;
  }
}
