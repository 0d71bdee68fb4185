/**
 * Reads flow files and {@code bot.yaml} into the values of {@link dev.botflow.flow}, with every error at its place.
 */
@NullMarked
package dev.botflow.flow.read;

import org.jspecify.annotations.NullMarked;
