#!/usr/bin/env bash
# The time of single image transforms, and of reading and writing image files, in Obor and in Python, in turns, and the ratio.
#
# usage: transforms.sh [groups...]      image, augment, tensor, v2 and file unless told
#
# PY names a Python that has torch 2.10.0 and torchvision; without it Obor runs alone. The picture is drawn once. ROUNDS says
# how often the two take turns (2); the best counts. Each runs on one thread, whose processor time is taken.
set -euo pipefail
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
data=$PWD/target/transforms
mkdir -p "$data"
(cd .. && mvn -q -B -Dquick -Dmaven.test.skip=true -pl benchmarks -am package) >&2
path=target/quick/classes:$(cat target/quick/classpath)
"$java" -cp "$path" dev.obor.benchmarks.Transforms "$data" pictures
results=$data/results.tsv
: > "$results"
echo "load before: $(cut -d ' ' -f 1 /proc/loadavg)"
for _ in $(seq "${ROUNDS:-2}"); do
  for groups in "${@:-image augment tensor v2 file}"; do
    for group in $groups; do
      "$java" -cp "$path" dev.obor.benchmarks.Transforms "$data" "$group" | tee -a "$results"
      if [ -n "${PY:-}" ]; then "$PY" -W ignore peers/python/transforms.py "$data" "$group" | tee -a "$results"; fi
    done
  done
done
echo "load after: $(cut -d ' ' -f 1 /proc/loadavg)"

awk -F '\t' '
  $1 == "RESULT" {
    if (!($3 in seen)) { seen[$3] = 1; order[++cases] = $3 }
    if (!(($2, $3) in best) || $4 < best[$2, $3]) best[$2, $3] = $4
  }
  END {
    printf "\n%-42s %10s %10s %7s\n", "us a call", "Obor", "Python", "ratio"
    for (i = 1; i <= cases; i++) {
      name = order[i]; ours = best["obor", name]; theirs = best["python", name]
      if (theirs > 0) {
        printf "%-42s %10.1f %10.1f %7.2f %s\n", name, ours, theirs, ours / theirs, ours <= theirs ? "faster" : "slower"
      } else printf "%-42s %10.1f\n", name, ours
    }
  }' "$results"
