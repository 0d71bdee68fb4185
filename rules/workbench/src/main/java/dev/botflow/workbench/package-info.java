/**
 * The analysts' and developers' tool: the command line over a bot's folder and recorded events. It reads files, asks the
 * engine and prints; what an event means, which row wins and what a flow says is decided in the libraries.
 */
@NullMarked
package dev.botflow.workbench;

import org.jspecify.annotations.NullMarked;
