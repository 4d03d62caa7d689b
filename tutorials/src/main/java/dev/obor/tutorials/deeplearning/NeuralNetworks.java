package dev.obor.tutorials.deeplearning;

import static dev.obor.tutorials.deeplearning.SingleLayerNetwork.activation;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
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

/** A network by hand for handwritten digits: chapters 6 and 7. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class NeuralNetworks extends Chapter {
  /** Makes the chapter. */
  public NeuralNetworks(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() throws IOException {
    DataLoader<Sample> trainloader = loadingDigits();
    Tensor images = oneBatch(trainloader);
    allBatches(trainloader);
    solution(images);
  }

  @Block(
      value = "004-12",
      differs = "reads the digits in the data folder, or those of the project; the transform of 24")
  DataLoader<Sample> loadingDigits() throws IOException {
    Compose transform =
        new Compose(new ToTensor(), new Normalize(new double[] {0.5}, new double[] {0.5}));
    MNIST trainset = new MNIST(settings.mnist(), o -> o.train(true).transform(transform::call));
    // in batches of 64, in a new order each time
    return new DataLoader<>(trainset, o -> o.batchSize(64).shuffle(true));
  }

  @Block(value = "004-13", differs = "the class is Java's")
  Tensor oneBatch(DataLoader<Sample> trainloader) {
    Sample batch = trainloader.iterator().next();
    Tensor images = batch.tensor();
    Tensor labels = batch.labels();
    out.println(images.getClass());
    out.println(images.shape());
    out.println(labels.shape());
    return images;
  }

  @Block("004-14")
  void allBatches(DataLoader<Sample> trainloader) {
    for (Sample batch : trainloader) {
      Tensor images = batch.tensor();
      Tensor labels = batch.labels();
    }
  }

  /** 784 pixels, 256 hidden units, 10 scores. */
  @Block("004-15")
  void solution(Tensor images) {
    Tensor inputs = images.view(images.size(0), -1);

    Tensor w1 = Torch.randn(784, 256);
    Tensor b1 = Torch.randn(256);

    Tensor w2 = Torch.randn(256, 10);
    Tensor b2 = Torch.randn(10);

    Tensor h = activation(Torch.mm(inputs, w1).add(b1));
    Tensor output = Torch.mm(h, w2).add(b2);

    out.println(output.shape());
  }
}
