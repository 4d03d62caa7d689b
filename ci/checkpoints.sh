#!/usr/bin/env bash
# Writes checkpoints with Python and reads them with Obor, and the other way round. The Python is the one that PY names,
# or python3; it needs torch. Without one nothing is exchanged, and the script says so: the tests hold Obor to files that
# Python has written before in any case.
. "$(dirname "$0")/lib.sh"

python=${PY:-python3}
if ! version=$("$python" -c 'import torch; print(torch.__version__)' 2> /dev/null); then
  echo "checkpoints: NOT RUN, because $python has no torch: let PY name a Python that has it"
  exit 0
fi

work=$(mktemp -d)
mkdir "$work/python" "$work/obor"
"$python" bindings/src/test/python/checkpoint_goldens.py --write "$work/python"
mvn -B -ntp -q -Dquick -pl bindings -am test-compile dependency:build-classpath \
  -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath" || fail "the bindings do not build"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classes=bindings/target/quick/test-classes:bindings/target/quick/classes
OMP_NUM_THREADS=1 "$java" -cp "$classes:$(cat "$work/classpath")" dev.obor.serialization.CheckpointExchange \
  "$work/python" "$work/obor" || fail "Obor does not read what Python $version has written"
"$python" bindings/src/test/python/checkpoint_goldens.py --check "$work/obor" \
  || fail "Python $version does not read what Obor has written"
echo "checkpoints: Obor and PyTorch $version read one another's files"
