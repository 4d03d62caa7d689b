#!/usr/bin/env bash
# Writes the Javadoc of the public API to target/quick/reports/apidocs; an error or a warning fails.
. "$(dirname "$0")/lib.sh"

mvn -B -ntp -q -Dquick -Dmaven.test.skip=true -pl '!benchmarks' javadoc:aggregate \
  || fail "the lines above name the file, the line and the mistake"
echo "javadoc: $root/target/quick/reports/apidocs/index.html"
