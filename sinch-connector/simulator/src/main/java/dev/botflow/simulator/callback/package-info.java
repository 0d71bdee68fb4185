/**
 * Signed callbacks to a webhook, with retries, duplicates and delivery reports, and what is injected from outside.
 */
@NullMarked
package dev.botflow.simulator.callback;

import org.jspecify.annotations.NullMarked;
