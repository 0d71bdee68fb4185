/**
 * One turn: from a decision to all it changes, as a pure function of bot versions, session, event, facts and clock. No
 * thread, no store and no clock of its own. Each step kind runs in a file of its own.
 */
@NullMarked
package dev.botflow.turn;

import org.jspecify.annotations.NullMarked;
