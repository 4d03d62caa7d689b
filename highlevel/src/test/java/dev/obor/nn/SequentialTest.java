package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a chain does with the tensors between its modules. */
@InScope
class SequentialTest {
  /** Remembers what it gets and gives, as models do that are asked for it later. */
  private static final class Remembering extends Module {
    @Nullable Tensor input;
    @Nullable Tensor output;

    @Override
    public Tensor forward(Tensor x) {
      input = x;
      output = x.add(1);
      return output;
    }
  }

  private static long made(Sequential chain, Tensor x) {
    try (Scope scope = Torch.scope()) {
      long before = Obor.memory().scopedTensors();
      chain.call(x);
      return Obor.memory().scopedTensors() - before;
    }
  }

  @Test
  void whatLayersHandToOneAnotherIsClosed() {
    Sequential chain =
        new Sequential(
            new Conv2d(1, 2, 3),
            new BatchNorm2d(2),
            new ReLU(),
            new Dropout(0.5),
            new Identity(),
            new Flatten(),
            new Linear(8, 4),
            new ReLU(true),
            new Linear(4, 1));
    Tensor x = Torch.rand(2, 1, 4, 4).requiresGrad_();
    assertThat(made(chain, x)).isEqualTo(1);
    assertThat(x.isClosed()).isFalse();
    chain.call(x).sum().backward();
    assertThat(x.grad()).isNotNull();
    assertThat(made(new Sequential(new Identity(), new Identity()), x)).isZero();
    assertThat(x.isClosed()).isFalse();
  }

  @Test
  void gradientsFlowThroughWhatWasClosed() {
    Sequential chain =
        new Sequential(
            new Conv2d(2, 4, 3),
            new CrossMapLRN2d(2),
            new PReLU(),
            new LocalResponseNorm(2),
            new GroupNorm(2, 4),
            new ELU(o -> o.inplace(true)),
            new MaxPool2d(2),
            new Unflatten(1, Torch.size(2, 2)),
            new Flatten(),
            new LayerNorm(16),
            new Softmax(1),
            new Linear(16, 1));
    Tensor x = Torch.rand(2, 2, 6, 6).requiresGrad_();
    chain.call(x).sum().backward();
    double[] found = Objects.requireNonNull(x.grad()).toDoubleArray();
    double[] weights =
        Objects.requireNonNull(((Conv2d) chain.get(0)).weight.grad()).toDoubleArray();

    x.setGrad(null);
    chain.zeroGrad();
    Tensor output = x;
    for (Module module : chain) {
      output = module.call(output);
    }
    output.sum().backward();
    assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsExactly(found);
    assertThat(Objects.requireNonNull(((Conv2d) chain.get(0)).weight.grad()).toDoubleArray())
        .containsExactly(weights);
  }

  @Test
  void whatAnotherModuleMayRememberStaysOpen() {
    Remembering remembering = new Remembering();
    Sequential chain =
        new Sequential(new Linear(2, 2), remembering, new Identity(), new Tanh(), new Linear(2, 1));
    chain.call(Torch.ones(1, 2));
    assertThat(Objects.requireNonNull(remembering.input).isClosed()).isFalse();
    assertThat(Objects.requireNonNull(remembering.output).isClosed()).isFalse();

    Sequential nested = new Sequential(new ReLU(), new Sequential(remembering), new ReLU());
    nested.call(Torch.ones(1, 2));
    assertThat(Objects.requireNonNull(remembering.input).isClosed()).isFalse();
    assertThat(Objects.requireNonNull(remembering.output).isClosed()).isFalse();
  }

  @Test
  void whatHooksSeeStaysOpen() {
    Sequential chain = new Sequential(new Linear(2, 2), new Tanh(), new Linear(2, 1), new Tanh());
    List<Tensor> seen = new ArrayList<>();
    chain
        .get(1)
        .registerForwardHook(
            (module, inputs, output) -> {
              seen.addAll(List.of(inputs));
              seen.add(output);
              return null;
            });
    chain.call(Torch.ones(1, 2));
    assertThat(seen).hasSize(2).noneMatch(Tensor::isClosed);
  }

  @Test
  void aSubclassOfALayerMayRememberToo() {
    List<Tensor> seen = new ArrayList<>();
    Linear listening =
        new Linear(2, 2) {
          @Override
          public Tensor forward(Tensor x) {
            seen.add(x);
            Tensor output = super.forward(x);
            seen.add(output);
            return output;
          }
        };
    new Sequential(new ReLU(), listening, new ReLU()).call(Torch.ones(1, 2));
    assertThat(seen).hasSize(2).noneMatch(Tensor::isClosed);
  }
}
