/** A platform that has dialogues already and wants only the choice for each channel. */
@NullMarked
package dev.botflow.samples.routeronly;

import org.jspecify.annotations.NullMarked;
