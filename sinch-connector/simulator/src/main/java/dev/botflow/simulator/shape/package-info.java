/**
 * Internal: what Sinch accepts as the body of a send, with the JSON path of what it refuses.
 */
@NullMarked
package dev.botflow.simulator.shape;

import org.jspecify.annotations.NullMarked;
