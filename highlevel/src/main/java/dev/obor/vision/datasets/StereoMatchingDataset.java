package dev.obor.vision.datasets;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of two cameras with the disparity between them: what torchvision's datasets for stereo
 * matching have in common.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public abstract class StereoMatchingDataset extends PairDataset<StereoSample> {
  private final @Nullable UnaryOperator<StereoViews> transforms;
  private final List<Pair> images = new ArrayList<>();
  private final List<Pair> disparities = new ArrayList<>();

  /**
   * Two files that belong together.
   *
   * @param left that of the left camera
   * @param right that of the right one, or null
   */
  record Pair(Path left, @Nullable Path right) {}

  /**
   * What a file of disparities holds.
   *
   * @param map (1, H, W)
   * @param mask where it counts, or null
   */
  record Disparity(Tensor map, @Nullable Tensor mask) {}

  StereoMatchingDataset(String root, StereoOptions<?> options) {
    super(root);
    this.transforms = options.transforms;
  }

  /** Adds the pictures that two patterns fit. */
  final void addImages(Path folder, String left, String right) {
    images.addAll(scanned(folder, left, right));
  }

  /**
   * Adds the disparities that two patterns fit, or one if only those of the left camera are known.
   */
  final void addDisparities(Path folder, String left, @Nullable String right) {
    disparities.addAll(scanned(folder, left, right));
  }

  private static List<Pair> scanned(Path folder, String left, @Nullable String right) {
    List<Path> leftFiles = found(folder, left);
    List<Path> rightFiles = right == null ? List.of() : found(folder, right);
    if (right != null && leftFiles.size() != rightFiles.size()) {
      throw new ValueException(
          "Found "
              + leftFiles.size()
              + " left files but "
              + rightFiles.size()
              + " right files using:\n left pattern: "
              + folder.resolve(left)
              + "\nright pattern: "
              + folder.resolve(right)
              + "\n");
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < leftFiles.size(); i++) {
      pairs.add(new Pair(leftFiles.get(i), right == null ? null : rightFiles.get(i)));
    }
    return pairs;
  }

  private static List<Path> found(Path folder, String pattern) {
    List<Path> found = Globs.find(folder, pattern);
    if (found.isEmpty()) {
      throw new TorchException(
          "Could not find any files matching the patterns: " + folder + "/" + pattern);
    }
    return found;
  }

  /** Reads a picture, as RGB. */
  BufferedImage readImage(Path file) {
    return Folder.defaultLoader(file);
  }

  /** Reads the disparities of one camera. */
  abstract Disparity readDisparity(Path file);

  private @Nullable Disparity read(@Nullable Path file) {
    return file == null ? null : readDisparity(file);
  }

  /**
   * Reads one sample.
   *
   * @param index counted from the end when negative
   * @throws dev.obor.IndexException if there is no such sample
   * @throws TorchException if one of its files cannot be read or is damaged
   */
  @Override
  public final StereoSample get(int index) {
    int at = checkedIndex(index);
    Pair pair = images.get(at);
    Path rightFile = pair.right();
    BufferedImage left = readImage(pair.left());
    BufferedImage right = readImage(rightFile == null ? pair.left() : rightFile);
    Pair known = disparities.isEmpty() ? null : element(disparities, at);
    Disparity ofLeft = known == null ? null : readDisparity(known.left());
    if (transforms == null) {
      return new StereoSample(left, right, map(ofLeft), mask(ofLeft));
    }
    Disparity ofRight = known == null ? null : read(known.right());
    StereoViews views =
        transforms.apply(
            new StereoViews(left, right, map(ofLeft), map(ofRight), mask(ofLeft), mask(ofRight)));
    return new StereoSample(views.left(), views.right(), views.leftDisparity(), views.leftMask());
  }

  private static @Nullable Tensor map(@Nullable Disparity disparity) {
    return disparity == null ? null : disparity.map();
  }

  private static @Nullable Tensor mask(@Nullable Disparity disparity) {
    return disparity == null ? null : disparity.mask();
  }

  @Override
  public final int size() {
    return images.size();
  }

  @Override
  final @Nullable Object printedTransforms() {
    return transforms;
  }

  // ---- formats that several have

  /** A portable float map without its signs. */
  static Disparity positive(Path file) {
    try (Scope scope = Torch.scope()) {
      return new Disparity(scope.keep(FlowFiles.pfm(file, 1).abs()), null);
    }
  }

  /** An image of numbers that are so many times as large. */
  static Disparity divided(Path file, DType dtype, double divisor) {
    PngSamples samples = PngSamples.read(file, 1);
    try (Scope scope = Torch.scope()) {
      Tensor all = Torch.fromArray(samples.numbers(), 1, samples.height(), samples.width());
      return new Disparity(scope.keep(all.to(dtype).div(divisor)), null);
    }
  }
}
