#!/usr/bin/env bash
# Runs the tests of the bindings on the LibTorch of a Python installation: the one that PY names, or python3.
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
enter_copy
OBOR_LIBTORCH=$folder mvn -B -ntp -Dquick test -pl bindings -am || fail "the tests fail on the wheel's LibTorch"
echo "wheel: the bindings pass their tests on the LibTorch of $python"
