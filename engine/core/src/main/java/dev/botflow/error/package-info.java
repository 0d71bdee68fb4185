/**
 * What goes wrong, said so that somebody can mend it: the exception all rooms share and the findings of a load. No
 * other room is imported here.
 */
@NullMarked
package dev.botflow.error;

import org.jspecify.annotations.NullMarked;
