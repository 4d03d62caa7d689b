package dev.obor.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.SGD;

/** The two networks of the benchmarks, and one step of their training. */
final class Networks {
  /** A model with its data, its labels and its optimizer: what one training step needs. */
  static final class Training {
    private final Module model;
    private final SGD optimizer;
    private final Tensor x;
    private final Tensor y;

    Training(Module model, int batch) {
      this.model = model;
      this.optimizer = new SGD(model.parameters(), o -> o.lr(Work.LEARNING_RATE));
      this.x = Torch.fromArray(Work.inputs(batch * 784, 1), batch, 784);
      this.y = Torch.fromArray(Work.labels(batch), batch);
    }

    /**
     * Takes a step, as a person would port it line by line from Python, and returns the loss before
     * it.
     */
    Tensor step() {
      optimizer.zeroGrad();
      Tensor loss = F.crossEntropy(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    }

    /** Takes a step in a scope of its own. */
    void stepInScope() {
      try (Scope scope = Torch.scope()) {
        step();
      }
    }

    /** Takes the steps after which all systems must have the same loss, and returns it. */
    double check() {
      double loss = 0;
      for (int i = 0; i < Work.CHECK_STEPS; i++) {
        try (Scope scope = Torch.scope()) {
          loss = step().item().doubleValue();
        }
      }
      return loss;
    }
  }

  private Networks() {}

  static Module logistic() {
    return linear(784, 10);
  }

  static Module mlp() {
    return new Sequential(
        linear(784, 256), new ReLU(), linear(256, 128), new ReLU(), linear(128, 10));
  }

  /** Makes the one picture that the networks are asked about. */
  static Tensor picture() {
    return Torch.fromArray(Work.inputs(784, 2), 1, 784);
  }

  private static Linear linear(int in, int out) {
    Linear layer = new Linear(in, out);
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      layer.weight.copy_(Torch.fromArray(Work.weights(in, out), out, in));
      requireNonNull(layer.bias).zero_();
    }
    return layer;
  }
}
