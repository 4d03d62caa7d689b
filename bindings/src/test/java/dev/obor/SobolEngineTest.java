package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import org.junit.jupiter.api.Test;

/** What the worked examples of {@link SobolEngine} do not show. */
@InScope
class SobolEngineTest {
  @Test
  void drawsTheSamePointsAtOnceAndOneByOne() {
    try (SobolEngine one = new SobolEngine(3);
        SobolEngine other = new SobolEngine(3)) {
      Tensor all = one.draw(8);
      for (int i = 0; i < 8; i++) {
        assertThat(other.draw(1).get(0).equal(all.get(i))).as("point %s", i).isTrue();
      }
      assertThat(other.numGenerated()).isEqualTo(8);
      assertThat(other.reset().fastForward(5).draw(3).equal(all.get("5:"))).isTrue();
      assertThat(other.reset().fastForward(0).draw(2, DType.FLOAT64).dtype())
          .isEqualTo(DType.FLOAT64);
    }
  }

  @Test
  void fillsTheCubeEvenly() {
    try (SobolEngine engine = new SobolEngine(2, o -> o.scramble(true).seed(0))) {
      Tensor points = engine.drawBase2(6);
      assertThat(points.shape()).isEqualTo(Torch.size(64, 2));
      // A quarter of the points lies in each quarter of the square.
      Tensor quarters = points.mul(2).floor();
      Tensor numbers = quarters.get(":, 0").mul(2).add(quarters.get(":, 1")).toLong();
      assertThat(numbers.bincount()).hasToString("tensor([16, 16, 16, 16])");
    }
  }

  @Test
  void survivesTheScopeThatItWasMadeIn() {
    SobolEngine engine;
    try (Scope scope = Torch.scope()) {
      engine = new SobolEngine(1);
      engine.draw(2);
    }
    assertThat(engine.draw(1)).hasToString("tensor([[0.7500]])");
    engine.close();
    engine.close();
  }

  @Test
  void refusesWhatPythonRefuses() {
    for (int dimension : new int[] {0, SobolEngine.MAXDIM + 1}) {
      assertThatThrownBy(() -> new SobolEngine(dimension))
          .isInstanceOf(ValueException.class)
          .hasMessage("Supported range of dimensionality for SobolEngine is [1, 21201]");
    }
    try (SobolEngine engine = new SobolEngine(2)) {
      engine.draw(3);
      assertThatThrownBy(() -> engine.drawBase2(2))
          .isInstanceOf(ValueException.class)
          .hasMessage(
              "The balance properties of Sobol' points require n to be a power of 2. 3 points have"
                  + " been previously generated, then: n=3+2**2=7. If you still want to do this,"
                  + " please use 'SobolEngine.draw()' instead.");
      assertThatThrownBy(() -> engine.drawBase2(-1)).isInstanceOf(ValueException.class);
      assertThatThrownBy(() -> engine.fastForward(-1)).isInstanceOf(ValueException.class);
      assertThatThrownBy(() -> engine.draw(2, DType.INT64))
          .isInstanceOf(NotImplementedException.class);
    }
  }
}
