package dev.botflow.store;

import dev.botflow.error.BotFlowException;

/** The host that wrote does not own the store any more: nothing was written, and whoever owns it now does the work. */
public final class ShardLostException extends BotFlowException {
  private static final long serialVersionUID = 1;

  /** @param store as its messages name it */
  public ShardLostException(String store) {
    super(store + ": expected a store that this host owns, but another host took it over");
  }
}
