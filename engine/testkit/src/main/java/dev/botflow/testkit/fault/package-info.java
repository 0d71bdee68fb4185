/**
 * Faults to put an embedding to the test with: a proxy that cuts connections, programs that are killed, and a checker
 * that reports from what was seen outside whether anything was lost or done twice. None of it knows how the engine works
 * inside; the clock of such tests is {@link dev.botflow.scenario.VirtualClock}.
 */
@NullMarked
package dev.botflow.testkit.fault;

import org.jspecify.annotations.NullMarked;
