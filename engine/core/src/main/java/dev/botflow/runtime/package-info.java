/**
 * Everything that threads and time do, once, for all transports: lanes, inbox, timers, outbox and calls around the pure
 * turn.
 */
@NullMarked
package dev.botflow.runtime;

import org.jspecify.annotations.NullMarked;
