package dev.obor.warning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.testing.InScope;
import dev.obor.testing.JavaProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InScope
class WarningsTest {
  private final List<Warnings.Warning> received = new ArrayList<>();

  @BeforeEach
  void receive() {
    Warnings.setHandler(received::add);
  }

  @AfterEach
  void reset() {
    Warnings.setHandler(null);
    Torch.setWarnAlways(false);
  }

  /** LibTorch warns each time that a result's shape has to change. */
  static void resize() {
    Aten.add_out(Torch.ones(3), Torch.ones(3), 1, Torch.ones(1));
  }

  @Test
  void comesOnceForEachPlace() {
    for (int i = 0; i < 3; i++) {
      resize();
    }
    assertThat(received).hasSizeLessThanOrEqualTo(1);
    received.clear();
    Aten.add_out(Torch.ones(3), Torch.ones(3), 1, Torch.ones(1));
    Aten.add_out(Torch.ones(3), Torch.ones(3), 1, Torch.ones(1));

    assertThat(received).hasSize(2);
    Warnings.Warning warning = received.get(0);
    assertThat(warning.category()).isEqualTo("UserWarning");
    assertThat(warning.message())
        .startsWith("An output with one or more elements was resized since it had shape [1]")
        .contains("(Triggered internally at /pytorch/aten/src/ATen/native/Resize.cpp:");
    assertThat(warning.toString())
        .matches("(?s)WarningsTest\\.java:\\d+: UserWarning: An output .*");
  }

  @Test
  void comesEveryTimeWhenAsked() {
    Torch.setWarnAlways(true);
    for (int i = 0; i < 3; i++) {
      resize();
    }
    assertThat(received).hasSize(3);
  }

  @Test
  void mayUseTensorsAndFailWithoutHarm() {
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    Torch.setWarnAlways(true);
    Warnings.setHandler(
        warning -> {
          Torch.ones(2).add(1).close();
          throw new IllegalStateException(warning.message());
        });
    Thread.currentThread().setUncaughtExceptionHandler((t, e) -> uncaught.set(e));
    try {
      Tensor out = Aten.add_out(Torch.ones(3), Torch.ones(3), 1, Torch.ones(1));
      assertThat(out.toFloatArray()).containsExactly(2, 2, 2);
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertThat(uncaught.get()).hasMessageStartingWith("An output with one or more elements");
  }

  @Test
  void comesBeforeTheErrorOfTheSameCall() {
    Torch.setWarnAlways(true);
    Tensor whole = Torch.ones(1).toLong();
    try {
      Aten.add_out(Torch.ones(3), Torch.ones(3), 1, whole);
    } catch (TorchException e) {
      assertThat(e).hasMessageContaining("can't be cast");
      return;
    }
    throw new AssertionError("a float became a whole number");
  }

  @Test
  void isPrintedOnceByDefault() throws InterruptedException {
    JavaProgram.Result result = JavaProgram.of(Warned.class).run().succeeds();
    assertThat(result.lines("WarningsTest.java:")).isEqualTo(1);
    assertThat(result.lines("UserWarning: An output with one or more elements")).isEqualTo(1);
    assertThat(result.output()).doesNotContain("[W");
  }

  /** A program that is warned of the same thing over and over, in several threads. */
  static final class Warned {
    private Warned() {}

    public static void main(String[] arguments) throws InterruptedException {
      work();
      Thread thread = new Thread(Warned::work);
      thread.start();
      thread.join();
    }

    private static void work() {
      for (int i = 0; i < 5; i++) {
        Torch.scoped(WarningsTest::resizeHere);
      }
    }
  }

  private static void resizeHere() {
    resize();
  }
}
