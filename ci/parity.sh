#!/usr/bin/env bash
# Writes docs/parity.md, ci/parity/counts.tsv and the counts of replayed calls from the classes as they are now, and takes
# the reasons of names that Java has now out of ci/parity/reasons.tsv.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -Dquick -pl tutorials -am test -Dtest='OperatorReplayTest,ParityTest' -Dobor.parity.write=true \
  -Dsurefire.failIfNoSpecifiedTests=false
git --no-pager diff --stat -- docs ci/parity
