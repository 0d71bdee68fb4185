/**
 * YAML as authors write it: every scalar keeps its source text and its place in the file. Flows and
 * scenarios are both read through it.
 */
@NullMarked
package dev.botflow.yaml;

import org.jspecify.annotations.NullMarked;
