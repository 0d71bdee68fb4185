/**
 * Flows that live in the host: what it offers, what it is asked, and what it answers. They are known to a bot by name, as
 * {@link dev.botflow.flow.HostStep}, and the runtime makes the calls.
 */
@NullMarked
package dev.botflow.hosted;

import org.jspecify.annotations.NullMarked;
