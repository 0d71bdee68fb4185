/**
 * Events played in order through the same turns as in production, with a clock that stands still between them, fresh
 * state and stubs for the host: the ground under scenarios, the command line and tests.
 */
@NullMarked
package dev.botflow.scenario;

import org.jspecify.annotations.NullMarked;
