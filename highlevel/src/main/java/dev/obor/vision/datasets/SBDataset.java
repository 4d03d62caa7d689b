package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.vision.transforms.v2.Transform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Images with the edges or the areas of objects of 20 kinds: Python's {@code
 * torchvision.datasets.SBDataset}.
 *
 * <p>The folders {@code img} and {@code cls} and the lists lie in the folder itself. The target is
 * a uint8 tensor of shape (20, H, W) with the edges of each kind, or an image of numbers.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SBDataset extends VisionDataset {
  private static final int KINDS = 20;
  private static final DataFile ARCHIVE =
      new DataFile(
          "https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/grouping/semantic_contours/"
              + "benchmark.tgz",
          "benchmark.tgz",
          "82b4d87ceb2ed10f6038a1cba92111cb");
  private static final DataFile LIST =
      new DataFile(
          "https://www.cs.cornell.edu/~bharathh/train_noval.txt",
          "train_noval.txt",
          "79bff800c5f0b1ec6b21080a3c066722");

  private final String imageSet;
  private final String mode;
  private final List<String> names = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private String imageSet = "train";
    private String mode = "boundaries";
    private boolean download;
    private @Nullable BiFunction<? super BufferedImage, Object, Sample> transforms;

    Options() {}

    /**
     * Sets which part it is: {@code train}, which is the default, {@code val} or {@code
     * train_noval}.
     */
    public Options imageSet(String value) {
      this.imageSet = value;
      return this;
    }

    /** Sets what the target is: {@code boundaries}, the default, or {@code segmentation}. */
    public Options mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets whether the files are fetched; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }

    /** Sets what makes a sample of an image and its target; null means nothing. */
    public Options transforms(@Nullable BiFunction<? super BufferedImage, Object, Sample> value) {
      this.transforms = value;
      return this;
    }

    /** Sets a transform that takes image and target together. */
    public Options transforms(Transform<?> value) {
      return transforms(new JointTransform(value));
    }
  }

  /** Reads the training set: Python's {@code SBDataset(root)}. */
  public SBDataset(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code SBDataset(root, image_set=…, mode=…, download=…, transforms=…)}.
   *
   * @throws dev.obor.ValueException if there is no such set or mode
   * @throws TorchException if the files are not there, or damaged
   */
  public SBDataset(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private SBDataset(String root, Options o) {
    super(root, o.transforms, null, null);
    this.imageSet = verified(o.imageSet, "image_set", List.of("train", "val", "train_noval"));
    this.mode = verified(o.mode, "mode", List.of("segmentation", "boundaries"));
    if (o.download) {
      download();
    }
    if (!Files.isDirectory(folder())) {
      throw DatasetFiles.notFoundOrCorrupted(folder());
    }
    for (String line : DatasetFiles.lines(folder().resolve(imageSet + ".txt"))) {
      names.add(line.strip());
    }
  }

  private void download() {
    Downloads.downloadAndExtractArchive(
        ARCHIVE.url(), folder(), d -> d.filename(ARCHIVE.name()).md5(ARCHIVE.md5()));
    Path unpacked = folder().resolve("benchmark_RELEASE/dataset");
    for (String name : List.of("cls", "img", "inst", "train.txt", "val.txt")) {
      try {
        Files.move(unpacked.resolve(name), folder().resolve(name));
      } catch (IOException e) {
        throw DatasetFiles.failed(unpacked.resolve(name), e);
      }
    }
    if (imageSet.equals("train_noval")) {
      Downloads.downloadUrl(LIST.url(), folder(), d -> d.filename(LIST.name()).md5(LIST.md5()));
    }
  }

  @Override
  public Sample get(int index) {
    String name = names.get(checkedIndex(index));
    BufferedImage image = Folder.pilLoader(folder().resolve("img").resolve(name + ".jpg"));
    Path file = folder().resolve("cls").resolve(name + ".mat");
    List<Map<String, MatValue>> content =
        MatFile.read(file, "GTcls", MatValue.Structures.class).values();
    if (content.isEmpty()) {
      throw DatasetFiles.damaged(file, "GTcls is empty");
    }
    return sample(
        image,
        mode.equals("boundaries")
            ? boundaries(content.get(0), image, file)
            : segmentation(content.get(0), file));
  }

  private static BufferedImage segmentation(Map<String, MatValue> content, Path file) {
    MatValue.Numbers kinds = MatFile.get(content, "Segmentation", MatValue.Numbers.class, file);
    int[] shape = kinds.shape();
    if (shape.length != 2 || kinds.type() != 2 || kinds.size() == 0) {
      throw DatasetFiles.damaged(file, "Segmentation is no image of bytes");
    }
    byte[] rows = new byte[kinds.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i % shape[0] * shape[1] + i / shape[0]] = kinds.data()[i];
    }
    return Images.gray(rows, 0, shape[1], shape[0]);
  }

  private static Tensor boundaries(Map<String, MatValue> content, BufferedImage image, Path file) {
    List<MatValue> kinds = MatFile.get(content, "Boundaries", MatValue.Cells.class, file).values();
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] edges = new byte[Math.multiplyExact(KINDS, height * width)];
    for (int kind = 0; kind < KINDS; kind++) {
      if (kind >= kinds.size() || !(kinds.get(kind) instanceof MatValue.Sparse edge)) {
        throw DatasetFiles.damaged(file, "there are no edges of the kind " + kind);
      }
      if (edge.rows() != height || edge.columns() != width) {
        throw DatasetFiles.damaged(file, "the edges have not the size of the image");
      }
      for (int column = 0; column < width; column++) {
        for (int i = edge.starts()[column]; i < edge.starts()[column + 1]; i++) {
          edges[(kind * height + edge.rowOf()[i]) * width + column] = 1;
        }
      }
    }
    return Torch.fromUnsignedArray(edges, KINDS, height, width);
  }

  String mode() {
    return mode;
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  protected String extraRepr() {
    return "Image set: " + imageSet + "\nMode: " + mode;
  }
}
