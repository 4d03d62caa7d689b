#!/usr/bin/env bash
# Saves and loads a state dict of a gigabyte in Obor and in Python, in turns, and prints the best time of each case.
#
# usage: checkpoints.sh [rounds]      rounds: 3 unless told
#
#   PY                a Python that has torch (else python3)
#   FOLDER            where the files go, 2.2 GB (else a new folder among the temporary ones)
#   BENCHMARK_REPEATS repeats of saving in a round (5); loading into mapped memory is repeated four times as often
set -euo pipefail
cd "$(dirname "$0")"

rounds=${1:-3}
python=${PY:-python3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$python" -c 'import torch' || { echo "checkpoints.sh: let PY name a Python that has torch" >&2; exit 1; }
(cd .. && mvn -q -B -Dquick -Dmaven.test.skip=true -pl benchmarks -am package) >&2
path=$PWD/target/quick/classes:$(cat target/quick/classpath)
folder=${FOLDER:-$(mktemp -d)}
results=$(mktemp)
clean() { rm -f "$folder/obor.pt" "$folder/python.pt" "$results"; [ -n "${FOLDER:-}" ] || rmdir "$folder"; }
trap clean EXIT

export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
for _ in $(seq "$rounds"); do
  "$python" peers/python/checkpoints.py "$folder" | tee -a "$results" > /dev/null
  "$java" -Xmx512m -cp "$path" dev.obor.benchmarks.Checkpoints "$folder" | tee -a "$results" > /dev/null
done

awk -F '\t' '
  $1 == "RESULT" { key = $2 "\t" $3; if (!(key in best) || $4 < best[key]) best[key] = $4; cases[$3] = 1 }
  END {
    printf "%-22s %12s %12s %8s\n", "best, in ms", "obor", "python", "ratio"
    for (name in cases) {
      o = best["obor\t" name] / 1e6; p = best["python\t" name] / 1e6
      printf "%-22s %12.2f %12.2f %8.2f\n", name, o, p, o / p
    }
  }' "$results"
