package dev.botflow.sinch;

import dev.botflow.Intake;
import dev.botflow.event.InboundEvent;
import dev.botflow.message.ContactUse;
import dev.botflow.message.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An engine that remembers what it was given. */
public final class FakeIntake implements Intake, ContactUse {
  public final List<InboundEvent> events = new CopyOnWriteArrayList<>();
  final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  final List<String> buried = new CopyOnWriteArrayList<>();
  final List<String> connected = new CopyOnWriteArrayList<>();
  private final Set<String> keys = new HashSet<>();
  volatile List<String> contactUses = List.of();
  volatile Runnable beforeStoring = () -> {};
  volatile boolean busy;
  volatile @Nullable RuntimeException failure;

  @Override
  public synchronized Receipt accept(InboundEvent event, byte[] raw) {
    beforeStoring.run();
    if (failure != null) {
      throw failure;
    }
    if (busy) {
      return Receipt.BUSY;
    }
    if (!keys.add(event.header().dedupeKey())) {
      return Receipt.DUPLICATE;
    }
    events.add(event);
    bodies.add(raw);
    return Receipt.ACCEPTED;
  }

  @Override
  public void giveUp(String appId, byte[] raw, String reason) {
    if (failure != null) {
      throw failure;
    }
    buried.add(appId + ": " + reason);
  }

  @Override
  public List<String> contactUses() {
    return contactUses;
  }

  @Override
  public void connect(String appId, Transport transport) {
    connected.add(appId);
  }
}
