package dev.botflow.sinch.api;

import dev.botflow.message.SendOutcome;
import dev.botflow.sinch.error.SinchApiException;

/** What a failed send means for the message (the Conversation API documentation). */
final class SendOutcomes {
  private SendOutcomes() {}

  static SendOutcome of(Exception failure) {
    if (!(failure instanceof SinchApiException e)) {
      // A fault of ours somewhere on the way: nobody knows how far it got.
      return new SendOutcome.Unknown("messages:send: " + failure.getClass().getSimpleName());
    }
    String reason = e.getMessage();
    if (e.host() == SinchApiException.Host.TOKEN) {
      return new SendOutcome.Retry(reason, e.retryAfter().orElse(null));
    }
    int status = e.status();
    if (status == 0) {
      return e.maybeSent() ? new SendOutcome.Unknown(reason) : new SendOutcome.Retry(reason, null);
    }
    if (status == 429 || status == 503 || status == 401) {
      // A 401 with a fresh token says that the key is not for this project: mended by an operator,
      // not by the sender.
      return new SendOutcome.Retry(reason, e.retryAfter().orElse(null));
    }
    return status < 500 || status == 501
        ? new SendOutcome.Rejected(reason)
        : new SendOutcome.Unknown(reason);
  }
}
