package dev.botflow.simulator.model;

/** Whether an app keeps contacts and conversations. */
public enum ProcessingMode {
  /** Contacts and conversations are made and named in callbacks. */
  CONVERSATION,
  /** Nothing is kept: contact and conversation ids are empty, and a contact id is no recipient. */
  DISPATCH
}
