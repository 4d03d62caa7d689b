#!/usr/bin/env bash
# Builds the native library of obor-imaging for this platform and puts it where the jar takes it from.
#
# usage: imaging/build-native.sh
#
# libjpeg-turbo and its headers come from the leptonica artifact of the JavaCPP presets, which is linked against and is
# there again when the library runs. Needed: a JDK 17 or later, Maven, unzip, and g++ or clang++.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/imaging/target/native
sources=$root/imaging/src/main/cpp
need() { command -v "$1" >/dev/null || { echo "build-native.sh: $1 is missing: $2" >&2; exit 1; }; }

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x86_64 library=libobor_imaging.so jni=linux leptonica=libleptonica.so.6 ;;
  Darwin-arm64) platform=macosx-arm64 library=libobor_imaging.dylib jni=darwin leptonica=libleptonica.6.dylib ;;
  *)
    echo "build-native.sh: leptonica's library for $(uname -s) on $(uname -m) does not show libjpeg-turbo's functions" >&2
    exit 1
    ;;
esac
need mvn "Maven 3.8 or later"
need javac "a JDK 17 or later"
need unzip "Debian's package unzip"
CXX=${CXX:-$(command -v g++ || command -v clang++ || true)}
[ -n "$CXX" ] || { echo "build-native.sh: no C++ compiler; install g++ 11 or later" >&2; exit 1; }
java_home=${JAVA_HOME:-$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')}

version=$(sed -n 's#.*<leptonica.version>\(.*\)</leptonica.version>.*#\1#p' "$root/pom.xml")
rm -rf "$work" && mkdir -p "$work"
mvn -q -B -f "$root/pom.xml" -N dependency:copy -Dartifact="org.bytedeco:leptonica:$version:jar:$platform" \
  -DoutputDirectory="$work" >&2
unzip -q "$work"/leptonica-*.jar "org/bytedeco/leptonica/$platform/*" -d "$work"
libjpeg=$work/org/bytedeco/leptonica/$platform

# What the library was made of: a test compares it with the tree.
build_id=$( (export LC_ALL=C; echo "$version"; cat "$sources"/*) | sha256sum | cut -c 1-32)
flags=(-std=c++17 -O3 -fno-exceptions -fno-rtti -fPIC -fvisibility=hidden -Wall -Wextra -Werror "-ffile-prefix-map=$root=."
  -isystem "$libjpeg/include" -I"$java_home/include" -I"$java_home/include/$jni")
printf 'extern "C" __attribute__((used, visibility("default"))) const char obor_imaging_build_id[] = "obor-imaging-build-id:%s";\n' \
  "$build_id" > "$work/build_id.cpp"
if [ "$platform" = linux-x86_64 ]; then
  link=(-s -Wl,-z,defs -Wl,-z,now -Wl,--build-id=none -static-libgcc -nodefaultlibs "-L$libjpeg" "-l:$leptonica" -lc -lgcc)
else
  link=(-Wl,-dead_strip -Wl,-x "$libjpeg/$leptonica")
fi
output=$root/imaging/src/main/resources/dev/obor/imaging/$platform/$library
mkdir -p "$(dirname "$output")"
"$CXX" "${flags[@]}" -shared "$sources"/*.cpp "$work/build_id.cpp" "${link[@]}" -o "$work/$library"
cp "$work/$library" "$output.tmp" && mv "$output.tmp" "$output"
echo "build-native: wrote ${output#"$root"/} ($(wc -c < "$output") bytes, build id $build_id)"
