/** JSON Schemas of a bot's files with the bot's own names in them, and the settings by which editors use them. */
@NullMarked
package dev.botflow.authoring.schema;

import org.jspecify.annotations.NullMarked;
