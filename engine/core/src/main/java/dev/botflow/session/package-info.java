/**
 * All that is open with one contact, as immutable values, and where it is kept: sessions, inbox, outbox, timers and
 * calls as ports, with stores in memory. Nothing here knows how a turn runs.
 */
@NullMarked
package dev.botflow.session;

import org.jspecify.annotations.NullMarked;
