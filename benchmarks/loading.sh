#!/usr/bin/env bash
# Images per second through a loader, in Obor and in Python, one after the other.
#
# usage: loading.sh [workers...]      0 and 2 unless told
#
# PY names a Python that has torch 2.10.0 and torchvision; without it Obor runs alone. The images are the digits that come
# with the tutorials.
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
for workers in "${@:-0 2}"; do
  for count in $workers; do
    "$java" -cp "$path" dev.obor.benchmarks.Loading "$data" "$count"
    if [ -n "${PY:-}" ]; then "$PY" peers/python/loading.py "$data" "$count"; fi
  done
done
