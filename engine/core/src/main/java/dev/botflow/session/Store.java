package dev.botflow.session;

/** All a host keeps for the engine, in one place, since a turn changes it together. */
public interface Store
    extends SessionStore, InboxStore, OutboxStore, TimerStore, CallStore, AutoCloseable {
  @Override
  void close();
}
