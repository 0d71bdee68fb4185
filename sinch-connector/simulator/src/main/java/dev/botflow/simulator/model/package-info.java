/**
 * What the simulated Sinch knows: apps, channels, contacts, conversations and messages, and what a channel shows of
 * a message.
 */
@NullMarked
package dev.botflow.simulator.model;

import org.jspecify.annotations.NullMarked;
