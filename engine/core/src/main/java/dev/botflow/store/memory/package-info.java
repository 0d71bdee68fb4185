/**
 * Stores that keep everything in memory, for tests and first steps: what is in them ends with the process.
 */
@NullMarked
package dev.botflow.store.memory;

import org.jspecify.annotations.NullMarked;
