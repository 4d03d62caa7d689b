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
import dev.obor.vision.datasets.MNIST;
import dev.obor.vision.transforms.ToTensor;

/**
 * Images per second through a loader: Obor's part of {@code loading.sh}, which {@code
 * peers/python/loading.py} does in Python.
 *
 * <p>Usage: {@code Loading FOLDER WORKERS}. The folder holds {@code MNIST/raw} with a test set.
 * With workers these are persistent. Each case runs some epochs, of which the fastest counts, in
 * batches of 128 that are shuffled:
 *
 * <ul>
 *   <li>{@code images, data}: an image object, made a tensor, collated
 *   <li>{@code images, train}: the same, and a step of a logistic regression
 *   <li>{@code tensors, data}: a {@link TensorDataset} of all images
 * </ul>
 */
public final class Loading {
  private static final int EPOCHS = 12;
  private static final Stopwatch watch = new Stopwatch("obor");

  private Loading() {}

  /** Runs the cases. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: Loading FOLDER WORKERS");
      System.exit(2);
    }
    int workers = Integer.parseInt(arguments[1]);
    Torch.setNumThreads(1);
    Torch.manualSeed(0);
    MNIST images = new MNIST(arguments[0], o -> o.train(false).transform(new ToTensor()));
    String suffix = ", " + workers + " workers";
    time("images, data" + suffix, images.tensors(), workers, false);
    time("images, train" + suffix, images.tensors(), workers, true);
    try (Scope scope = Torch.scope()) {
      TensorDataset tensors =
          new TensorDataset(
              images.data().unsqueeze(1).toFloat().div(255).contiguous(), images.targets());
      time("tensors, data" + suffix, tensors, workers, false);
    }
  }

  private static void time(String name, Dataset<Tensor[]> dataset, int workers, boolean train) {
    DataLoader<Tensor[]> loader =
        new DataLoader<>(
            dataset, 128, o -> o.shuffle(true).numWorkers(workers).persistentWorkers(workers > 0));
    Linear model = new Linear(784, 10);
    SGD optimizer = new SGD(model.parameters(), 0.001);
    double best = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      long begun = System.nanoTime();
      loader.forEachScoped(
          batch -> {
            if (train) {
              optimizer.zeroGrad();
              F.crossEntropy(model.call(batch[0].view(-1, 784)), batch[1]).backward();
              optimizer.step();
            }
          });
      best = Math.max(best, dataset.size() / ((System.nanoTime() - begun) / 1e9));
    }
    watch.result(name, best, "images/s");
  }
}
