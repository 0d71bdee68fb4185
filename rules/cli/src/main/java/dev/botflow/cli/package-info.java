/**
 * The command line over a bot's folder and recorded events: it reads arguments, asks {@code authoring} and the
 * engine, and prints. What an event means, which row wins and what a flow says is decided in the libraries.
 */
@NullMarked
package dev.botflow.cli;

import org.jspecify.annotations.NullMarked;
