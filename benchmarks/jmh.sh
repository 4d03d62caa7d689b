#!/usr/bin/env bash
# Obor's own benchmarks, by JMH, with one thread in ATen and the BLAS.
#
# usage: jmh.sh [what JMH takes: a pattern of names, -rf json -rff file, -l, -h, ...]
set -euo pipefail
cd "$(dirname "$0")"
(cd .. && mvn -q -B -Dquick -Dmaven.test.skip=true -pl benchmarks -am package) >&2
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/quick/classes:$(cat target/quick/classpath)" org.openjdk.jmh.Main "$@"
