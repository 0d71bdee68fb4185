/**
 * What the engine measures, as meters of Micrometer: the only package that knows it. Micrometer is an optional dependency,
 * so hosts that use this package bring it along; nothing else of the engine imports this package.
 */
@NullMarked
package dev.botflow.metrics;

import org.jspecify.annotations.NullMarked;
