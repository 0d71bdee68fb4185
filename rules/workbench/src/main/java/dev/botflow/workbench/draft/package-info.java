/**
 * The draft of a bot: its tables as somebody edits them, kept in step with the files of its folder. Edits are
 * operations with an inverse, tables keep the bytes nobody changed, and findings are bound to rows and columns. Nothing here
 * knows HTTP, JSON or a page.
 */
@NullMarked
package dev.botflow.workbench.draft;

import org.jspecify.annotations.NullMarked;
