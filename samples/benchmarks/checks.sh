#!/usr/bin/env bash
# What people wait for at a long table: proofs, proofs after an edit, and why, as a table for the README. About a minute.
# Usage: samples/benchmarks/checks.sh [options of the JVM...]
set -euo pipefail
cd "$(dirname "$0")/../.."
jar=samples/benchmarks/target/benchmarks.jar
[ -f "$jar" ] || mvn -ntp -q -pl samples/benchmarks -am package -DskipTests -Dspotless.check.skip
exec java -Xmx2g "$@" -cp "$jar" dev.botflow.samples.benchmarks.Checks samples/benchmarks/target/checks
