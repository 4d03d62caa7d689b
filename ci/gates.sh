#!/usr/bin/env bash
# Breaks each rule of the build in turn, in a copy, and checks that the build fails and says what to do.
. "$(dirname "$0")/lib.sh"

enter_copy
main=native-config/src/main/java/dev/obor/generator/Broken.java
test=native-config/src/test/java/dev/obor/generator/BrokenTest.java
mkdir -p "$(dirname "$main")" "$(dirname "$test")"
log=$work/gate.log

# expect NAME TEXT FILE COMMAND...: with the standard input in FILE the command fails and says TEXT.
expect() {
  local name=$1 text=$2 file=$3
  shift 3
  cat > "$file"
  if "$@" > "$log" 2>&1; then
    fail "$name: the build accepts $(cat "$file")"
  fi
  grep -qE -- "$text" "$log" || { tail -n 60 "$log"; fail "$name: the build failed without saying '$text'"; }
  rm "$file"
  echo "gates: $name fails the build and says: $(grep -oE -m 1 -- "$text" "$log")"
}

build=(mvn -B -ntp -DskipTests -pl native-config)

"${build[@]}" verify > "$log" 2>&1 || { tail -n 60 "$log"; fail "the unbroken module does not build"; }

expect "formatter" "Run 'mvn spotless:apply' to fix these violations" "$main" "${build[@]}" verify << 'EOF'
package dev.obor.generator;

final class Broken { private Broken() {} }
EOF

expect "compiler lint" "warnings found and -Werror specified" "$main" "${build[@]}" compile << 'EOF'
package dev.obor.generator;

import java.util.List;

final class Broken {
  private Broken() {}

  static int size(List list) {
    return list.size();
  }
}
EOF

expect "Error Prone" "\[ReferenceEquality\].*" "$main" "${build[@]}" compile << 'EOF'
package dev.obor.generator;

final class Broken {
  private Broken() {}

  static boolean same(String a, String b) {
    return a == b;
  }
}
EOF

expect "NullAway" "\[NullAway\].*" "$main" "${build[@]}" compile << 'EOF'
package dev.obor.generator;

import org.jspecify.annotations.Nullable;

final class Broken {
  private Broken() {}

  static int length(@Nullable String text) {
    return text.length();
  }
}
EOF

expect "Javadoc error" "reference not found" "$main" "${build[@]}" compile << 'EOF'
package dev.obor.generator;

/** See {@link Missing}. */
public final class Broken {
  private Broken() {}
}
EOF

expect "missing Javadoc" "Public and protected methods and constructors need Javadoc.*" "$main" "${build[@]}" verify << 'EOF'
package dev.obor.generator;

/** Says hello. */
public final class Broken {
  private Broken() {}

  public static String hello() {
    return "hello";
  }
}
EOF

expect "disabled test" "No test is switched off: repair it or delete it.*" "$test" "${build[@]}" verify << 'EOF'
package dev.obor.generator;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class BrokenTest {
  @Disabled
  @Test
  void works() {}
}
EOF

mkdir -p highlevel/src/main/java/dev/obor/nn
expect "dependency direction" "because a program chooses its logging by the SLF4J provider it brings" \
  highlevel/src/main/java/dev/obor/nn/Broken.java \
  mvn -B -ntp -Dquick -pl tutorials -am test -Dtest=DependencyDirectionTest -Dsurefire.failIfNoSpecifiedTests=false << 'EOF'
package dev.obor.nn;

/** Logs. */
final class Broken {
  private Broken() {}

  static void log() {
    java.util.logging.Logger.getAnonymousLogger().info("hello");
  }
}
EOF

echo "gates: every rule holds"
