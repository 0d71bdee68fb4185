/**
 * The ports behind which sessions, events, messages, timers and calls are kept, and the values that go through
 * them, a turn's commit above all. Stores in memory stand in {@link dev.botflow.store.memory}; nothing here knows
 * how a turn runs.
 */
@NullMarked
package dev.botflow.store;

import org.jspecify.annotations.NullMarked;
