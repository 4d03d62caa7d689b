package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.TensorDataset;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.optim.SGD;
import dev.obor.vision.datasets.ImageFolder;
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.RandomHorizontalFlip;
import dev.obor.vision.transforms.RandomResizedCrop;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Images per second through a loader: Obor's part of {@code loading.sh}, which {@code
 * peers/python/loading.py} does in Python.
 *
 * <p>Usage: {@code Loading FOLDER WORKERS}, or {@code Loading FOLDER pictures} once before. The
 * folder holds {@code MNIST/raw} with a test set, and {@code pictures}. With workers these are
 * persistent. Each case runs some epochs, of which the fastest counts, in batches that are
 * shuffled, of 128 and of pictures 32:
 *
 * <ul>
 *   <li>{@code images, data}: an image object, made a tensor, collated
 *   <li>{@code images, train}: the same, and a step of a logistic regression
 *   <li>{@code tensors, data}: a {@link TensorDataset} of all images
 *   <li>{@code pictures, data}: a folder of JPEG files of 500 x 375 pixels, a part of each made 224
 *       x 224, mirrored half of the time, a tensor, normalised
 * </ul>
 */
public final class Loading {
  private static final int EPOCHS = 12;
  private static final Stopwatch watch = new Stopwatch("obor");

  private Loading() {}

  /** Runs the cases. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: Loading FOLDER WORKERS, or Loading FOLDER pictures");
      System.exit(2);
    }
    Path folder = Path.of(arguments[0], "pictures");
    if (arguments[1].equals("pictures")) {
      Pictures.write(folder);
      return;
    }
    int workers = Integer.parseInt(arguments[1]);
    Torch.setNumThreads(1);
    Torch.manualSeed(0);
    MNIST images = new MNIST(arguments[0], o -> o.train(false).transform(new ToTensor()));
    String suffix = ", " + workers + " workers";
    time("images, data" + suffix, images.tensors(), 128, workers, false);
    time("images, train" + suffix, images.tensors(), 128, workers, true);
    try (Scope scope = Torch.scope()) {
      TensorDataset tensors =
          new TensorDataset(
              images.data().unsqueeze(1).toFloat().div(255).contiguous(), images.targets());
      time("tensors, data" + suffix, tensors, 128, workers, false);
    }
    ImageFolder pictures =
        new ImageFolder(
            folder.toString(),
            o ->
                o.transform(
                    new Compose(
                        new RandomResizedCrop(224),
                        new RandomHorizontalFlip(),
                        new ToTensor(),
                        new Normalize(
                            new double[] {0.485, 0.456, 0.406},
                            new double[] {0.229, 0.224, 0.225}))));
    time("pictures, data" + suffix, pictures.tensors(), 32, workers, false);
  }

  private static void time(
      String name, Dataset<Tensor[]> dataset, int batch, int workers, boolean train) {
    DataLoader<Tensor[]> loader =
        new DataLoader<>(
            dataset,
            batch,
            o -> o.shuffle(true).numWorkers(workers).persistentWorkers(workers > 0));
    Linear model = new Linear(784, 10);
    SGD optimizer = new SGD(model.parameters(), 0.001);
    double best = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      long begun = System.nanoTime();
      loader.forEachScoped(
          samples -> {
            if (train) {
              optimizer.zeroGrad();
              F.crossEntropy(model.call(samples[0].view(-1, 784)), samples[1]).backward();
              optimizer.step();
            }
          });
      best = Math.max(best, dataset.size() / ((System.nanoTime() - begun) / 1e9));
    }
    watch.result(name, best, "images/s");
  }
}
