package dev.botflow;

import dev.botflow.event.InboundEvent;
import dev.botflow.message.Transport;

/** What a connector needs of the engine: to hand in events, and to be asked to send. */
public interface Intake {

  /** What the engine did with an event handed in. */
  enum Receipt {
    /** It is stored and will be handled. */
    ACCEPTED,
    /** It was stored before; nothing happens. */
    DUPLICATE,
    /** Too much is waiting, or the engine is shutting down: the sender should retry (HTTP 503). */
    BUSY
  }

  /**
   * Stores an event; returns once it is durable. Handling goes on behind it.
   *
   * @param event what happened; its context names an app
   * @param raw the bytes it was read from, read again on recovery
   * @throws RuntimeException if it could not be stored; then nothing happened and the sender should retry
   */
  Receipt accept(InboundEvent event, byte[] raw);

  /**
   * Keeps a body that was signed but cannot be read, for people to look at.
   *
   * @param reason what is wrong with it, without personal data
   */
  void giveUp(String appId, byte[] raw, String reason);

  /** Sends the messages of this app through this transport from now on, and reads its stored events with it. */
  void connect(String appId, Transport transport);
}
