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
import dev.obor.nn.NLLLoss;
import dev.obor.optim.Adam;
import dev.obor.plot.Pictures;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Progress;
import dev.obor.tutorials.Settings;
import dev.obor.vision.datasets.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Against learning by heart, units are left out at random while training: chapter 14. */
public final class DropoutSolution extends Chapter {
  private static final List<String> FASHION =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle Boot");

  private final Pace pace;

  /** Makes the chapter. */
  public DropoutSolution(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() throws IOException {
    DataLoader<Sample> trainloader = InferenceAndValidation.loadingData(settings, true);
    DataLoader<Sample> testloader = InferenceAndValidation.loadingData(settings, false);
    modes(testloader);
    Classifier model = training(trainloader, testloader);
    inference(testloader, model);
  }

  /** The classifier of chapter 12 with dropout behind each hidden layer. */
  @Block("004-47")
  static class Classifier extends Module {
    final Linear fc1 = new Linear(784, 256);
    final Linear fc2 = new Linear(256, 128);
    final Linear fc3 = new Linear(128, 64);
    final Linear fc4 = new Linear(64, 10);

    // leaves out a fifth
    final Dropout dropout = new Dropout(0.2);

    @Override
    public Tensor forward(Tensor x) {
      x = x.view(x.size(0), -1);

      x = dropout.call(F.relu(fc1.call(x)));
      x = dropout.call(F.relu(fc2.call(x)));
      x = dropout.call(F.relu(fc3.call(x)));

      // the output keeps all
      x = F.logSoftmax(fc4.call(x), 1);

      return x;
    }
  }

  /** Who predicts wants the whole network: evaluation mode, and then back. */
  @Block({"004-48", "004-49", "004-50"})
  void modes(DataLoader<Sample> testloader) {
    Classifier model = new Classifier();
    model.eval();
    model.train();

    try (ThreadMode mode = Torch.noGrad()) {
      model.eval();
      for (Sample batch : testloader) {
        model.call(batch.tensor());
      }
    }
    model.train();
  }

  @Block("004-51")
  Classifier training(DataLoader<Sample> trainloader, DataLoader<Sample> testloader) {
    Classifier model = new Classifier();
    NLLLoss criterion = new NLLLoss();
    Adam optimizer = new Adam(model.parameters(), o -> o.lr(0.003));

    int epochs = pace.epochs(30);
    List<Double> trainLosses = new ArrayList<>();
    List<Double> testLosses = new ArrayList<>();
    Progress.Steps steps = progress((long) epochs * (trainloader.size() + testloader.size()));
    for (int e = 0; e < epochs; e++) {
      double runningLoss = 0;
      for (Sample batch : steps.of(trainloader)) {
        optimizer.zeroGrad();
        Tensor logPs = model.call(batch.tensor());
        Tensor loss = criterion.call(logPs, batch.labels());
        loss.backward();
        optimizer.step();

        runningLoss += loss.item().doubleValue();
      }

      double testLoss = 0;
      double accuracy = 0;

      // without gradients: less to compute and to keep
      try (ThreadMode mode = Torch.noGrad()) {
        model.eval();
        for (Sample batch : steps.of(testloader)) {
          Tensor labels = batch.labels();
          Tensor logPs = model.call(batch.tensor());
          testLoss += criterion.call(logPs, labels).item().doubleValue();

          Tensor ps = Torch.exp(logPs);
          Tensor topClass = ps.topk(1, 1).indices();
          Tensor equals = topClass.eq(labels.view(topClass.shape()));
          accuracy += Torch.mean(equals.type(DType.FLOAT32)).item().doubleValue();
        }
      }

      model.train();

      trainLosses.add(runningLoss / trainloader.size());
      testLosses.add(testLoss / testloader.size());

      out.printf(
          Locale.ROOT,
          "Epoch: %d/%d..  Training Loss: %.3f..  Test Loss: %.3f..  Test Accuracy: %.3f%n",
          e + 1,
          epochs,
          trainLosses.get(e),
          testLosses.get(e),
          accuracy / testloader.size());
    }
    return model;
  }

  @Block("004-52")
  void inference(DataLoader<Sample> testloader, Classifier model) throws IOException {
    model.eval();

    Tensor images = testloader.iterator().next().tensor();
    Tensor img = images.get(0);
    img = img.view(1, 784);

    Tensor output;
    try (ThreadMode mode = Torch.noGrad()) {
      output = model.forward(img);
    }

    Tensor ps = Torch.exp(output);

    Pictures.viewClassify(img.view(1, 28, 28), ps, FASHION);
    savefig("garment");
  }
}
