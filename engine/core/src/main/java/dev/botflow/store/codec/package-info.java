/**
 * Sessions, timers, calls and traces as JSON, in the form in which stores keep them. The form is part of
 * a store's schema: what was written once can always be read.
 */
@NullMarked
package dev.botflow.store.codec;

import org.jspecify.annotations.NullMarked;
