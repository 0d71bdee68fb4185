/**
 * Checks a bot that was read: targets, loops, channels a step cannot run on, texts that are missing, variables that
 * nothing sets. A check adds findings and changes nothing.
 */
@NullMarked
package dev.botflow.flow.check;

import org.jspecify.annotations.NullMarked;
