/**
 * Internal: JSON, calls and answers of the simulated API, with Sinch's form of an error.
 */
@NullMarked
package dev.botflow.simulator.json;

import org.jspecify.annotations.NullMarked;
