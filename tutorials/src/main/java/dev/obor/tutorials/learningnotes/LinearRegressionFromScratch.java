package dev.obor.tutorials.learningnotes;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.tutorials.Block;
import java.io.PrintStream;
import org.jspecify.annotations.NullUnmarked;

/** Part 2, its first half: linear regression and gradient descent, from tensors and gradients. */
@NullUnmarked // grad() is there after backward()
public final class LinearRegressionFromScratch {
  private final PrintStream out;

  /** The part prints to {@code out}. */
  public LinearRegressionFromScratch(PrintStream out) {
    this.out = out;
  }

  /** What the yields of apples and oranges are computed with: weights and biases. */
  record LinearModel(Tensor w, Tensor b) {
    /** The weighted sums of the inputs, with the biases added. */
    @Block("000-20")
    Tensor call(Tensor x) {
      return x.matmul(w.t()).add(b);
    }
  }

  /** Runs the sections. */
  public void run() {
    out.println("\n# Part 2: Gradient descent and linear regression");
    out.println("\n## 2.2 Training data");
    Tensor[] data = trainingData();
    Tensor inputs = data[0];
    Tensor targets = data[1];
    out.println("\n## 2.3 Linear regression model from scratch");
    LinearModel model = weightsAndBiases();
    Tensor preds = predictions(model, inputs);
    Tensor loss = loss(preds, targets);
    gradients(loss, model.w());
    step(model.w(), model.b());
    lossAgain(preds, targets);
    resetGradients(model.w(), model.b());
    train(model, inputs, targets);
  }

  /** Temperature, rainfall and humidity of five regions, and their yields of two fruits. */
  @Block("000-18")
  Tensor[] trainingData() {
    // Input (temp, rainfall, humidity)
    Tensor inputs =
        Torch.tensor(
            new double[][] {
              {73, 67, 43},
              {91, 88, 64},
              {87, 134, 58},
              {102, 43, 37},
              {69, 96, 70}
            });
    // Targets (apples, oranges)
    Tensor targets =
        Torch.tensor(
            new double[][] {
              {56, 70},
              {81, 101},
              {119, 133},
              {22, 37},
              {103, 119}
            });
    out.println(inputs);
    out.println(targets);
    return new Tensor[] {inputs, targets};
  }

  /** A weight for each input and target, and a bias for each target, at random. */
  @Block("000-19")
  LinearModel weightsAndBiases() {
    Tensor w = Torch.randn(Torch.size(2, 3), o -> o.requiresGrad(true));
    Tensor b = Torch.randn(Torch.size(2), o -> o.requiresGrad(true));
    out.println(w);
    out.println(b);
    return new LinearModel(w, b);
  }

  /** What the random weights predict. */
  @Block("000-21")
  Tensor predictions(LinearModel model, Tensor inputs) {
    Tensor preds = model.call(inputs);
    out.println(preds);
    return preds;
  }

  /** The mean of the squared differences. */
  @Block("000-22")
  static Tensor mse(Tensor t1, Tensor t2) {
    Tensor diff = t1.sub(t2);
    return Torch.sum(diff.mul(diff)).div(diff.numel());
  }

  /** How wrong the predictions are. */
  @Block("000-23")
  Tensor loss(Tensor preds, Tensor targets) {
    Tensor loss = mse(preds, targets);
    out.println(loss);
    return loss;
  }

  /** The derivatives of the loss by the weights. */
  @Block("000-24")
  void gradients(Tensor loss, Tensor w) {
    loss.backward();

    out.println(w);
    out.println(w.grad());
  }

  /** A small step against the gradients, which is not itself recorded for gradients. */
  @Block("000-25")
  void step(Tensor w, Tensor b) {
    try (ThreadMode noGrad = Torch.noGrad()) {
      w.sub_(w.grad().mul(1e-5));
      b.sub_(b.grad().mul(1e-5));
    }
  }

  /** The loss of the predictions from before the step, and so the same as before. */
  @Block("000-26")
  void lossAgain(Tensor preds, Tensor targets) {
    Tensor loss = mse(preds, targets);
    out.println(loss);
  }

  /** The next backward would add to the gradients that are there. */
  @Block("000-27")
  void resetGradients(Tensor w, Tensor b) {
    w.grad().zero_();
    b.grad().zero_();
    out.println(w.grad());
    out.println(b.grad());
  }

  /** All of this a hundred times. */
  @Block("000-28")
  void train(LinearModel model, Tensor inputs, Tensor targets) {
    Tensor w = model.w();
    Tensor b = model.b();
    for (int i = 0; i < 100; i++) {
      Tensor preds = model.call(inputs);
      Tensor loss = mse(preds, targets);
      loss.backward();
      try (ThreadMode noGrad = Torch.noGrad()) {
        w.sub_(w.grad().mul(1e-5));
        b.sub_(b.grad().mul(1e-5));
        w.grad().zero_();
        b.grad().zero_();
      }
    }
  }
}
