/**
 * JMH benchmarks, through the public API: each figure stands beside a bare limit of the same run. Ratios count, not
 * microseconds; run them by {@code java -jar samples/benchmarks/target/benchmarks.jar}.
 */
@NullMarked
package dev.botflow.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
