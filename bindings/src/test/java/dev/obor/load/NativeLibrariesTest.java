package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  @TempDir Path root;

  @Test
  void everyAttemptFailsWithTheSameText() throws Exception {
    Path none = root.resolve("none");
    ChildJvm child =
        ChildJvm.start(List.of("-Dobor.libtorch=" + none), TwoAttempts.class.getName());
    assertThat(child.exit()).as(child.output()).isZero();

    String first = child.lineAfter("first ");
    assertThat(first).contains("obor.libtorch=" + none + " is not a folder");
    assertThat(child.lineAfter("second ")).isEqualTo(first);
    assertThat(child.lineAfter("failure ")).isEqualTo(first);
    assertThat(child.lineAfter("initializer ")).isEqualTo(first);
    assertThat(child.lineAfter("checks ")).isEqualTo("0");
  }

  /** A program that tries twice, and once more in a static initializer. */
  static final class TwoAttempts {
    private static int checks;

    private TwoAttempts() {}

    public static void main(String[] arguments) {
      attempt("first ");
      attempt("second ");
      NativeLoadException failure = NativeLibraries.failure();
      System.out.println("failure " + (failure == null ? "none" : firstLine(failure)));
      try {
        Initialized.touch();
      } catch (NativeLoadException e) {
        System.out.println("initializer " + firstLine(e));
      }
      System.out.println("checks " + checks);
    }

    private static void attempt(String label) {
      try {
        NativeLibraries.load(report -> checks++);
        System.out.println(label + "loaded");
      } catch (NativeLoadException e) {
        System.out.println(label + firstLine(e));
      }
    }

    private static String firstLine(NativeLoadException e) {
      return e.getMessage().lines().findFirst().orElse("");
    }
  }

  /** Fails in its initializer, as a class with native methods would. */
  static final class Initialized {
    static {
      NativeLibraries.load(report -> {});
    }

    private Initialized() {}

    static void touch() {}
  }
}
