#!/usr/bin/env bash
# Kills the shop with -9 under load: samples/leaf-shop/kills.sh [rounds] [seed]
# The same test as the build's, with more rounds (50 unless told); about 2 seconds a round. Prints the checker's line.
set -euo pipefail
cd "$(dirname "$0")/../.."
seed=()
[ $# -lt 2 ] || seed=("-Dbotflow.seed=$2")
mvn -ntp -q -pl samples/leaf-shop -am test -Dtest=KilledUnderLoadTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dspotless.check.skip -Dmaven.test.redirectTestOutputToFile=false "-Dbotflow.kills=${1:-50}" ${seed[@]+"${seed[@]}"}
