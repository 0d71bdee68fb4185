/**
 * Tests that need everything at once: the acceptance scenarios through the whole path, the sample itself, and the house's
 * rules. {@link dev.botflow.samples.leafshop.Stage} is the harness; tests of one module live in that module.
 */
@NullMarked
package dev.botflow.samples.leafshop;

import org.jspecify.annotations.NullMarked;
