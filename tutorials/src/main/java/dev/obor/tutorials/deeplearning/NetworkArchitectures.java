package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.CrossEntropyLoss;
import dev.obor.nn.Linear;
import dev.obor.nn.LogSoftmax;
import dev.obor.nn.NLLLoss;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.NullUnmarked;

/** Losses, gradients and the step of an optimizer: chapters 9 and 10. */
@NullUnmarked // gradFn() is there after an operation
public final class NetworkArchitectures extends Chapter {
  /** Makes the chapter. */
  public NetworkArchitectures(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() throws IOException {
    DataLoader<Sample> trainloader = loadingData(settings);
    lossOfLogits(trainloader);
    lossOfLogProbabilities(trainloader);
    turningGradientsOnAndOff();
    autograd();
    Sequential model = lossAndAutograd(trainloader);
    optimizerStep(trainloader, model);
  }

  @Block(value = "004-24", differs = "one channel, so one mean and one deviation")
  static DataLoader<Sample> loadingData(Settings settings) throws IOException {
    Compose transform =
        new Compose(new ToTensor(), new Normalize(new double[] {0.5}, new double[] {0.5}));
    MNIST trainset = new MNIST(settings.mnist(), o -> o.train(true).transform(transform::call));
    return new DataLoader<>(trainset, o -> o.batchSize(64).shuffle(true));
  }

  /** Cross entropy takes the raw scores, the logits. */
  @Block({"004-23", "004-25"})
  void lossOfLogits(DataLoader<Sample> trainloader) {
    Sequential model =
        new Sequential(
            new Linear(784, 128), new ReLU(), new Linear(128, 64), new ReLU(), new Linear(64, 10));

    CrossEntropyLoss criterion = new CrossEntropyLoss();

    Sample batch = trainloader.iterator().next();
    Tensor labels = batch.labels();
    Tensor images = batch.tensor();
    images = images.view(images.size(0), -1);

    Tensor logits = model.call(images);
    Tensor loss = criterion.call(logits, labels);

    out.println(loss);
  }

  /** The negative log likelihood takes the logarithms of probabilities. */
  @Block("004-26")
  void lossOfLogProbabilities(DataLoader<Sample> trainloader) {
    Sequential model =
        new Sequential(
            new Linear(784, 128),
            new ReLU(),
            new Linear(128, 64),
            new ReLU(),
            new Linear(64, 10),
            new LogSoftmax(1));

    NLLLoss criterion = new NLLLoss();

    Sample batch = trainloader.iterator().next();
    Tensor labels = batch.labels();
    Tensor images = batch.tensor();
    images = images.view(images.size(0), -1);

    Tensor logps = model.call(images);
    Tensor loss = criterion.call(logps, labels);

    out.println(loss);
  }

  @Block({"004-27", "004-28", "004-29"})
  void turningGradientsOnAndOff() {
    Tensor x = Torch.zeros(Torch.size(1), o -> o.requiresGrad(true));
    x.requiresGrad_(true);

    Tensor y;
    try (ThreadMode mode = Torch.noGrad()) {
      y = x.mul(2);
    }
    out.println(y.requiresGrad());

    // for as long as the mode is open
    try (ThreadMode mode = Torch.setGradEnabled(true)) {
      y = x.mul(2);
    }
  }

  @Block(value = "004-30", differs = "an operation that made a tensor prints as its name")
  void autograd() {
    Tensor x = Torch.randn(Torch.size(2, 2), o -> o.requiresGrad(true));
    out.println(x);

    Tensor y = x.pow(2);
    out.println(y);

    // the operation that made y
    out.println(y.gradFn().name());

    Tensor z = y.mean();
    out.println(z);

    // no gradients so far
    out.println(x.grad());

    // of z with respect to x
    z.backward();
    out.println(x.grad());
    out.println(x.div(2));
  }

  @Block("004-31")
  Sequential lossAndAutograd(DataLoader<Sample> trainloader) {
    Sequential model =
        new Sequential(
            new Linear(784, 128),
            new ReLU(),
            new Linear(128, 64),
            new ReLU(),
            new Linear(64, 10),
            new LogSoftmax(1));

    NLLLoss criterion = new NLLLoss();
    Sample batch = trainloader.iterator().next();
    Tensor labels = batch.labels();
    Tensor images = batch.tensor();
    images = images.view(images.size(0), -1);

    Tensor logps = model.call(images);
    Tensor loss = criterion.call(logps, labels);

    Linear first = (Linear) model.get(0);
    out.println("Before backward pass: \n " + first.weight.grad());
    loss.backward();
    out.println("After backward pass: \n " + first.weight.grad());
    return model;
  }

  @Block({"004-32", "004-33", "004-34"})
  void optimizerStep(DataLoader<Sample> trainloader, Sequential model) {
    Optimizer optimizer = new SGD(model.parameters(), o -> o.lr(0.01));
    NLLLoss criterion = new NLLLoss();

    Linear first = (Linear) model.get(0);
    out.println("Initial weights -  " + first.weight);

    Sample batch = trainloader.iterator().next();
    Tensor labels = batch.labels();
    Tensor images = batch.tensor();
    images.resize_(64, 784);

    // or the gradients of this batch are added to those of the last
    optimizer.zeroGrad();

    Tensor output = model.call(images);
    Tensor loss = criterion.call(output, labels);
    loss.backward();
    out.println("Gradient - " + first.weight.grad());

    optimizer.step();
    out.println("Updated weights -  " + first.weight);
  }
}
