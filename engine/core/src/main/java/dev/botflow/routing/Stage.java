package dev.botflow.routing;

/**
 * The stages of a decision, in their order; the first that takes the event ends it. Each is a base rule in a file of its
 * own.
 */
public enum Stage {
  /** A bot's own rules derive facts; nothing is decided. */
  DERIVE,
  /** Rows that end whatever is open, such as STOP. */
  END_IT,
  /** A person has the conversation: the bot records and stays silent. */
  AGENT,
  /** A button of ours that still stands; stale ones by the bot's policy. */
  BUTTON,
  /** The open question's strict type accepts the answer. */
  STRICT_ANSWER,
  /** Rows that interrupt an open question. */
  INTERRUPT,
  /** The open question takes any answer. */
  FREE_ANSWER,
  /** The open question did not understand: a counted miss. */
  MISS,
  /** The routing rows. */
  ROUTE,
  /** Nothing fits. */
  NOT_UNDERSTOOD
}
