/**
 * Internal: the files of a bot's folder: read, watched, each written in one step, and the folder kept from a second program.
 * Nothing here knows what stands in them.
 */
@NullMarked
package dev.botflow.workbench.file;

import org.jspecify.annotations.NullMarked;
