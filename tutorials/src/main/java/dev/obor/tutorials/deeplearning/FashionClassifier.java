package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.data.DataLoader;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.NLLLoss;
import dev.obor.optim.Adam;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Progress;
import dev.obor.tutorials.Settings;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;

/** A network for pieces of clothing: chapter 12. */
public final class FashionClassifier extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public FashionClassifier(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() {
    training(InferenceAndValidation.loadingData(settings, true));
  }

  /** Four layers, and the logarithms of ten probabilities. */
  @Block("004-37")
  static class Classifier extends Module {
    final Linear fc1 = new Linear(784, 256);
    final Linear fc2 = new Linear(256, 128);
    final Linear fc3 = new Linear(128, 64);
    final Linear fc4 = new Linear(64, 10);

    @Override
    public Tensor forward(Tensor x) {
      // one row for each image
      x = x.view(x.size(0), -1);

      x = F.relu(fc1.call(x));
      x = F.relu(fc2.call(x));
      x = F.relu(fc3.call(x));
      x = F.logSoftmax(fc4.call(x), 1);

      return x;
    }
  }

  @Block("004-38")
  void training(DataLoader<Sample> trainloader) {
    Classifier model = new Classifier();
    NLLLoss criterion = new NLLLoss();
    Adam optimizer = new Adam(model.parameters(), o -> o.lr(0.003));

    int epochs = pace.epochs(5);
    Progress.Steps steps = progress((long) epochs * trainloader.size());
    for (int e = 0; e < epochs; e++) {
      double runningLoss = 0;
      for (Sample batch : steps.of(trainloader)) {
        Tensor logPs = model.call(batch.tensor());
        Tensor loss = criterion.call(logPs, batch.labels());

        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();

        runningLoss += loss.item().doubleValue();
      }
      out.println("Training loss: " + runningLoss / trainloader.size());
    }
  }
}
