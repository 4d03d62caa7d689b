package dev.obor.vision.datasets;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.data.Data;
import dev.obor.numpy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Films of two digits that move about, 20 pictures of 64 × 64 each: Python's {@code
 * torchvision.datasets.MovingMNIST}.
 *
 * <p>The image of a sample is a uint8 tensor of shape (pictures, 1, 64, 64), or what the transform
 * makes of it; its target is null. In Python an item is the tensor alone.
 *
 * <p>The file {@code mnist_test_seq.npy} lies in {@code root/MovingMNIST}. All films are held in
 * memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class MovingMNIST extends VisionDataset {
  private static final DataFile FILE =
      new DataFile(
          "http://www.cs.toronto.edu/~nitish/unsupervised_video/mnist_test_seq.npy",
          "mnist_test_seq.npy",
          "be083ec986bfe91a449d63653c411eb2");

  private final byte[] pixels;
  private final int films;
  private final int picture;
  private final int height;
  private final int width;
  private final int from;
  private final int to;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<Tensor, Object, Options> {
    private @Nullable String split;
    private int splitRatio = 10;
    private boolean download;

    Options() {}

    /**
     * Sets which pictures of each film it has: with {@code train} the first ones, with {@code test}
     * the others, and with null, the default, all.
     */
    public Options split(@Nullable String value) {
      this.split = value;
      return this;
    }

    /** Sets how many pictures of a film are for training, from 1 to 19; default 10. */
    public Options splitRatio(int value) {
      this.splitRatio = value;
      return this;
    }

    /** Sets whether the file is fetched if it is not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads whole films: Python's {@code MovingMNIST(root)}. */
  public MovingMNIST(String root) {
    this(root, o -> {});
  }

  /**
   * Reads films: Python's {@code MovingMNIST(root, split=…, split_ratio=…, download=…,
   * transform=…)}.
   *
   * @param root the folder that holds, or gets, {@code MovingMNIST}
   * @throws ValueException if there is no such split, or the ratio is out of range
   * @throws TorchException if the file is not there, or damaged
   */
  public MovingMNIST(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private MovingMNIST(String root, Options o) {
    super(root, o);
    if (o.split != null) {
      verified(o.split, "split", List.of("train", "test"));
    }
    if (o.splitRatio < 1 || o.splitRatio > 19) {
      throw new ValueException(
          "`split_ratio` should be `1 <= split_ratio <= 19`, but got "
              + o.splitRatio
              + " instead.");
    }
    Path base = folder().resolve("MovingMNIST");
    Path file = base.resolve(FILE.name());
    if (o.download && !Files.exists(file)) {
      Downloads.downloadUrl(FILE.url(), base, d -> d.filename(FILE.name()).md5(FILE.md5()));
    }
    if (!Files.exists(file)) {
      throw DatasetFiles.absent(
          "Dataset not found. You can use download=True to download it.", file);
    }
    int[] shape;
    try (Tensor array = Npy.read(file)) {
      if (array.dim() != 4 || array.dtype() != DType.UINT8) {
        throw DatasetFiles.damaged(file, "it holds " + array.dtype() + " of " + array.size());
      }
      shape = Arrays.stream(array.size().toArray()).mapToInt(Math::toIntExact).toArray();
      this.pixels = array.toByteArray();
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
    this.films = shape[1];
    this.height = shape[2];
    this.width = shape[3];
    this.picture = height * width;
    int middle = Math.min(o.splitRatio, shape[0]);
    this.from = "test".equals(o.split) ? middle : 0;
    this.to = "train".equals(o.split) ? middle : shape[0];
  }

  @Override
  public Sample get(int index) {
    int at = checkedIndex(index);
    byte[] film = new byte[Math.multiplyExact(to - from, picture)];
    for (int i = from; i < to; i++) {
      System.arraycopy(pixels, (i * films + at) * picture, film, (i - from) * picture, picture);
    }
    return sample(Torch.fromUnsignedArray(film, to - from, 1, height, width), null);
  }

  /** Reads several films as one tensor of shape (N, pictures, 1, 64, 64); the target is null. */
  @Override
  public Sample getBatch(int[] indices) {
    try (Scope scope = Torch.scope()) {
      Object[] films = getItems(indices).stream().map(Sample::image).toArray();
      return scope.keepAll(new Sample(Data.defaultCollate(List.of(films)), null));
    }
  }

  @Override
  public int size() {
    return films;
  }
}
