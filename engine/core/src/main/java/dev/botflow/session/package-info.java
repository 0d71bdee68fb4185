/**
 * All that is open with one contact, as immutable values: runs and their frames, waits, calls, timers, variables,
 * and the trace of a turn. Where it is kept is the business of {@link dev.botflow.store}.
 */
@NullMarked
package dev.botflow.session;

import org.jspecify.annotations.NullMarked;
