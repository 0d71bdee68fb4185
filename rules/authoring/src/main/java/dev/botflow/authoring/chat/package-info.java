/**
 * A conversation with a bot, line by line, as any contact on any channel; it can be kept as a scenario.
 */
@NullMarked
package dev.botflow.authoring.chat;

import org.jspecify.annotations.NullMarked;
