package dev.botflow.flow;

import dev.botflow.message.Variants;

/**
 * Sends a message.
 *
 * @param message its texts are templates; choices are offered, but nothing waits for them
 */
public record SayStep(StepHead head, Variants message) implements Step {}
