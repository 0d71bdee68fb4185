/**
 * The simulated API over sockets: requests are read and kept, faults injected, tokens issued and asked for.
 */
@NullMarked
package dev.botflow.simulator.http;

import org.jspecify.annotations.NullMarked;
