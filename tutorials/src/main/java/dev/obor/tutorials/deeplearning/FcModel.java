package dev.obor.tutorials.deeplearning;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.NLLLoss;
import dev.obor.nn.Name;
import dev.obor.optim.Optimizer;
import dev.obor.tutorials.Progress;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What the course's file {@code fc_model} has: a fully connected network with any hidden layers,
 * and a function that trains it.
 */
final class FcModel {
  private static final int PRINT_EVERY = 40;

  private FcModel() {}

  /** Linear layers with dropout between them, and the logarithms of probabilities at the end. */
  static class Network extends Module {
    @Name("hidden_layers")
    final ModuleList<Linear> hiddenLayers = new ModuleList<>();

    final Linear output;
    final Dropout dropout = new Dropout(0.5);

    Network(long inputSize, long outputSize, long... hiddenLayerSizes) {
      long last = inputSize;
      for (long size : hiddenLayerSizes) {
        hiddenLayers.append(new Linear(last, size));
        last = size;
      }
      output = new Linear(last, outputSize);
    }

    @Override
    public Tensor forward(Tensor x) {
      for (Linear each : hiddenLayers) {
        x = dropout.call(F.relu(each.call(x)));
      }
      return F.logSoftmax(output.call(x), 1);
    }
  }

  static void train(
      PrintStream out,
      Network model,
      DataLoader<Sample> trainloader,
      DataLoader<Sample> testloader,
      NLLLoss criterion,
      Optimizer optimizer,
      int epochs,
      Progress.Steps progress) {
    int steps = 0;
    double runningLoss = 0;
    for (int e = 0; e < epochs; e++) {
      model.train();
      for (Sample batch : progress.of(trainloader)) {
        steps++;
        Tensor images = batch.tensor().flatten(1);

        optimizer.zeroGrad();
        Tensor loss = criterion.call(model.call(images), batch.labels());
        loss.backward();
        optimizer.step();
        runningLoss += loss.item().doubleValue();

        if (steps % PRINT_EVERY == 0) {
          model.eval();
          double[] test = validation(model, testloader, criterion);
          out.printf(
              Locale.ROOT,
              "Epoch: %d/%d..  Training Loss: %.3f..  Test Loss: %.3f..  Test Accuracy: %.3f%n",
              e + 1,
              epochs,
              runningLoss / PRINT_EVERY,
              test[0],
              test[1]);
          runningLoss = 0;
          model.train();
        }
      }
    }
  }

  /** The mean loss and accuracy of the batches. */
  private static double[] validation(
      Network model, DataLoader<Sample> testloader, NLLLoss criterion) {
    double loss = 0;
    double accuracy = 0;
    try (ThreadMode mode = Torch.noGrad()) {
      for (Sample batch : testloader) {
        Tensor output = model.call(batch.tensor().flatten(1));
        loss += criterion.call(output, batch.labels()).item().doubleValue();
        Tensor equality = output.argmax(1).eq(batch.labels());
        accuracy += equality.type(DType.FLOAT32).mean().item().doubleValue();
      }
    }
    return new double[] {loss / testloader.size(), accuracy / testloader.size()};
  }
}
