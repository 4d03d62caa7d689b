#!/usr/bin/env bash
# Builds and tests a copy with JDK 25 or later: the one that JAVA_HOME_25 names, or the newest under /usr/lib/jvm.
. "$(dirname "$0")/lib.sh"

major() {
  "$1/bin/javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p'
}

jdk=
newest=24
for candidate in ${JAVA_HOME_25:+"$JAVA_HOME_25"} /usr/lib/jvm/*; do
  if [ -x "$candidate/bin/javac" ]; then
    version=$(major "$candidate")
    if [ "${version:-0}" -gt "$newest" ]; then
      jdk=$candidate
      newest=$version
      [ "$candidate" = "${JAVA_HOME_25:-}" ] && break
    fi
  fi
done
[ -n "$jdk" ] || fail "no JDK 25 or later: install one under /usr/lib/jvm, or let JAVA_HOME_25 point at it"

echo "jdk25: $jdk (Java $newest)"
enter_copy
JAVA_HOME=$jdk mvn -B -ntp verify || fail "the build or its tests fail on Java $newest"
bash ci/skipped.sh
echo "jdk25: the build and its tests pass on Java $newest"
