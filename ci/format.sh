#!/usr/bin/env bash
# Checks that google-java-format would change no Java file.
. "$(dirname "$0")/lib.sh"

mvn -B -ntp -q spotless:check || fail "files are not formatted: run  mvn spotless:apply"
echo "format: every Java file is formatted"
