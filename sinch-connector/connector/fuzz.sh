#!/usr/bin/env bash
# Looks for inputs that break the webhook's verifier or reader, for ten minutes each. A finding is kept beside the
# regression inputs, in src/test/resources, and played by every build from then on.
# Usage: fuzz.sh [readsOrRefusesAnyBody | trustsNothingThatIsNotSigned]...
set -euo pipefail
cd "$(dirname "$0")/../.."
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
  targets=(readsOrRefusesAnyBody trustsNothingThatIsNotSigned)
fi
mvn -ntp -q -pl sinch-connector/connector -am test-compile
for target in "${targets[@]}"; do
  echo "== $target"
  JAZZER_FUZZ=1 nice -n 10 mvn -ntp -pl sinch-connector/connector -am test-compile surefire:test@fuzz-regression \
    -Dfuzz.test="WebhookFuzz#$target" -Dtest="WebhookFuzz#$target" -Dsurefire.failIfNoSpecifiedTests=false
done
