package dev.botflow.spring;

import dev.botflow.event.InboundEvent;
import dev.botflow.message.Outgoing;
import dev.botflow.message.SendOutcome;
import dev.botflow.message.Transport;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends nothing, ever. */
final class SilentTransport implements Transport {
  @Override
  public InboundEvent read(byte[] body, Instant receivedAt) {
    throw new IllegalStateException("nothing was stored");
  }

  @Override
  public CompletionStage<SendOutcome> send(Outgoing message) {
    return new CompletableFuture<>();
  }
}
