#!/bin/sh
# Measures all targets of the README's table, in about ten minutes on a quiet machine; with names, only those parts:
# decisions peers reloads swaps events start turns
set -e
cd "$(dirname "$0")/../.."
[ -f samples/benchmarks/target/benchmarks.jar ] || mvn -q -pl samples/benchmarks -am package -DskipTests
exec java -cp samples/benchmarks/target/benchmarks.jar dev.botflow.samples.benchmarks.Measure "$@"
