/**
 * The ports behind which sessions, events, messages, timers and calls are kept, and the values that go through
 * them, a turn's commit above all. The ports go by who uses them: {@code Inbox} the host to which events come,
 * {@code Shards} the host that owns sessions, {@code Shard} the owner's turns and pumps, {@code Upkeep} anybody
 * beside them. Stores in memory stand in {@link dev.botflow.store.memory}; nothing here knows
 * how a turn runs.
 */
@NullMarked
package dev.botflow.store;

import org.jspecify.annotations.NullMarked;
