package dev.botflow.lane;

/** What became of something that was on a lane. */
public enum Outcome {
  /** Its turn was stored. */
  APPLIED,
  /** It concerned no contact. */
  IGNORED,
  /** Its bytes are another event by now, which was taken in instead. */
  READ_AS_ANOTHER,
  /** Given up: its bytes cannot be read. */
  UNREADABLE,
  /** Given up: its turn kept failing. */
  TURN_FAILED,
  /** Given up: the host's facts failed for too long. */
  FACTS_FAILED_TOO_LONG,
  /** Given up: not even an error of its call could be stored. */
  RESULT_NOT_KEPT,
  /** The timer was cancelled, or fired, when it was on its way. */
  TIMER_GONE,
  /** Another turn handled it. */
  HANDLED_ELSEWHERE,
  /** Its contact was erased before its turn. */
  ERASED,
  /** It failed while the engine closes, which may be why. */
  LEFT_FOR_NEXT_START,
  /** Its app has no bot: it stays in the store until there is one. */
  LEFT_WITHOUT_BOT
}
