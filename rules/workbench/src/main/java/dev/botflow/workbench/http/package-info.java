/**
 * The workbench over the JDK's own HTTP server, for the one person at this machine. Hosts with a server of their own call
 * {@link dev.botflow.workbench.Workbench#handle} from there.
 */
@NullMarked
package dev.botflow.workbench.http;

import org.jspecify.annotations.NullMarked;
