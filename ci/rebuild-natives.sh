#!/usr/bin/env bash
# Builds the native libraries from nothing in a copy, and runs the tests of the bindings and of imaging on what came out,
# unless these are the committed libraries byte for byte, on which the tests run anyway.
. "$(dirname "$0")/lib.sh"

natives=bindings/src/main/resources/dev/obor/native
enter_copy
imaging=imaging/src/main/resources/dev/obor/imaging
rm -rf "$natives" "$imaging"
bash native-config/build-native.sh || fail "the native library does not build"
bash imaging/build-native.sh || fail "the native library of imaging does not build"
differs=false
for library in "$natives"/*/* "$imaging"/*/*; do
  # Another compiler writes other bytes; the build id says whether the sources are the same, and a test checks it.
  if cmp -s "$library" "$root/$library"; then
    echo "rebuild-natives: $library is the committed one, byte for byte"
  else
    echo "rebuild-natives: $library differs from the committed one"
    differs=true
  fi
done
if ! $differs; then
  exit
fi
mvn -B -ntp test -pl bindings -am || fail "the tests fail on the rebuilt library"
mvn -B -ntp test -pl imaging -am -Dtest='TurboEngineTest' -Dsurefire.failIfNoSpecifiedTests=false \
  || fail "the tests of imaging fail on the rebuilt library"
echo "rebuild-natives: the bindings and imaging pass their tests on the rebuilt libraries"
