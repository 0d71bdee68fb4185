/**
 * Sinch's Conversation API on one side, the engine's events and messages on the other: webhook calls are verified and
 * read, messages are rendered for their channel and sent with an access token, an app's channels are found and its
 * webhook is registered. With the simulator the only place that knows HTTP and Sinch's JSON. What a bot does with an
 * event, when a message is sent again and in which order is not decided here.
 */
@NullMarked
package dev.botflow.sinch;

import org.jspecify.annotations.NullMarked;
