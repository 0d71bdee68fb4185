/**
 * A small chatbot platform that embeds the engine: a web server on loopback, the Sinch connector, the bot of this
 * folder, an order book behind {@code shop.findOrder}, and a simulated Sinch to talk to. What a real platform needs is in
 * {@link dev.botflow.samples.leafshop.Platform}; the rest shows it at work. No logic of the engine lives here.
 */
@NullMarked
package dev.botflow.samples.leafshop;

import org.jspecify.annotations.NullMarked;
