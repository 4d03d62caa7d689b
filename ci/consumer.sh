#!/usr/bin/env bash
# Uses Obor from outside: installs the artifacts into a local repository of their own, then builds and runs the project in
# ci/consumer against them with Maven and with Gradle, without obor-mkl and with it.
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

# learns NAME SETTING BLAS CLASSPATH: the project's program learns, and computes with that BLAS.
learns() {
  local name=$1 setting=$2 blas=$3
  "$java" "-Dobor.blas=$setting" -cp "$4" consumer.Consumer > "$work/$name/output.txt" \
    || { cat "$work/$name/output.txt"; fail "$name fails"; }
  grep -q '^learnt$' "$work/$name/output.txt" || fail "$name has not learnt"
  grep -q "^BLAS  *$blas" "$work/$name/output.txt" || { cat "$work/$name/output.txt"; fail "$name does not use $blas"; }
  echo "consumer: $name runs, with $(sed -n 's/^BLAS  *//p' "$work/$name/output.txt")"
}

# natives FILE: the jars of natives on a class path, without their versions.
natives() {
  tr ':' '\n' < "$1" | sed -nE 's:.*/(javacpp|mkl|openblas|pytorch)-[0-9].*-(linux|macosx|windows)(.*)\.jar$:\1 \2\3:p' | sort | tr '\n' ';'
}

# has NAME FILE NATIVES: the class path in the file has these natives and no others.
has() {
  [ "$(natives "$2")" = "$3" ] || fail "$1 has the natives '$(natives "$2")' and not '$3'"
}

case "$(uname -sm)" in
  "Linux x86_64") here=linux-x86_64 ;;
  "Darwin arm64") here=macosx-arm64 ;;
  *) fail "there are no natives for $(uname -sm)" ;;
esac
one="javacpp $here;openblas $here;pytorch $here;"

# with_maven NAME SETTING BLAS NATIVES OPTIONS...: with Maven's options.
with_maven() {
  local name=maven-$1 setting=$2 blas=$3 natives=$4
  shift 4
  cp -r ci/consumer "$work/$name"
  "${maven[@]}" -f "$work/$name/pom.xml" "$@" compile dependency:build-classpath \
    "-Dmdep.outputFile=$work/$name/classpath" || fail "$name does not build"
  has "$name" "$work/$name/classpath" "$natives"
  learns "$name" "$setting" "$blas" "$work/$name/target/classes:$(cat "$work/$name/classpath")"
}
with_maven plain openblas OpenBLAS "$one"
if [ "$here" = linux-x86_64 ]; then
  with_maven mkl mkl MKL "javacpp $here;mkl $here-redist;openblas $here;pytorch $here;" -Dmkl
fi

# Gradle's own distribution is on no package registry; all of Gradle but its launcher is on Maven Central.
mvn -B -ntp -q -f ci/gradle/pom.xml dependency:build-classpath -Dmdep.includeScope=runtime "-Dmdep.outputFile=$work/gradle" \
  || fail "Maven cannot fetch Gradle"

# with_gradle NAME SETTING BLAS NATIVES PROPERTIES...: with the class paths that Gradle resolves.
with_gradle() {
  local name=gradle-$1 setting=$2 blas=$3 natives=$4
  shift 4
  cp -r ci/consumer "$work/$name"
  "$java" --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED \
    "-Dmaven.repo.local=$repository" -cp "$(cat "$work/gradle")" ci/gradle/GradleClasspath.java \
    "$work/$name" "$work/gradle-home" "$@" || fail "Gradle cannot resolve $name"
  has "$name" "$work/$name/runtimeClasspath" "$natives"
  "${java}c" -d "$work/$name/classes" -cp "$(cat "$work/$name/compileClasspath")" "$work/$name"/src/main/java/consumer/*.java \
    || fail "$name does not compile"
  learns "$name" "$setting" "$blas" "$work/$name/classes:$(cat "$work/$name/runtimeClasspath")"
}
every=
for jar in javacpp openblas pytorch; do
  for platform in linux-x86_64 macosx-arm64 windows-x86_64; do every+="$jar $platform;"; done
done
with_gradle plain openblas OpenBLAS "$every"
if [ "$here" = linux-x86_64 ]; then
  with_gradle mkl mkl MKL "javacpp $here;mkl $here-redist;openblas $here;pytorch $here;" mkl "platform=$here"
fi
echo "consumer: Obor is of use outside, after $((SECONDS - began)) s"
