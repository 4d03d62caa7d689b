package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.serialization.PickledArray;
import dev.obor.serialization.PickledData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Coloured images of 32 × 32 in 10 classes: Python's {@code torchvision.datasets.CIFAR10}, 50,000
 * for training and 10,000 to test with.
 *
 * <pre>{@code
 * CIFAR10 test = new CIFAR10("data", o -> o.train(false).download(true));
 * BufferedImage image = test.get(0).picture();
 * String name = test.classes().get(test.get(0).label());
 * }</pre>
 *
 * <p>The files lie in {@code root/cifar-10-batches-py}, as torchvision unpacks them. Their
 * checksums are compared each time, as Python does. All images are held in memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public class CIFAR10 extends PictureDataset {
  static final int SIDE = 32;
  static final int BYTES = 3 * SIDE * SIDE;

  private static final CifarFiles FILES =
      new CifarFiles(
          "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
          "c58f30108f718f92721af3b95e74349a",
          "cifar-10-batches-py",
          List.of(
              new CifarFiles.Batch("data_batch_1", "c99cafc152244af753f735de768cd75f"),
              new CifarFiles.Batch("data_batch_2", "d4bba439e000b95fd0a9bffe97cbabec"),
              new CifarFiles.Batch("data_batch_3", "54ebc095f3ab1f0389bbae665268c751"),
              new CifarFiles.Batch("data_batch_4", "634d18415352ddfa80567beed471001a"),
              new CifarFiles.Batch("data_batch_5", "482c414d41f54cd18b22e5b47cb7c3cb")),
          List.of(new CifarFiles.Batch("test_batch", "40351d587109b95175f43aff81a1287e")),
          new CifarFiles.Batch("batches.meta", "5ff9c542aee3614f3951f8cda6e48888"),
          "label_names");

  private final boolean train;
  private final List<String> classes;
  private final List<byte[]> batches = new ArrayList<>();
  private final List<Integer> targets;

  /** The first image of each batch, and behind the last batch the number of all. */
  private final int[] starts;

  /** Reads the training set: Python's {@code CIFAR10(root)}. */
  public CIFAR10(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code CIFAR10(root, train)}. */
  public CIFAR10(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /** Reads one of the two sets: Python's {@code CIFAR10(root, train, transform)}. */
  public CIFAR10(String root, boolean train, Function<? super BufferedImage, ?> transform) {
    this(root, o -> o.train(train).transform(transform));
  }

  /**
   * Reads one of the two sets: Python's {@code CIFAR10(root, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code cifar-10-batches-py}
   * @throws TorchException if the files are not there, or damaged
   */
  public CIFAR10(String root, Consumer<TrainOptions> options) {
    this(root, MNIST.read(options), FILES);
  }

  CIFAR10(String root, TrainOptions o, CifarFiles files) {
    super(root, o);
    this.train = o.train;
    Path folder = files.prepare(folder(), o.download);
    List<Integer> labels = new ArrayList<>();
    try {
      for (CifarFiles.Batch batch : o.train ? files.train() : files.test()) {
        Path file = folder.resolve(batch.filename());
        batches.add(read(PickledData.read(file), labels, file));
      }
      this.classes = files.classes(folder);
    } catch (IOException e) {
      TorchException damaged = new TorchException(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
    this.targets = List.copyOf(labels);
    this.starts = new int[batches.size() + 1];
    for (int i = 0; i < batches.size(); i++) {
      starts[i + 1] = starts[i] + batches.get(i).length / BYTES;
    }
  }

  private static byte[] read(@Nullable Object content, List<Integer> labels, Path file)
      throws IOException {
    if (!(content instanceof Map<?, ?> batch)
        || !(batch.get("data") instanceof PickledArray array)
        || array.shape().length != 2
        || array.shape()[1] != BYTES) {
      throw new IOException(file + ": has no images of " + BYTES + " bytes");
    }
    Object own = batch.containsKey("labels") ? batch.get("labels") : batch.get("fine_labels");
    if (!(own instanceof List<?> numbers) || numbers.size() != array.shape()[0]) {
      throw new IOException(file + ": has not a label for each of its images");
    }
    for (Object number : numbers) {
      if (!(number instanceof Long label)) {
        throw new IOException(file + ": the label " + number + " is no number");
      }
      labels.add(Math.toIntExact(label));
    }
    return array.data();
  }

  @Override
  final Sample load(int at) {
    int batch = 0;
    while (starts[batch + 1] <= at) {
      batch++;
    }
    int offset = (at - starts[batch]) * BYTES;
    return new Sample(Images.planar(batches.get(batch), offset, SIDE, SIDE), targets.get(at));
  }

  @Override
  public int size() {
    return targets.size();
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 32, 32, 3). */
  public Tensor data() {
    byte[] all = new byte[Math.multiplyExact(size(), BYTES)];
    int to = 0;
    for (byte[] batch : batches) {
      int plane = SIDE * SIDE;
      for (int image = 0; image < batch.length; image += BYTES) {
        for (int i = 0; i < plane; i++) {
          all[to++] = batch[image + i];
          all[to++] = batch[image + plane + i];
          all[to++] = batch[image + 2 * plane + i];
        }
      }
    }
    return Torch.fromUnsignedArray(all, size(), SIDE, SIDE, 3);
  }

  /** All labels: Python's {@code dataset.targets}. */
  public List<Integer> targets() {
    return targets;
  }

  /** The names of the classes: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return classes;
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indices(classes);
  }

  @Override
  protected String extraRepr() {
    return MNIST.train(train);
  }
}
