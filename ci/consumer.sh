#!/usr/bin/env bash
# Uses Obor from outside: installs the artifacts into a local repository of their own, then builds and runs the project in
# ci/consumer against them, without obor-mkl and with it.
. "$(dirname "$0")/lib.sh"

work=$(mktemp -d)
repository=$work/repository
mkdir "$repository"
# What Maven has fetched before need not be fetched again; links cost no space where that is possible.
if [ -d "$HOME/.m2/repository" ]; then
  cp -al "$HOME/.m2/repository/." "$repository" 2> /dev/null || cp -a "$HOME/.m2/repository/." "$repository"
  rm -rf "$repository/dev/obor"
fi
began=$SECONDS
maven=(mvn -B -ntp -q "-Dmaven.repo.local=$repository")
"${maven[@]}" -Dquick -Dmaven.test.skip=true -pl native-config/mkl,highlevel -am install \
  || fail "the artifacts cannot be installed"
echo "consumer: installed after $((SECONDS - began)) s"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# runs NAME SETTING BLAS OPTIONS...: the project builds with Maven's options, learns, and computes with that BLAS.
runs() {
  local name=$1 setting=$2 blas=$3
  shift 3
  cp -r ci/consumer "$work/$name"
  "${maven[@]}" -f "$work/$name/pom.xml" "$@" compile dependency:build-classpath \
    "-Dmdep.outputFile=$work/$name/classpath" || fail "$name does not build"
  "$java" "-Dobor.blas=$setting" -cp "$work/$name/target/classes:$(cat "$work/$name/classpath")" consumer.Consumer > "$work/$name/output.txt" \
    || { cat "$work/$name/output.txt"; fail "$name fails"; }
  grep -q '^learnt$' "$work/$name/output.txt" || fail "$name has not learnt"
  grep -q "^BLAS  *$blas" "$work/$name/output.txt" || { cat "$work/$name/output.txt"; fail "$name does not use $blas"; }
  echo "consumer: $name runs, with $(sed -n 's/^BLAS  *//p' "$work/$name/output.txt")"
}
runs plain openblas OpenBLAS
if [ "$(uname -m)" = x86_64 ]; then
  runs with-mkl mkl MKL -Dmkl
fi
echo "consumer: Obor is of use outside, after $((SECONDS - began)) s"
