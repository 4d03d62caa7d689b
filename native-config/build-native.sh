#!/usr/bin/env bash
# Builds Obor's native library for this platform from nothing and puts it where the bindings' jar takes it from.
#
# usage: native-config/build-native.sh [--output FILE]
#
# It fetches LibTorch's headers (from the PyPI wheel of the same version; any platform's wheel has them) and LibTorch
# itself (from the Maven artifact that Obor runs with), generates the bindings, lets JavaCPP write the JNI code,
# compiles, strips, and checks the build id. Needed: a JDK 17 or later, Maven, python3 with pip, and g++ or clang++.
#
# OBOR_LIBTORCH_INCLUDE=<dir>  takes LibTorch's headers from there (the wheel's torch/include) and fetches no wheel.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/native-config/target/native
output=
while [ $# -gt 0 ]; do
  case $1 in
    --output) output=$2; shift 2 ;;
    -h|--help) sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;;
    *) echo "build-native.sh: unknown option $1 (see --help)" >&2; exit 2 ;;
  esac
done
say() { printf '%s\n' "build-native: $*"; }
need() { command -v "$1" >/dev/null || { echo "build-native.sh: $1 is missing: $2" >&2; exit 1; }; }

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x86_64 library=libobor.so jni=linux ;;
  Darwin-arm64) platform=macosx-arm64 library=libobor.dylib jni=darwin ;;
  MINGW*-x86_64|MSYS*-x86_64) platform=windows-x86_64 library=obor.dll jni=win32 ;;
  *) echo "build-native.sh: LibTorch is not published for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac
if [ "$platform" = windows-x86_64 ]; then
  echo "build-native.sh: LibTorch for Windows is built with MSVC. Run the steps of this script in a developer prompt" >&2
  echo "with cl instead of g++; CONTRIBUTING.md names them." >&2
  exit 1
fi
output=${output:-$root/bindings/src/main/resources/dev/obor/native/$platform/$library}
need mvn "Maven 3.8 or later"
need javac "a JDK 17 or later"
need unzip "Debian's package unzip"
CXX=${CXX:-$(command -v g++ || command -v clang++ || true)}
[ -n "$CXX" ] || { echo "build-native.sh: no C++ compiler; install g++ 11 or later" >&2; exit 1; }
java_home=${JAVA_HOME:-$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')}
mkdir -p "$work"

version=$(sed -n '1s/^# LibTorch //p' "$root/native-config/src/main/schemas/operators.txt")
say "LibTorch $version, $platform, $("$CXX" --version | head -n 1)"

say "generating and compiling the bindings"
mvn -q -B -f "$root/pom.xml" -pl bindings -am -Dquick -DskipTests test-compile
build_id=$(tr -d '\r\n' < "$root/bindings/target/quick/generated-resources/dev/obor/native/build-id")

include=${OBOR_LIBTORCH_INCLUDE:-$work/include-$version/torch/include}
if [ ! -f "$include/ATen/Operators.h" ]; then
  need python3 "it fetches LibTorch's headers with pip"
  say "fetching the headers of LibTorch $version"
  rm -rf "$work/wheel" && mkdir -p "$work/wheel"
  python3 -m pip download --quiet --no-deps --only-binary=:all: --platform macosx_11_0_arm64 --python-version 311 \
    --dest "$work/wheel" "torch==$version"
  unzip -q -o "$work"/wheel/*.whl 'torch/include/*' -d "$work/include-$version"
  rm -rf "$work/wheel"
fi

say "unpacking LibTorch"
libtorch=$work/libtorch-$version
classpath=$work/classpath
mvn -q -B -f "$root/pom.xml" -pl bindings -am -Dquick process-classes dependency:build-classpath \
  -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
mkdir -p "$libtorch"
tr ':' '\n' < "$classpath" | grep -E "(pytorch|openblas)-[^/]*-$platform\.jar$" | while read -r jar; do
  unzip -q -o -j "$jar" "org/bytedeco/*/$platform/lib*" -x '*/libjni*' -d "$libtorch"
done
javacpp=$(tr ':' '\n' < "$classpath" | grep -E 'javacpp-[0-9.]+\.jar$' | head -n 1)

say "writing the JNI code with JavaCPP"
classes=$root/bindings/target/quick/classes
rm -rf "$work/jni" && mkdir -p "$work/jni"
natives=$(cd "$classes" && find dev/obor -name '*Natives.class' ! -name 'Natives.class' | sed 's/\.class$//; s#/#.#g' | sort)
# shellcheck disable=SC2086 # one word for each class
java -jar "$javacpp" -nocompile -classpath "$classes" -d "$work/jni" -o obor $natives > "$work/javacpp.log" 2>&1 ||
  { cat "$work/javacpp.log" >&2; exit 1; }

say "compiling (about a minute)"
# NDEBUG as LibTorch itself was built: without it some of its classes have members more.
rm -rf "$work/objects" && mkdir -p "$work/objects"
flags=(-std=c++17 -O2 -DNDEBUG -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections
  "-ffile-prefix-map=$root=." "-ffile-prefix-map=$work=." "-ffile-prefix-map=$include=include" "-DOBOR_BUILD_ID=\"$build_id\""
  -isystem "$include" -isystem "$include/torch/csrc/api/include"
  -I"$java_home/include" -I"$java_home/include/$jni"
  -I"$root/bindings/target/quick/generated-native" -I"$root/native-config/src/main/cpp")
# library.cpp says why these two are renamed.
"$CXX" "${flags[@]}" -w -DJNI_OnLoad=JavaCPP_OnLoad -DJNI_OnUnload=JavaCPP_OnUnload \
  -c "$work/jni/obor.cpp" -o "$work/objects/jni_obor.o" &
generated=$!
for source in "$root"/native-config/src/main/cpp/obor/*.cpp; do
  "$CXX" "${flags[@]}" -Wall -Wextra -Werror -Wno-unused-parameter -c "$source" \
    -o "$work/objects/$(basename "$source" .cpp).o"
done
wait "$generated"

say "linking"
if [ "$platform" = linux-x86_64 ]; then
  link=(-s -Wl,--gc-sections -Wl,-z,defs -Wl,-z,now -Wl,--build-id=none -Wl,-rpath,'$ORIGIN' -L"$libtorch" -l:libtorch_cpu.so -l:libc10.so)
else
  link=(-Wl,-dead_strip -Wl,-x -Wl,-rpath,@loader_path -L"$libtorch" -ltorch_cpu -lc10)
fi
"$CXX" -shared "$work"/objects/*.o "${link[@]}" -o "$work/$library"
grep -q "obor-build-id:$build_id" "$work/$library" || { echo "build-native.sh: the build id is not in the library" >&2; exit 1; }
mkdir -p "$(dirname "$output")"
cp "$work/$library" "$output.tmp" && mv "$output.tmp" "$output"
say "wrote $output ($(wc -c < "$output") bytes, build id $build_id)"
