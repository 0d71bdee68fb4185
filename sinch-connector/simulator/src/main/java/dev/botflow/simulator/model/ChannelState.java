package dev.botflow.simulator.model;

/** How far a channel of an app is set up, as Sinch shows it in {@code channel_credentials[].state.status}. */
public enum ChannelState {
  /** Ready to send and receive. */
  ACTIVE,
  /** Still being set up. */
  PENDING,
  /** Set up, but broken. */
  FAILING
}
