/**
 * Typed calls of the Conversation API beyond sending, and what is checked with them when a connector starts: the
 * app, its channels and its webhook.
 */
@NullMarked
package dev.botflow.sinch.api;

import org.jspecify.annotations.NullMarked;
