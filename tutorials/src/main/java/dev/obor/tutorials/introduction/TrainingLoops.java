package dev.obor.tutorials.introduction;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.CrossEntropyLoss;
import dev.obor.optim.Optimizer;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Progress;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.util.Locale;

/** An epoch of training, and one of testing. */
@Block("003-97")
class TrainingLoops {
  private final PrintStream out;
  private final int batchSize;
  private final Progress.Steps progress;

  TrainingLoops(PrintStream out, int batchSize, Progress.Steps progress) {
    this.out = out;
    this.batchSize = batchSize;
    this.progress = progress;
  }

  void trainLoop(
      DataLoader<Sample> dataloader,
      NeuralNetwork model,
      CrossEntropyLoss lossFn,
      Optimizer optimizer) {
    int size = dataloader.dataset().size();

    model.train();

    int batch = 0;
    for (Sample sample : progress.of(dataloader)) {
      Tensor images = sample.tensor();
      Tensor y = sample.labels();
      Tensor pred = model.call(images);
      Tensor loss = lossFn.call(pred, y);

      loss.backward(); // computes the gradients
      optimizer.step(); // changes the weights
      optimizer.zeroGrad(); // forgets the gradients

      if (batch % 100 == 0) {
        long current = (long) batch * batchSize + images.len();
        out.printf(Locale.ROOT, "loss: %7f  [%5d/%5d]%n", loss.item().doubleValue(), current, size);
      }
      batch++;
    }
  }

  void valLoop(DataLoader<Sample> dataloader, NeuralNetwork model, CrossEntropyLoss lossFn) {
    model.eval();
    int size = dataloader.dataset().size();
    int numBatches = dataloader.size();
    double testLoss = 0;
    double correct = 0;

    // without gradients: less to compute and to keep
    try (ThreadMode mode = Torch.noGrad()) {
      for (Sample sample : progress.of(dataloader)) {
        Tensor y = sample.labels();
        Tensor pred = model.call(sample.tensor());
        testLoss += lossFn.call(pred, y).item().doubleValue();
        correct += pred.argmax(1).eq(y).type(DType.FLOAT32).sum().item().doubleValue();
      }
    }

    testLoss /= numBatches;
    correct /= size;
    out.printf(
        Locale.ROOT,
        "Test Error: %n Accuracy: %.1f%%, Avg loss: %8f %n%n",
        100 * correct,
        testLoss);
  }
}
