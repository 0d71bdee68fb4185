/**
 * What a bot's author writes, as immutable values: the bot, its flows, their steps and texts. They are read in
 * {@link dev.botflow.flow.read}, checked in {@link dev.botflow.flow.check} and run in {@code turn}.
 */
@NullMarked
package dev.botflow.flow;

import org.jspecify.annotations.NullMarked;
