/**
 * What goes live: the draft against the published versions in plain words, publishing, reviews, rolling back and history,
 * as the page asks for them. What is published how is the engine's, in {@code dev.botflow.publish}.
 */
@NullMarked
package dev.botflow.workbench.live;

import org.jspecify.annotations.NullMarked;
