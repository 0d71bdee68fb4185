/**
 * What a bot sends, before any channel's wording of it: messages, choices, variants per channel, and what each channel
 * can show, as values. Nothing here knows JSON bodies of Sinch or HTTP.
 */
@NullMarked
package dev.botflow.message;

import org.jspecify.annotations.NullMarked;
