/**
 * What people ask afterwards: why somebody got what they got, who is at which question, and all that is kept of one
 * person. Reads a store and the bot's versions, also beside a running host; nothing here runs a turn.
 */
@NullMarked
package dev.botflow.lookup;

import org.jspecify.annotations.NullMarked;
