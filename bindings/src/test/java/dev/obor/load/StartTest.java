package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what a program loads to make its first tensor. */
class StartTest {
  @TempDir Path folder;

  /** A program that makes a tensor and lists the libraries in its memory. */
  static final class FirstTensor {
    private FirstTensor() {}

    public static void main(String[] arguments) throws IOException {
      try (Scope scope = Torch.scope()) {
        System.out.println("sum " + Torch.ones(2, 3).sum().item());
      }
      Path maps = Path.of("/proc/self/maps");
      if (Files.exists(maps)) {
        Files.readAllLines(maps).stream()
            .filter(line -> line.contains("/"))
            .map(line -> line.substring(line.indexOf('/')))
            .distinct()
            .forEach(file -> System.out.println("mapped " + file));
      }
    }
  }

  @Test
  void thePresetsOwnNativeLibraryStaysAway() throws IOException, InterruptedException {
    Path classes = folder.resolve("classes.log");
    ChildJvm child =
        ChildJvm.start(List.of("-Xlog:class+load:file=" + classes), FirstTensor.class.getName());

    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(child.lineAfter("sum ")).isEqualTo("6.0");
    List<String> mapped =
        child.output().lines().filter(line -> line.startsWith("mapped ")).toList();
    assertThat(mapped).noneMatch(line -> line.contains("libjnitorch"));
    assertThat(mapped).noneMatch(line -> line.contains("jniopenblas"));
    if (!mapped.isEmpty()) {
      assertThat(mapped).anyMatch(line -> line.contains("libtorch_cpu"));
    }
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.contains("dev.obor.Tensor "))
        .noneMatch(line -> line.contains("org.bytedeco.pytorch"))
        .noneMatch(line -> line.contains("org.bytedeco.openblas"));
  }
}
