package dev.botflow.store;

import java.util.Locale;

/** What is kept of a contact, by kind. */
public enum StoredKind {
  /** The session itself: variables, opt-outs, what is open. */
  SESSION,
  /** Events that wait. */
  EVENT,
  /** Messages that wait to be sent. */
  MESSAGE,
  TIMER,
  CALL,
  /** What turns did and why; with what was said where that is kept. */
  TRACE,
  /** What was given up. */
  DEAD_LETTER;

  /** Its word, such as {@code dead letter}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
