#!/usr/bin/env bash
# Builds the same sources in two folders and compares the jars byte by byte.
. "$(dirname "$0")/lib.sh"

enter_copy
mkdir -p "$work.second"
cp -r . "$work.second"
trap 'remove_work; rm -rf "$work.second"' EXIT

build() {
  cd "$1"
  mvn -B -ntp -q -Dquick -Dmaven.test.skip=true package || fail "the build failed"
  find . -path '*/target/quick/*.jar' -not -path '*/lib/*' -print0 | sort -z | xargs -0 sha256sum
}
first=$(build "$work")
second=$(build "$work.second")
echo "$first"
diff <(echo "$first") <(echo "$second") || fail "two builds of the same sources differ"
echo "reproducible: two builds gave the same jars"
