package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Linear;
import dev.obor.nn.LogSoftmax;
import dev.obor.nn.NLLLoss;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.SGD;
import dev.obor.plot.Pictures;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Progress;
import dev.obor.tutorials.Settings;
import dev.obor.vision.datasets.Sample;
import java.io.IOException;
import java.io.PrintStream;

/** A whole training, and what the network says afterwards: chapter 11. */
public final class TrainingANetwork extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public TrainingANetwork(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() throws IOException {
    DataLoader<Sample> trainloader = NetworkArchitectures.loadingData(settings);
    Sequential model = training(trainloader);
    lookingAtAnImage(trainloader, model);
  }

  @Block("004-35")
  Sequential training(DataLoader<Sample> trainloader) {
    Sequential model =
        new Sequential(
            new Linear(784, 128),
            new ReLU(),
            new Linear(128, 64),
            new ReLU(),
            new Linear(64, 10),
            new LogSoftmax(1));

    NLLLoss criterion = new NLLLoss();
    SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.003));

    int epochs = pace.epochs(5);
    Progress.Steps steps = progress((long) epochs * trainloader.size());
    for (int e = 0; e < epochs; e++) {
      double runningLoss = 0;
      for (Sample batch : steps.of(trainloader)) {
        Tensor images = batch.tensor();
        images = images.view(images.size(0), -1);

        // forget the gradients, predict, measure, find the gradients, step
        optimizer.zeroGrad();
        Tensor output = model.forward(images);
        Tensor loss = criterion.call(output, batch.labels());
        loss.backward();
        optimizer.step();

        runningLoss += loss.item().doubleValue();
      }
      out.println("Training loss: " + runningLoss / trainloader.size());
    }
    return model;
  }

  @Block("004-36")
  void lookingAtAnImage(DataLoader<Sample> trainloader, Sequential model) throws IOException {
    Tensor images = trainloader.iterator().next().tensor();

    Tensor img = images.get(0).view(1, 784);
    Tensor logps;
    try (ThreadMode mode = Torch.noGrad()) {
      logps = model.call(img);
    }

    // the network gives logarithms
    Tensor ps = Torch.exp(logps);
    Pictures.viewClassify(img.view(1, 28, 28), ps);
    savefig("digit");
  }
}
