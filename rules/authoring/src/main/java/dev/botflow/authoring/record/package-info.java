/**
 * Turns recorded conversations and traces into scenarios, with pseudonyms in place of what is personal.
 */
@NullMarked
package dev.botflow.authoring.record;

import org.jspecify.annotations.NullMarked;
