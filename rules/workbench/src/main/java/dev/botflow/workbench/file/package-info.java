/** Internal: the files of a bot's folder, one at a time: read, watched, and written in one step. Nothing here knows what stands in them. */
@NullMarked
package dev.botflow.workbench.file;

import org.jspecify.annotations.NullMarked;
