package dev.obor.tutorials.learningnotes;

import static dev.obor.notebook.Display.display;
import static dev.obor.notebook.Display.tuple;
import static java.util.Locale.ROOT;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tutorials.Block;
import java.io.PrintStream;
import java.util.function.BinaryOperator;

/** Part 2, its second half: the same linear regression with what PyTorch has built in. */
@Block(
    value = {"000-29", "000-31", "000-33", "000-39"},
    differs = "imports stand at the top of the file")
public final class LinearRegressionBuiltIns {
  private final PrintStream out;

  /** The part prints to {@code out}. */
  public LinearRegressionBuiltIns(PrintStream out) {
    this.out = out;
  }

  /** Runs the sections. */
  public void run() {
    out.println("\n## 2.4 Linear regression using PyTorch built-ins");
    Tensor[] data = data();
    Tensor inputs = data[0];
    Tensor targets = data[1];
    TensorDataset trainDs = dataset(inputs, targets);
    DataLoader<Tensor[]> trainDl = dataLoader(trainDs);
    firstBatch(trainDl);
    Linear model = linear(inputs);
    BinaryOperator<Tensor> lossFn = lossFunction(model, inputs, targets);
    Optimizer opt = optimizer(model);
    train(model, lossFn, opt, trainDl);
    newRegion(model);
  }

  /** Fifteen regions: enough to be split into batches. */
  @Block("000-30")
  Tensor[] data() {
    // Input (temp, rainfall, humidity)
    Tensor inputs =
        Torch.tensor(
            new double[][] {
              {73, 67, 43},
              {91, 88, 64},
              {87, 134, 58},
              {102, 43, 37},
              {69, 96, 70},
              {74, 66, 43},
              {91, 87, 65},
              {88, 134, 59},
              {101, 44, 37},
              {68, 96, 71},
              {73, 66, 44},
              {92, 87, 64},
              {87, 135, 57},
              {103, 43, 36},
              {68, 97, 70}
            });
    // Targets (apples, oranges)
    Tensor targets =
        Torch.tensor(
            new double[][] {
              {56, 70},
              {81, 101},
              {119, 133},
              {22, 37},
              {103, 119},
              {57, 69},
              {80, 102},
              {118, 132},
              {21, 38},
              {104, 118},
              {57, 69},
              {82, 100},
              {118, 134},
              {20, 38},
              {102, 120}
            });
    return new Tensor[] {inputs, targets};
  }

  /** Rows of inputs and targets as pairs. */
  @Block("000-32")
  TensorDataset dataset(Tensor inputs, Tensor targets) {
    TensorDataset trainDs = new TensorDataset(inputs, targets);
    out.println(tuple((Object[]) trainDs.get("0:3")));
    return trainDs;
  }

  /** Five pairs at a time, in a new order in every epoch. */
  @Block("000-34")
  DataLoader<Tensor[]> dataLoader(TensorDataset trainDs) {
    int batchSize = 5;
    return new DataLoader<>(trainDs, batchSize, true);
  }

  /** What a loop over the loader gets. */
  @Block("000-35")
  void firstBatch(DataLoader<Tensor[]> trainDl) {
    for (Tensor[] batch : trainDl) {
      Tensor xb = batch[0];
      Tensor yb = batch[1];
      out.println(xb);
      out.println(yb);
      break;
    }
  }

  /** A layer makes its weights and biases itself. */
  @Block({"000-36", "000-37", "000-38"})
  Linear linear(Tensor inputs) {
    Linear model = new Linear(3, 2);
    out.println(model.weight);
    out.println(model.bias);

    out.println(display(model.parameters()));

    model.call(inputs);
    return model;
  }

  /** The mean squared error, this time PyTorch's own. */
  @Block("000-40")
  BinaryOperator<Tensor> lossFunction(Linear model, Tensor inputs, Tensor targets) {
    BinaryOperator<Tensor> lossFn = F::mseLoss;

    Tensor loss = lossFn.apply(model.call(inputs), targets);
    out.println(loss);
    return lossFn;
  }

  /** Stochastic gradient descent takes the steps. */
  @Block("000-41")
  Optimizer optimizer(Linear model) {
    return new SGD(model.parameters(), 1e-5);
  }

  /** Trains a model and prints the loss of every tenth epoch's last batch. */
  @Block("000-42")
  void fit(
      int numEpochs,
      Module model,
      BinaryOperator<Tensor> lossFn,
      Optimizer opt,
      DataLoader<Tensor[]> trainDl) {
    for (int epoch = 0; epoch < numEpochs; epoch++) {
      double lastLoss = 0;
      for (Tensor[] batch : trainDl) {
        Tensor xb = batch[0];
        Tensor yb = batch[1];

        // 1. Predict
        Tensor pred = model.call(xb);

        // 2. Compute the loss
        Tensor loss = lossFn.apply(pred, yb);

        // 3. Compute the gradients
        loss.backward();

        // 4. Step against them
        opt.step();

        // 5. Set them back to zero
        opt.zeroGrad();
        lastLoss = loss.item().doubleValue();
      }

      if ((epoch + 1) % 10 == 0) {
        out.printf(ROOT, "Epoch [%d/%d], Loss: %.4f%n", epoch + 1, numEpochs, lastLoss);
      }
    }
  }

  /** A hundred epochs. */
  @Block("000-43")
  void train(
      Module model, BinaryOperator<Tensor> lossFn, Optimizer opt, DataLoader<Tensor[]> trainDl) {
    fit(100, model, lossFn, opt, trainDl);
  }

  /** The yields of a region that the model has not seen. */
  @Block("000-44")
  void newRegion(Module model) {
    out.println(model.call(Torch.tensor(new double[][] {{75, 63, 44}})));
  }
}
