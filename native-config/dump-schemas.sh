#!/usr/bin/env bash
# Dumps every operator schema from LibTorch's dispatcher into native-config/src/main/schemas/operators.txt.
#
# usage: native-config/dump-schemas.sh
#
# Run it after the version of LibTorch in the root pom.xml has changed; `git diff` then shows what is new. It needs
# what build-native.sh needs, and uses the headers and the LibTorch that build-native.sh has fetched for VERSION:
#   LIBTORCH_VERSION=2.11.0 native-config/dump-schemas.sh     (default: the version in the present dump)
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/native-config/target/native
dump=$root/native-config/src/main/schemas/operators.txt
version=${LIBTORCH_VERSION:-$(sed -n '1s/^# LibTorch //p' "$dump")}
include=${OBOR_LIBTORCH_INCLUDE:-$work/include-$version/torch/include}
libtorch=$work/libtorch-$version
platform=linux-x86_64
CXX=${CXX:-g++}
mkdir -p "$work" "$libtorch"

if [ ! -f "$include/ATen/Operators.h" ]; then
  rm -rf "$work/wheel" && mkdir -p "$work/wheel"
  python3 -m pip download --quiet --no-deps --only-binary=:all: --platform macosx_11_0_arm64 --python-version 311 \
    --dest "$work/wheel" "torch==$version"
  unzip -q -o "$work"/wheel/*.whl 'torch/include/*' -d "$work/include-$version"
  rm -rf "$work/wheel"
fi
if [ ! -f "$libtorch/libtorch_cpu.so" ]; then
  mvn -q -B -f "$root/pom.xml" -pl native-config/cpu -Dquick dependency:build-classpath \
    -Dmdep.outputFile="$work/classpath-cpu"
  tr ':' '\n' < "$work/classpath-cpu" | grep -E "(pytorch|openblas)-[^/]*-$platform\.jar$" | while read -r jar; do
    unzip -q -o -j "$jar" "org/bytedeco/*/$platform/lib*" -x '*/libjni*' -d "$libtorch"
  done
fi
"$CXX" -std=c++17 -O1 -isystem "$include" -isystem "$include/torch/csrc/api/include" \
  "$root/native-config/tools/dump_schemas.cpp" -o "$work/dump_schemas" \
  -L"$libtorch" -l:libtorch_cpu.so -l:libc10.so -Wl,-rpath,"$libtorch" -Wl,--allow-shlib-undefined
"$work/dump_schemas" > "$dump.tmp"
mv "$dump.tmp" "$dump"
echo "wrote $dump: $(grep -vc '^#' "$dump") operators of LibTorch $version"
