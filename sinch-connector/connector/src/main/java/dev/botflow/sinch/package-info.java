/**
 * The connector's door: {@link dev.botflow.sinch.SinchConnector} connects an app of Sinch's Conversation API with
 * the engine, and endpoints take its webhook calls. What a bot does with an event, when a message is sent again and
 * in which order is not decided here.
 */
@NullMarked
package dev.botflow.sinch;

import org.jspecify.annotations.NullMarked;
