#!/usr/bin/env bash
# Runs the tests of the bindings, and those of training, on the LibTorch of a Python installation: the one that PY names,
# or python3.
# Where this LibTorch, on a processor with the same instructions, made the recorded results of PyTorch's operator
# database, the tests compare them to the last bit, and this script sees to it that they have done so.
# Without torch of the same version there is nothing to run.
. "$(dirname "$0")/lib.sh"

version=$(sed -nE 's/.*<pytorch.version>([0-9.]+)-.*/\1/p' pom.xml)
python=${PY:-python3}
folder=$("$python" -c "
import importlib.util, pathlib
torch = importlib.util.find_spec('torch')
root = pathlib.Path(torch.origin).parent if torch and torch.origin else None
if root and (root / 'version.py').read_text().find(\"'$version\") >= 0:
    print(root / 'lib')
") || fail "$python does not run"
if [ -z "$folder" ]; then
  echo "wheel: $python has no torch $version; PY names one that has"
  exit
fi
echo "wheel: $folder"
here=$("$python" -c "
import hashlib, torch
print(torch.backends.cpu.get_cpu_capability(), hashlib.sha256(torch.__config__.show().encode()).hexdigest())
") || fail "$python cannot import torch"
made=$(gzip -dc bindings/src/test/resources/dev/obor/operators-torch.tsv.gz | sed -n '1s/^made\t\(.*\)\t\(.*\)/\1 \2/p')
[ -n "$made" ] || fail "the recorded results do not say what made them"

enter_copy
OMP_NUM_THREADS=1 OBOR_LIBTORCH=$folder mvn -B -ntp -Dquick test -pl bindings -am | tee log ||
  fail "the tests fail on the wheel's LibTorch"
OMP_NUM_THREADS=1 OBOR_LIBTORCH=$folder mvn -B -ntp -Dquick test -pl highlevel -am -Dtest='TrainingLossesTest,OptimizerDatabaseTest' \
  -Dsurefire.failIfNoSpecifiedTests=false | tee training-log || fail "training fails on the wheel's LibTorch"
runs=$(sed -nE 's/.*TrainingLossesTest: results of ([0-9]+) runs compared to the last bit.*/\1/p' training-log)
[ "${runs:-0}" -gt 0 ] || fail "no training run was compared to the last bit"
echo "wheel: the losses and weights of $runs training runs are Python's to the last bit"
compared=$(sed -nE 's/.* results of ([0-9]+) calls compared to the last bit.*/\1/p' log)
tests=$(sed -nE 's/.*Tests run: ([0-9]+), .*/\1/p' log | tail -n 1)
[ -n "$compared" ] || fail "the operator database was not replayed"
echo "wheel: the bindings pass their $tests tests on the LibTorch of $python (${here% *})"
if [ "$here" = "$made" ]; then
  [ "$compared" -gt 10000 ] || fail "only $compared results were compared to the last bit, although this LibTorch made them"
  echo "wheel: the results of $compared calls, with their gradients, are Python's to the last bit"
else
  [ "$compared" = 0 ] || fail "$compared results were compared to the last bit, although another LibTorch made them"
  echo "wheel: the recorded results were made with ${made% *} or by another build, and were compared within tolerances"
fi
