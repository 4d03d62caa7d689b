#!/usr/bin/env bash
# Runs the notebooks of the tutorials from nothing: fetches what Jupyter runs notebooks with from PyPI and the kernel from
# Maven Central, installs the kernel into a folder of its own, and runs every notebook from top to bottom. A cell that fails
# or puts out something else than is stored is a failure; --record stores what the cells put out.
# The Python is the one that PY names, or python3. Without one nothing runs, and the script says so: the tests hold the
# ports, whose lines the notebooks have, to what Python prints.
. "$(dirname "$0")/lib.sh"

python=${PY:-python3}
if ! "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))' 2> /dev/null; then
  echo "notebooks: NOT RUN, because $python is not a Python 3.10 or later: let PY name one"
  exit 0
fi

work=$(mktemp -d)
"$python" -m venv "$work/python" || fail "no environment can be made: is Python's venv installed?"
"$work/python/bin/pip" -q --disable-pip-version-check install -r ci/notebooks/requirements.txt \
  || fail "pip cannot fetch what runs notebooks"

./obor kernel --prefix "$work" || fail "the kernel cannot be installed"
export JUPYTER_PATH=$work/share/jupyter
"$work/python/bin/python" ci/notebooks/run.py "$@" tutorials/notebooks/*.ipynb \
  || fail "the lines above name the cells; ci/notebooks.sh --record stores what they put out now"
echo "notebooks: all cells put out what is stored"
