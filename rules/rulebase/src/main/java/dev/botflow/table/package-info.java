/**
 * The tables analysts write: reading them (rows, words, hours, texts, decisions) with every error at its cell, and the
 * routing table as an immutable, indexed snapshot. Rows are data here; nothing in this room knows rules or routing.
 */
@NullMarked
package dev.botflow.table;

import org.jspecify.annotations.NullMarked;
