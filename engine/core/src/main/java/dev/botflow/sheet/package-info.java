/**
 * A table as it stands in a file: cells with their places, before anything in them is understood. Who reads CSV and
 * workbooks hands such tables in; nothing here opens a file.
 */
@NullMarked
package dev.botflow.sheet;

import org.jspecify.annotations.NullMarked;
