/**
 * Files and streams in, text and JSON lines out, for all that analysts and developers do with a bot's folder.
 */
@NullMarked
package dev.botflow.authoring.io;

import org.jspecify.annotations.NullMarked;
