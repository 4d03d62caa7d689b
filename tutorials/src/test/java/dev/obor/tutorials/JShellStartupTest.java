package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs lines as a person types them, after the file that {@code ./obor jshell} begins with. */
class JShellStartupTest {
  @Test
  void theImportsAreEnoughForTheTutorials() throws IOException {
    try (JShellSession session = new JShellSession()) {
      assertThat(session.run("Torch.tensor(new double[] {1, 2}).add(1)"))
          .isEqualTo("tensor([2., 3.])");
      assertThat(session.run("Module model = new Sequential(new Linear(2, 3), new ReLU());"))
          .startsWith("Sequential(\n  (0): Linear(in_features=2, out_features=3, bias=True)");
      assertThat(session.run("F.relu(Torch.zeros(size(1, 2)))")).isEqualTo("tensor([[0., 0.]])");
      assertThat(session.run("new SGD(model.parameters(), o -> o.lr(0.1))")).startsWith("SGD (");
      assertThat(session.run("new Compose(new ToTensor())")).startsWith("Compose(");
      assertThat(session.run("Plt.figure().axes().size()")).isEqualTo("0");
      assertThat(session.run("Function<Integer, Integer> next = i -> i + 1; next.apply(1)"))
          .isEqualTo("2");
      assertThat(session.run("tuple(new Settings().seed(), List.of(2.5))"))
          .isEqualTo("\"(42, [2.5])\"");
    }
  }
}
