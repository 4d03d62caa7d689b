package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.JavaProgram;
import org.junit.jupiter.api.Test;

/** Nothing that a graph is made of crashes the JVM. */
class GraphTortureTest {
  private static JavaProgram.Result run(String name) throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(GraphTorture.class, name).options("-Xcheck:jni").run().succeeds();
    assertThat(result.lines(name + " done")).isOne();
    assertThat(result.output()).doesNotContain("FATAL ERROR").doesNotContain("WARNING in native");
    return result;
  }

  @Test
  void deepGraphsNeedNoStack() throws InterruptedException {
    JavaProgram.Result result = run("deepGraph");
    assertThat(result.figure("gradient")).isEqualTo(1);
    assertThat(result.figure("calls")).isEqualTo(10_000);
  }

  @Test
  void endlessRecursionOverflowsTheStackOfJava() throws InterruptedException {
    assertThat(run("endlessForward").figure("overflows")).isEqualTo(20);
    assertThat(run("endlessHook").figure("overflows")).isEqualTo(20);
  }

  @Test
  void threadsMayHookAndLookAtAGraphThatOthersGoThrough() throws InterruptedException {
    run("sharedGraph");
  }

  @Test
  void theFirstHooksMayComeWhileAnotherThreadGoesThroughTheGraph() throws InterruptedException {
    assertThat(run("firstHooks").figure("passes")).isGreaterThan(1000);
  }

  @Test
  void hooksMayHookOtherOutputsOfTheirFunction() throws InterruptedException {
    JavaProgram.Result result = run("siblings");
    assertThat(result.figure("calls")).isGreaterThanOrEqualTo(200 * 63);
    assertThat(result.figure("tensors")).isZero();
  }
}
