package dev.botflow.lane;

import java.time.Duration;

/**
 * What a lane is at.
 *
 * @param attempt counts from 1
 * @param waited the waits before it, added up
 */
record Try(Held held, int attempt, Duration waited, Stage stage) {

  Try at(Stage next) {
    return new Try(held, attempt, waited, next);
  }

  Try after(Duration wait, Stage next) {
    return new Try(held, attempt + 1, waited.plus(wait), next);
  }
}
