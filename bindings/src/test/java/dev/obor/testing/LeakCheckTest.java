package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class LeakCheckTest {
  /** What the leaking tests below leave, so that it can be closed. */
  private static final List<Tensor> LEFT = new ArrayList<>();

  @AfterEach
  void closeWhatWasLeft() {
    LEFT.forEach(Tensor::close);
    LEFT.clear();
  }

  @Test
  void testsThatCloseWhatTheyMakePass() {
    assertThat(failures(Closing.class)).isEmpty();
  }

  @Test
  void anOpenTensorFailsItsTest() {
    assertThat(failures(Leaking.class))
        .containsExactly(
            "leavesTwo() leaked 2 tensors; close what the test makes, make it in a scope, or annotate"
                + " the test with @InScope (-Dobor.leakDetection=true tells where tensors were"
                + " made)");
  }

  @Test
  void anOpenTensorOfAnotherThreadFailsItsTestEvenInAScope() {
    assertThat(failures(LeakingInAnotherThread.class))
        .singleElement()
        .asString()
        .startsWith("leavesOne() leaked 1 tensor;");
  }

  @Test
  void whatIsLeftToTheCollectorMustBeUnreachable() {
    assertThat(failures(LeavingToTheCollector.class))
        .singleElement()
        .asString()
        .startsWith("holdsOne() leaked 1 tensor;");
  }

  @Test
  void anOpenScopeFailsItsTestAndIsClosed() {
    assertThat(failures(LeavingAScope.class)).containsExactly("opensTwo() left 2 scopes open");
  }

  @Test
  void aTestThatFailsAnywayIsNotChecked() {
    assertThat(failures(Failing.class)).containsExactly("on purpose");
  }

  @Test
  @InScope
  void temporariesThatAreLeftAreCounted() {
    Tensor x = Torch.ones(2);
    assertThatCode(() -> LeakCheck.closesTemporaries(1, () -> Torch.scoped(() -> x.add(1).mul(2))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> LeakCheck.closesTemporaries(1, () -> x.add(1).mul(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("expected the code to leave 1 tensor, but it left 2 tensors;");
  }

  private static List<String> failures(Class<?> testClass) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(testClass))
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .execute();
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> String.valueOf(result.getThrowable().orElseThrow().getMessage()))
        .toList();
  }

  static class Closing {
    private static Tensor fixture = Torch.ones(1);
    private Tensor before = Torch.ones(4);
    private Tensor each = before;

    @BeforeAll
    static void makeFixture() {
      fixture.close();
      fixture = Torch.ones(4);
    }

    @AfterAll
    static void closeFixture() {
      fixture.close();
    }

    @BeforeEach
    void make() {
      each = Torch.ones(4);
    }

    @AfterEach
    void close() {
      each.close();
      before.close();
    }

    @Test
    void closes() {
      before.add(1).close();
    }

    @Test
    void usesAScope() {
      try (Scope scope = Torch.scope()) {
        scope.keep(fixture.add(1)).close();
      }
    }

    @Test
    @InScope
    void isInAScope() {
      fixture.add(each).add(before);
    }

    @Test
    void closesWhatAnotherThreadHasUsed() {
      Tensor shared = Torch.ones(5);
      CompletableFuture.runAsync(() -> shared.add(1).close()).join();
      shared.close();
    }
  }

  static class Leaking {
    @Test
    void leavesTwo() {
      LEFT.add(Torch.ones(1));
      LEFT.add(Torch.ones(2));
    }
  }

  @InScope
  static class LeakingInAnotherThread {
    @Test
    void leavesOne() {
      Torch.ones(1);
      CompletableFuture.runAsync(() -> LEFT.add(Torch.ones(2))).join();
    }
  }

  @LeftToCollector
  static class LeavingToTheCollector {
    @Test
    void holdsNone() {
      Torch.ones(1).add(1);
      CompletableFuture.runAsync(() -> Torch.ones(2)).join();
    }

    @Test
    void holdsOne() {
      Torch.ones(1);
      LEFT.add(Torch.ones(100)); // too large to share the collector's care with the other
    }
  }

  static class LeavingAScope {
    @Test
    void opensTwo() {
      Torch.scope();
      Torch.scope();
      Torch.ones(1);
    }

    @Test
    void opensNone() {
      Torch.ones(1).close();
    }
  }

  static class Failing {
    @Test
    void fails() {
      LEFT.add(Torch.ones(1));
      throw new IllegalStateException("on purpose");
    }
  }
}
