package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import dev.obor.testing.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the worked examples of {@link Windows} do not show: short windows, options, errors. */
@InScope
class WindowsTest {
  @Test
  void aWindowOfNoElementIsEmptyAndOneOfOneHoldsAOne() {
    assertThat(Windows.cosine(0)).hasToString("tensor([])");
    assertThat(Windows.hann(1)).hasToString("tensor([1.])");
    assertThat(Windows.kaiser(1)).hasToString("tensor([1.])");
    assertThat(Windows.bartlett(1)).hasToString("tensor([1.])");
    assertThat(Windows.gaussian(1, o -> o.sym(false))).hasToString("tensor([1.])");
    assertThat(Windows.generalCosine(1, o -> o.a(0.5, 0.3, 0.2))).hasToString("tensor([1.])");
  }

  @Test
  void takesDtypeDeviceAndGradients() {
    Tensor window = Windows.nuttall(3, o -> o.dtype(DType.FLOAT64).requiresGrad(true));
    assertThat(window.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(window.requiresGrad()).isTrue();
    assertThat(Windows.hann(3, o -> o.device("meta")).device()).isEqualTo(Device.of("meta"));
  }

  @Test
  void refusesWhatPythonRefuses() {
    assertThatThrownBy(() -> Windows.kaiser(-1))
        .isInstanceOf(ValueException.class)
        .hasMessage("kaiser requires non-negative window length, got M=-1");
    assertThatThrownBy(() -> Windows.bartlett(3, o -> o.dtype(DType.INT64)))
        .isInstanceOf(ValueException.class)
        .hasMessage("bartlett expects float32 or float64 dtypes, got: torch.int64");
    assertThatThrownBy(() -> Windows.gaussian(3, o -> o.std(0)))
        .hasMessage("Standard deviation must be positive, got: 0 instead.");
    assertThatThrownBy(() -> Windows.exponential(3, o -> o.tau(-0.5)))
        .hasMessage("Tau must be positive, got: -0.5 instead.");
    assertThatThrownBy(() -> Windows.exponential(3, o -> o.center(1)))
        .hasMessage("Center must be None for symmetric windows");
    assertThatThrownBy(() -> Windows.kaiser(3, o -> o.beta(-1)))
        .hasMessage("beta must be non-negative, got: -1 instead.");
    assertThatThrownBy(() -> Windows.generalCosine(3, o -> o.a()))
        .hasMessage("Coefficients cannot be empty");
  }

  @Test
  void leavesNoTemporaries() {
    assertThat(LeakCheck.closesTemporaries(1, () -> Windows.kaiser(5)).numel()).isEqualTo(5);
    List<Tensor> parts = List.of(Torch.ones(2), Torch.ones(1));
    assertThat(LeakCheck.closesTemporaries(1, () -> Nested.nestedTensor(parts)).numel())
        .isEqualTo(3);
  }
}
