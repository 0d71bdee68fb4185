/**
 * Internal: a lane as data, and one function that says what follows from what happens on it: which event comes next, what
 * is tried again and when it is given up. No thread, clock or store is in here; {@code runtime} does what is said.
 */
@NullMarked
package dev.botflow.lane;

import org.jspecify.annotations.NullMarked;
