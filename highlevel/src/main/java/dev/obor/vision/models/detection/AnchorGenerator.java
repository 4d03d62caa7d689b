package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Boxes of some sizes and proportions around each place of some features: Python's {@code
 * torchvision.models.detection.anchor_utils.AnchorGenerator}.
 *
 * <p>A proportion is the height by the width. Each features have sizes and proportions of their
 * own, and each place of them a box for every size with every proportion.
 *
 * <pre>{@code
 * AnchorGenerator anchors =
 *     new AnchorGenerator(new long[] {32, 64, 128}, new double[] {0.5, 1, 2});
 * anchors.numAnchorsPerLocation();  // [3, 3, 3]
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AnchorGenerator extends Module {
  private long[][] sizes;
  private double[][] aspectRatios;

  /** For one size of features: the sizes 128, 256 and 512 with the proportions 0.5, 1 and 2. */
  public AnchorGenerator() {
    this(new long[][] {{128, 256, 512}}, new double[][] {{0.5, 1, 2}});
  }

  /** For as many features as sizes, one size for each, with the same proportions for all. */
  public AnchorGenerator(long[] sizes, double[] aspectRatios) {
    this(
        Arrays.stream(sizes).mapToObj(size -> new long[] {size}).toArray(long[][]::new),
        Arrays.stream(sizes).mapToObj(size -> aspectRatios).toArray(double[][]::new));
  }

  /**
   * Makes a generator: Python's {@code AnchorGenerator(sizes, aspect_ratios)}.
   *
   * @param sizes for each features the sizes in pixels
   * @param aspectRatios for each features the proportions
   */
  public AnchorGenerator(long[][] sizes, double[][] aspectRatios) {
    this.sizes = Arrays.stream(sizes).map(long[]::clone).toArray(long[][]::new);
    this.aspectRatios = Arrays.stream(aspectRatios).map(double[]::clone).toArray(double[][]::new);
  }

  /** How many boxes each place has, for each features: {@code num_anchors_per_location()}. */
  public List<Long> numAnchorsPerLocation() {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < levels(); i++) {
      counts.add((long) sizes[i].length * aspectRatios[i].length);
    }
    return counts;
  }

  private int levels() {
    return Math.min(sizes.length, aspectRatios.length);
  }

  /** The boxes around zero: float32, in whole numbers. */
  private static Tensor cellAnchors(long[] sizes, double[] ratios) {
    float[] boxes = new float[4 * sizes.length * ratios.length];
    int at = 0;
    for (double ratio : ratios) {
      float high = (float) Math.sqrt((float) ratio);
      float wide = 1 / high;
      for (long size : sizes) {
        float x = (float) Math.rint(wide * size / 2);
        float y = (float) Math.rint(high * size / 2);
        boxes[at++] = -x;
        boxes[at++] = -y;
        boxes[at++] = x;
        boxes[at++] = y;
      }
    }
    return Torch.fromArray(boxes, at / 4, 4);
  }

  /**
   * Makes the boxes: Python's {@code anchor_generator(image_list, feature_maps)}.
   *
   * @param images the pictures
   * @param featureMaps their features, (N, C, H, W)
   * @return for each picture the boxes of all features, (A, 4), in the dtype of the features
   * @throws ValueException if there are not as many features as sizes
   */
  public List<Tensor> call(ImageList images, List<Tensor> featureMaps) {
    return Lists.of(
        callWithHooks(
            List.class,
            (args, kwargs) ->
                compute((ImageList) Objects.requireNonNull(args[0]), Lists.of(args[1])),
            images,
            featureMaps));
  }

  private List<Tensor> compute(ImageList images, List<Tensor> featureMaps) {
    if (featureMaps.size() != levels()) {
      throw new ValueException(
          "Anchors should be Tuple[Tuple[int]] because each feature map could potentially have"
              + " different sizes and aspect ratios. There needs to be a match between the number"
              + " of feature maps passed and the number of sizes / aspect ratios specified.\nThere"
              + " are "
              + featureMaps.size()
              + " feature maps, and sizes and aspect ratios for "
              + levels()
              + ".");
    }
    try (Scope scope = Torch.scope()) {
      List<Tensor> levels = new ArrayList<>();
      for (int i = 0; i < featureMaps.size(); i++) {
        Tensor first = featureMaps.get(0);
        Tensor cell = cellAnchors(sizes[i], aspectRatios[i]).to(first.device(), first.dtype());
        levels.add(grid(cell, featureMaps.get(i).shape(), images.tensors().shape()));
      }
      List<Tensor> anchors = new ArrayList<>();
      for (int i = 0; i < images.imageSizes().size(); i++) {
        anchors.add(scope.keep(Torch.cat(levels, 0)));
      }
      return anchors;
    }
  }

  /** The boxes around every place of some features. */
  private static Tensor grid(Tensor cell, Size features, Size pictures) {
    long height = features.get(features.size() - 2);
    long width = features.get(features.size() - 1);
    Tensor down = steps(height, pictures.get(pictures.size() - 2) / height, cell.device());
    Tensor right = steps(width, pictures.get(pictures.size() - 1) / width, cell.device());
    Tensor y = down.reshape(-1, 1).expand(height, width).reshape(-1);
    Tensor x = right.reshape(1, -1).expand(height, width).reshape(-1);
    Tensor shifts = Torch.stack(List.of(x, y, x, y), 1);
    return shifts.view(-1, 1, 4).add(cell.view(1, -1, 4)).reshape(-1, 4);
  }

  private static Tensor steps(long count, long stride, Device device) {
    return Torch.arange(count, o -> o.dtype(DType.INT32).device(device)).mul(stride);
  }
}
