/**
 * Internal: the engine's own JSON, read and written as a stream within fixed limits. Which members a value has is
 * known where the value is.
 */
@NullMarked
package dev.botflow.json;

import org.jspecify.annotations.NullMarked;
