/**
 * What can happen to a bot, as typed values: the events of all channels, timers, action results and agents, and who
 * they come from. Nothing here knows JSON, HTTP or rules.
 */
@NullMarked
package dev.botflow.event;

import org.jspecify.annotations.NullMarked;
