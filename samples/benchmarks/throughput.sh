#!/usr/bin/env bash
# Events a second of the whole path, from an HTTP socket to a stored outbox row, beside its two limits, and latencies.
# Usage: samples/benchmarks/throughput.sh [rounds] [seconds a phase] [options of the JVM...]
# About 2 minutes with the standard 3 rounds of 6 seconds. Stores lie in target/, so on the disk of the checkout.
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=samples/benchmarks/target/benchmarks.jar
[ -f "$jar" ] || mvn -ntp -q -pl samples/benchmarks -am package -DskipTests -Dspotless.check.skip
exec java -Xmx2g -Dorg.slf4j.simpleLogger.defaultLogLevel=error "${@:3}" \
  -cp "$jar" dev.botflow.samples.benchmarks.throughput.Throughput \
  samples/leaf-shop/bot samples/benchmarks/target "${1:-3}" "${2:-6}"
