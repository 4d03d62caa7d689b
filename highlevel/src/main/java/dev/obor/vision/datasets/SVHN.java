package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * House numbers, coloured and 32 × 32: Python's {@code torchvision.datasets.SVHN}. The digit 0 has
 * the label 0.
 *
 * <pre>{@code
 * SVHN test = new SVHN("data", o -> o.split("test").download(true));
 * }</pre>
 *
 * <p>The files, such as {@code train_32x32.mat}, lie in the folder itself. All images are held in
 * memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SVHN extends PictureDataset {
  private static final int SIDE = 32;
  private static final int BYTES = 3 * SIDE * SIDE;
  private static final Map<String, DataFile> FILES =
      Map.of(
          "train", file("train", "e26dedcc434d2e4c54c9b2d4a06d8373"),
          "test", file("test", "eb5a983be6a315427106f1b164d9cef3"),
          "extra", file("extra", "a93ce644f1a588dc4d68dda5feec44a7"));

  private final String split;

  /** For each image its reds, greens and blues, each column by column. */
  private final byte[] images;

  private final List<Integer> labels = new ArrayList<>();

  /** Reads the training set: Python's {@code SVHN(root)}. */
  public SVHN(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code SVHN(root, split=…, transform=…, target_transform=…, download=…)}.
   *
   * @throws dev.obor.ValueException if the split is neither {@code train}, {@code test} nor {@code
   *     extra}
   * @throws TorchException if the file is not there, or damaged
   */
  public SVHN(String root, Consumer<SplitOptions> options) {
    this(root, new SplitOptions().set(options), FILES);
  }

  SVHN(String root, SplitOptions o, Map<String, DataFile> files) {
    super(root, o);
    this.split = verified(o.split, "split", List.of("train", "test", "extra"));
    Path found = Objects.requireNonNull(files.get(split)).prepare(folder(), o.download);
    try {
      Map<String, MatValue> arrays = MatFile.read(found);
      MatValue.Numbers x = MatFile.get(arrays, "X", MatValue.Numbers.class, found);
      MatValue.Numbers y = MatFile.get(arrays, "y", MatValue.Numbers.class, found);
      int[] shape = x.shape();
      boolean areImages =
          shape.length == 4 && shape[0] == SIDE && shape[1] == SIDE && shape[2] == 3;
      if (!areImages || x.type() != 2 || y.size() != shape[3]) {
        throw new IOException(found + ": has not the images X and their labels y");
      }
      this.images = x.data();
      for (int i = 0; i < y.size(); i++) {
        int label = Math.toIntExact(y.number(i));
        labels.add(label == 10 ? 0 : label);
      }
    } catch (IOException e) {
      TorchException damaged = new TorchException(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
  }

  private static DataFile file(String split, String md5) {
    String name = split + "_32x32.mat";
    return new DataFile("http://ufldl.stanford.edu/housenumbers/" + name, name, md5);
  }

  /** The planes of an image, each row by row. */
  private byte[] planes(int at) {
    byte[] planes = new byte[BYTES];
    for (int c = 0; c < 3; c++) {
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          planes[(c * SIDE + row) * SIDE + column] =
              images[at * BYTES + (c * SIDE + column) * SIDE + row];
        }
      }
    }
    return planes;
  }

  @Override
  Sample load(int at) {
    return new Sample(Images.planar(planes(at), 0, SIDE, SIDE), labels.get(at));
  }

  @Override
  public int size() {
    return labels.size();
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 3, 32, 32). */
  public Tensor data() {
    byte[] all = new byte[Math.multiplyExact(size(), BYTES)];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(planes(i), 0, all, i * BYTES, BYTES);
    }
    return Torch.fromUnsignedArray(all, size(), 3, SIDE, SIDE);
  }

  /** All labels: Python's {@code dataset.labels}. */
  public List<Integer> labels() {
    return List.copyOf(labels);
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split;
  }
}
