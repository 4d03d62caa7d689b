package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.JavaProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What leak detection tells about tensors that are open too long or closed too early. */
class LeakDetectionTest {
  private static final String HERE = LeakDetectionTest.class.getName();

  @Test
  void withoutLeakDetectionTheMessageTellsHowToFindThePlace() throws InterruptedException {
    JavaProgram.Result result = JavaProgram.of(Program.class).run().succeeds();
    assertThat(result.output())
        .contains(
            "the tensor is closed (closed by close() or by its scope; keep it with Scope.keep, or set"
                + " -Dobor.leakDetection=true to see where)")
        .doesNotContain("made")
        .contains("sites=0");
  }

  @Test
  void leakDetectionNamesWhereTensorsWereMadeAndClosed() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(Program.class).options("-Dobor.leakDetection=true").run().succeeds();
    assertThat(closedBy(result, "close"))
        .containsExactly(
            "the tensor is closed; it was made",
            "at " + HERE + "$Program.make",
            "at " + HERE + "$Program.main",
            "and closed",
            "at " + HERE + "$Program.closeIt",
            "at " + HERE + "$Program.main");
    assertThat(closedBy(result, "scope"))
        .containsExactly(
            "the tensor is closed; it was made",
            "at " + HERE + "$Program.make",
            "at " + HERE + "$Program.makeInScope",
            "at " + HERE + "$Program.main",
            "and closed",
            "at " + HERE + "$Program.makeInScope",
            "at " + HERE + "$Program.main");
    assertThat(closedBy(result, "thread"))
        .contains("and closed", "at " + HERE + "$Program.lambda$closeInThread$0");
    assertThat(result.output())
        .contains("sites=2")
        .contains("3 made at " + HERE + "$Program.leak(LeakDetectionTest.java:")
        .contains("1 made at " + HERE + "$Program.makeGradient(LeakDetectionTest.java:");
  }

  /** The lines of one message, without places in files. */
  private static List<String> closedBy(JavaProgram.Result result, String what) {
    String begin = "closed by " + what + ": ";
    return result
        .output()
        .lines()
        .dropWhile(line -> !line.startsWith(begin))
        .takeWhile(line -> !line.equals("end"))
        .map(line -> line.replace(begin, "").replaceAll("\\(LeakDetectionTest.*", "").strip())
        .filter(line -> !line.startsWith("at java."))
        .toList();
  }

  /** Closes tensors too early, and leaves some open. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      Tensor closed = make();
      closeIt(closed);
      print("close", closed);
      print("scope", makeInScope());
      Tensor closedElsewhere = make();
      closeInThread(closedElsewhere);
      print("thread", closedElsewhere);
      List<Tensor> held = List.of(leak(), leak(), leak(), makeGradient());
      MemoryReport report = Obor.memory();
      System.out.println("sites=" + report.sites().size());
      System.out.println(report);
      held.forEach(Tensor::close);
    }

    private static void print(String by, Tensor tensor) {
      try {
        tensor.add(1);
      } catch (IllegalStateException e) {
        System.out.println("closed by " + by + ": " + e.getMessage() + "\nend");
      }
    }

    private static Tensor make() {
      return Torch.tensor(new double[] {1, 2});
    }

    private static void closeIt(Tensor tensor) {
      tensor.close();
    }

    private static Tensor makeInScope() {
      try (Scope scope = Torch.scope()) {
        return make();
      }
    }

    private static void closeInThread(Tensor tensor) throws InterruptedException {
      Thread thread = new Thread(() -> tensor.close());
      thread.start();
      thread.join();
    }

    private static Tensor leak() {
      return Torch.ones(1);
    }

    private static Tensor makeGradient() {
      try (Scope scope = Torch.scope()) {
        Tensor weight = Torch.ones(1).requiresGrad_();
        weight.mul(2).sum().backward();
        Tensor gradient = weight.grad();
        if (gradient == null) {
          throw new IllegalStateException("backward gave no gradient");
        }
        return gradient.unscoped();
      }
    }
  }
}
