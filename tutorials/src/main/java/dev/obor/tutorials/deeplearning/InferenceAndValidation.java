package dev.obor.tutorials.deeplearning;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.NLLLoss;
import dev.obor.optim.Adam;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Progress;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.deeplearning.FashionClassifier.Classifier;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.FashionMNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How good a network is on images that it was not trained on: chapter 13. */
public final class InferenceAndValidation extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public InferenceAndValidation(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() throws IOException {
    DataLoader<Sample> trainloader = loadingData(settings, true);
    DataLoader<Sample> testloader = loadingData(settings, false);
    accuracy(testloader);
    validation(trainloader, testloader);
  }

  @Block(
      value = "004-39",
      differs = "without download: reads the files in the data folder, or drawn ones")
  static DataLoader<Sample> loadingData(Settings settings, boolean train) {
    Compose transform =
        new Compose(new ToTensor(), new Normalize(new double[] {0.5}, new double[] {0.5}));
    String root = TutorialData.fashionMnist(settings);
    FashionMNIST dataset = new FashionMNIST(root, o -> o.train(train).transform(transform::call));
    return new DataLoader<>(dataset, o -> o.batchSize(64).shuffle(true));
  }

  /** The class with the highest probability, and how often it is the right one. */
  @Block({"004-40", "004-41", "004-42", "004-43"})
  void accuracy(DataLoader<Sample> testloader) {
    Classifier model = new Classifier();

    Sample batch = testloader.iterator().next();
    Tensor images = batch.tensor();
    Tensor labels = batch.labels();
    Tensor ps = Torch.exp(model.call(images));
    // 64 examples, 10 classes
    out.println(ps.shape());

    Tensor topClass = ps.topk(1, 1).indices();
    out.println(topClass.get(":10, :"));

    // (64, 1) and (64) would make (64, 64)
    Tensor equals = topClass.eq(labels.view(topClass.shape()));

    // a mean needs numbers, not truth values
    Tensor accuracy = Torch.mean(equals.type(DType.FLOAT32));
    out.println("Accuracy: " + accuracy.item().doubleValue() * 100 + "%");
  }

  @Block(
      value = {"004-44", "004-45", "004-46"},
      differs = "44 is an outline of 45")
  void validation(DataLoader<Sample> trainloader, DataLoader<Sample> testloader)
      throws IOException {
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

      trainLosses.add(runningLoss / trainloader.size());
      testLosses.add(testLoss / testloader.size());

      out.printf(
          Locale.ROOT,
          "Epoch: %d/%d..  Training Loss: %.3f..  Test Loss: %.3f..  Test Accuracy: %.3f%n",
          e + 1,
          epochs,
          runningLoss / trainloader.size(),
          testLoss / testloader.size(),
          accuracy / testloader.size());
    }

    Plt.plot(trainLosses, o -> o.label("Training loss"));
    Plt.plot(testLosses, o -> o.label("Validation loss"));
    Plt.legend(o -> o.frameon(false));
    savefig("losses");
  }
}
