package dev.botflow.message;

/** What became of a message that a host asked for. */
public sealed interface SendResult {

  /**
   * It is stored and leaves behind what waits for its contact; or it was asked for before, under the same key, and nothing
   * happens.
   *
   * @param id our id of the message, by which its trace is found; delivery reports bring it back
   */
  record Queued(String id) implements SendResult {}

  /**
   * Nothing is stored or sent. The same key may be used again, should that change.
   *
   * @param problem the same for people, without personal data
   */
  record Refused(Reason reason, String problem) implements SendResult {}

  /** Why a message is refused. */
  enum Reason {
    /** The contact wants no messages on this channel. */
    OPTED_OUT,
    /** The channel takes only templates by now, since the contact wrote nothing there of late. */
    WINDOW_CLOSED,
    /** Nobody knows where the contact can be reached. */
    NO_ADDRESS,
    /** The message says nothing, or more than the channel takes where the bot splits no texts. */
    BAD_MESSAGE,
    /** Too much waits, or the engine is closing: to be tried again. */
    BUSY
  }
}
