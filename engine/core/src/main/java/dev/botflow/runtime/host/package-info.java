/**
 * Internal: the threads on which the host's own code runs, its actions, its desk and its supplier of facts, so that one
 * that blocks keeps no turn waiting. Knows nothing of turns, lanes or stores.
 */
@NullMarked
package dev.botflow.runtime.host;

import org.jspecify.annotations.NullMarked;
