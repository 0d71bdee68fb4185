/**
 * Internal: Sinch's JSON and timestamps as text, and checks of what is written into them.
 */
@NullMarked
package dev.botflow.sinch.json;

import org.jspecify.annotations.NullMarked;
