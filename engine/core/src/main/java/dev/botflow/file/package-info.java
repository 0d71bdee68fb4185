/** Files that are there, whole, once writing them has returned: what versions, reviews, audits and copies of stores are kept in. */
@NullMarked
package dev.botflow.file;

import org.jspecify.annotations.NullMarked;
