/**
 * Internal: the apps of one engine: which bot each has, what each has under way, and how they share what is there. What an
 * app's events do is none of its business.
 */
@NullMarked
package dev.botflow.runtime.app;

import org.jspecify.annotations.NullMarked;
