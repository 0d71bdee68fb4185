package dev.botflow.store;

import dev.botflow.error.BotFlowException;
import dev.botflow.event.SessionKey;

/** A turn was made from a session that somebody else has changed since; it is run again. */
public class StaleSessionException extends BotFlowException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never serialised: the engine uses no Java serialisation.
  private final SessionKey key;

  public StaleSessionException(SessionKey key, long expected, long found) {
    super("a session: expected version " + expected + ", but was " + found);
    this.key = key;
  }

  /** Whose session it is. */
  public SessionKey key() {
    return key;
  }
}
