/**
 * Text as people write it, compared in one place: case, accents, digits of other scripts, whole words,
 * options, suggestions, paths, durations, and the words of each language. Nothing here knows cells, flows or events.
 */
@NullMarked
package dev.botflow.text;

import org.jspecify.annotations.NullMarked;
