#!/usr/bin/env bash
# Counts the tests of the last build and those of them that were skipped, of which there must be none.
. "$(dirname "$0")/lib.sh"

reports=$(find . -path '*/target/surefire-reports/TEST-*.xml' -not -path '*/target/quick/*' | sort)
[ -n "$reports" ] || fail "no test reports: run  mvn verify  first"

# The attributes of the <testsuite> element, which is the first with a count of tests.
tests=0
skipped=0
while IFS= read -r report; do
  suite=$(grep -m 1 -oE '<testsuite [^>]*>' <(tr '\n' ' ' < "$report"))
  count=$(sed -E 's/.* tests="([0-9]+)".*/\1/' <<< "$suite")
  passed_over=$(sed -E 's/.* skipped="([0-9]+)".*/\1/' <<< "$suite")
  tests=$((tests + count))
  if [ "$passed_over" -gt 0 ]; then
    skipped=$((skipped + passed_over))
    echo "skipped: $passed_over in $report"
    grep -oE '<skipped[^>]*>' "$report" || true
  fi
done <<< "$reports"

echo "skipped: $skipped of $tests tests"
[ "$tests" -gt 0 ] || fail "no test ran"
[ "$skipped" -eq 0 ] || fail "make them pass or delete them: Obor skips no test"
