package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handwritten digits in black and white, 16 × 16: Python's {@code torchvision.datasets.SEMEION}.
 *
 * <p>The file {@code semeion.data} lies in the folder itself.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SEMEION extends PictureDataset {
  private static final DataFile FILE =
      new DataFile(
          "http://archive.ics.uci.edu/ml/machine-learning-databases/semeion/semeion.data",
          "semeion.data",
          "cb545d371d2ce14ec121470795a77432");
  private static final int SIDE = 16;
  private static final int PIXELS = SIDE * SIDE;

  private final byte[] images;
  private final List<Integer> labels = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private boolean download = true;

    Options() {}

    /** Sets whether the file is fetched if it is not there; default true, as in Python. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the dataset, and fetches it if needed: Python's {@code SEMEION(root)}. */
  public SEMEION(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code SEMEION(root, transform=…, target_transform=…, download=…)}.
   *
   * @throws TorchException if the file is not there, or damaged
   */
  public SEMEION(String root, Consumer<Options> options) {
    this(root, options, FILE);
  }

  SEMEION(String root, Consumer<Options> options, DataFile file) {
    this(root, options(options), file);
  }

  private SEMEION(String root, Options o, DataFile file) {
    super(root, o);
    Path found = file.prepare(folder(), o.download);
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    for (String line : DatasetFiles.lines(found)) {
      read(line.strip().split("\\s+", -1), pixels, found);
    }
    this.images = pixels.toByteArray();
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private void read(String[] words, ByteArrayOutputStream pixels, Path file) {
    int label = -1;
    try {
      for (int i = 0; i < words.length; i++) {
        double value = Double.parseDouble(words[i]);
        if (i < PIXELS) {
          pixels.write((int) (value * 255) & 0xff);
        } else if (value != 0 && label < 0) {
          label = i - PIXELS;
        }
      }
    } catch (NumberFormatException e) {
      throw new TorchException(file + ": damaged, " + e.getMessage());
    }
    if (label < 0) {
      throw new TorchException(file + ": damaged, a line has no label");
    }
    labels.add(label);
  }

  @Override
  Sample load(int at) {
    return new Sample(Images.gray(images, at * PIXELS, SIDE, SIDE), labels.get(at));
  }

  @Override
  public int size() {
    return labels.size();
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 16, 16). */
  public Tensor data() {
    return Torch.fromUnsignedArray(images, size(), SIDE, SIDE);
  }

  /** All labels: Python's {@code dataset.labels}. */
  public List<Integer> labels() {
    return List.copyOf(labels);
  }
}
