/**
 * The one language of conditions and table cells: a cell's text is parsed once into a test that answers for a
 * value. Times of the week, patterns of authors, lists and identities belong to it. Which cell belongs to which row
 * or step is not known here.
 */
@NullMarked
package dev.botflow.cell;

import org.jspecify.annotations.NullMarked;
