/**
 * What a bot's author writes, as immutable values: bot, flows, steps, questions, conditions, word lists and opening
 * hours; their reader (YAML) and their checks. How a step runs is the business of {@code turn}.
 */
@NullMarked
package dev.botflow.flow;

import org.jspecify.annotations.NullMarked;
