/**
 * Who did something to a bot or to what is kept of people, and why: the one place all of it is told to. It names nobody
 * who writes to a bot, so that no erasure has to touch it.
 */
@NullMarked
package dev.botflow.audit;

import org.jspecify.annotations.NullMarked;
