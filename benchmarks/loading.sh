#!/usr/bin/env bash
# Images per second through a loader, in Obor and in Python, one after the other, and the ratio beside its limit.
#
# usage: loading.sh [workers...]      0 and 2 unless told
#
# PY names a Python that has torch 2.10.0 and torchvision; without it Obor runs alone. The images are the digits that come
# with the tutorials, and pictures that are drawn once. ROUNDS says how often the two take turns (1); the best counts.
set -euo pipefail
cd "$(dirname "$0")"
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
data=$PWD/target/loading
raw=$data/MNIST/raw
digits=../tutorials/src/main/resources/dev/obor/tutorials/digits

mkdir -p "$raw"
for part in images-idx3-ubyte labels-idx1-ubyte; do
  gzip -dc "$digits/$part.gz" > "$raw/t10k-$part"
  cp "$raw/t10k-$part" "$raw/train-$part" # torchvision wants both sets to be there
done
(cd .. && mvn -q -B -Dquick -Dmaven.test.skip=true -pl benchmarks -am package) >&2
path=target/quick/classes:$(cat target/quick/classpath)
"$java" -cp "$path" dev.obor.benchmarks.Loading "$data" pictures
results=$data/results.tsv
: > "$results"
echo "load before: $(cut -d ' ' -f 1 /proc/loadavg)"
for _ in $(seq "${ROUNDS:-1}"); do
  for workers in "${@:-0 2}"; do
    for count in $workers; do
      "$java" -cp "$path" dev.obor.benchmarks.Loading "$data" "$count" | tee -a "$results"
      if [ -n "${PY:-}" ]; then "$PY" peers/python/loading.py "$data" "$count" | tee -a "$results"; fi
    done
  done
done
echo "load after: $(cut -d ' ' -f 1 /proc/loadavg)"

# The limits are the project's own: how many times Python's images a second.
awk -F '\t' '
  BEGIN { least["images, data"] = 10; least["images, train"] = 10; least["tensors, data"] = 50; least["pictures, data"] = 1.5 }
  $1 == "RESULT" {
    if (!($3 in seen)) { seen[$3] = 1; order[++cases] = $3 }
    if ($4 > best[$2, $3]) best[$2, $3] = $4
  }
  END {
    printf "\n%-28s %14s %14s %8s %8s\n", "images/s", "Obor", "Python", "ratio", "limit"
    for (i = 1; i <= cases; i++) {
      name = order[i]; kind = name; sub(/, [0-9]+ workers$/, "", kind)
      ours = best["obor", name]; theirs = best["python", name]
      if (theirs > 0) {
        verdict = ours / theirs >= least[kind] ? "met" : "missed"
        printf "%-28s %14.0f %14.0f %8.2f %8s %s\n", name, ours, theirs, ours / theirs, ">= " least[kind], verdict
      } else printf "%-28s %14.0f\n", name, ours
    }
  }' "$results"
