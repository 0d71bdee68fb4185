/**
 * Reads sheets into rows, words, hours and texts, with every error at its cell, and writes a table out again.
 */
@NullMarked
package dev.botflow.table.read;

import org.jspecify.annotations.NullMarked;
