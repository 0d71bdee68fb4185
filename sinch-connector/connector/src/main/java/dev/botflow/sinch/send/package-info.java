/**
 * From the engine's message to the body of a send: what a channel can show is asked of its limits, and the rest is
 * rendered as text, list or buttons.
 */
@NullMarked
package dev.botflow.sinch.send;

import org.jspecify.annotations.NullMarked;
