/**
 * How many events a second come through the whole path, from an HTTP socket to a stored outbox row, and how long each
 * takes; beside two limits of the same run. A program, not JMH: run it by {@code samples/benchmarks/throughput.sh}.
 */
@NullMarked
package dev.botflow.samples.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
