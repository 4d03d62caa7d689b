package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.vision.transforms.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of SSD around each place of some features: Python's {@code
 * torchvision.models.detection.anchor_utils.DefaultBoxGenerator}.
 *
 * <p>Each place has a square of the features' scale, one between this scale and the next, and two
 * boxes for each of the proportions, one lying and one standing.
 *
 * <pre>{@code
 * DefaultBoxGenerator boxes = new DefaultBoxGenerator(new long[][] {{2}, {2, 3}});
 * boxes.numAnchorsPerLocation();  // [4, 6]
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class DefaultBoxGenerator extends Module {
  private long[][] aspectRatios;
  private final double[] scales;
  private final long @Nullable [] steps;
  private final boolean clip;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private double minRatio = 0.15;
    private double maxRatio = 0.9;
    private double @Nullable [] scales;
    private long @Nullable [] steps;
    private boolean clip = true;

    Options() {}

    /** Sets the scale of the first features when no scales are given; default 0.15. */
    public Options minRatio(double value) {
      this.minRatio = value;
      return this;
    }

    /** Sets the scale of the last features when no scales are given; default 0.9. */
    public Options maxRatio(double value) {
      this.maxRatio = value;
      return this;
    }

    /** Sets the scale of each features as a part of the picture, and one more for the end. */
    public Options scales(double... value) {
      this.scales = value.clone();
      return this;
    }

    /** Sets how many pixels apart the places of each features are; default: as they fit. */
    public Options steps(long... value) {
      this.steps = value.clone();
      return this;
    }

    /** Sets whether boxes are at most as large as the picture; default true. */
    public Options clip(boolean value) {
      this.clip = value;
      return this;
    }
  }

  /** Makes a generator: Python's {@code DefaultBoxGenerator(aspect_ratios)}. */
  public DefaultBoxGenerator(long[][] aspectRatios) {
    this(aspectRatios, o -> {});
  }

  /**
   * Makes a generator with keyword arguments.
   *
   * @param aspectRatios for each features the proportions
   * @throws ValueException if there are other numbers of steps or scales than of features
   */
  public DefaultBoxGenerator(long[][] aspectRatios, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (o.steps != null && aspectRatios.length != o.steps.length) {
      throw new ValueException("aspect_ratios and steps should have the same length");
    }
    this.aspectRatios = Arrays.stream(aspectRatios).map(long[]::clone).toArray(long[][]::new);
    this.steps = o.steps;
    this.clip = o.clip;
    this.scales = o.scales == null ? scales(aspectRatios.length, o) : o.scales;
    if (scales.length <= aspectRatios.length) {
      throw new ValueException(
          "list index out of range\nThere are "
              + scales.length
              + " scales; the aspect ratios want "
              + (aspectRatios.length + 1)
              + ".");
    }
  }

  private static double[] scales(int count, Options o) {
    if (count <= 1) {
      return new double[] {o.minRatio, o.maxRatio};
    }
    double[] scales = new double[count + 1];
    for (int k = 0; k < count; k++) {
      scales[k] = o.minRatio + (o.maxRatio - o.minRatio) * k / (count - 1.0);
    }
    scales[count] = 1;
    return scales;
  }

  /** How many boxes each place has, for each features: {@code num_anchors_per_location()}. */
  public List<Long> numAnchorsPerLocation() {
    return Arrays.stream(aspectRatios).map(ratios -> 2 + 2L * ratios.length).toList();
  }

  /** The widths and heights of the boxes of some features, as parts of the picture. */
  private Tensor sizes(int level) {
    List<Double> sizes = new ArrayList<>();
    double scale = scales[level];
    double between = Math.sqrt(scale * scales[level + 1]);
    sizes.addAll(List.of(scale, scale, between, between));
    for (long ratio : aspectRatios[level]) {
      double root = Math.sqrt((double) ratio);
      double more = scale * root;
      double less = scale / root;
      sizes.addAll(List.of(more, less, less, more));
    }
    float[] values = new float[sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (clip ? Math.min(Math.max(sizes.get(i), 0), 1) : sizes.get(i));
    }
    return Torch.fromArray(values, values.length / 2, 2);
  }

  /**
   * Makes the boxes: Python's {@code anchor_generator(image_list, feature_maps)}.
   *
   * @param images the pictures
   * @param featureMaps their features, (N, C, H, W)
   * @return for each picture the boxes of all features, (A, 4)
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
    try (Scope scope = Torch.scope()) {
      long height = images.tensors().size(-2);
      long width = images.tensors().size(-1);
      List<Tensor> levels = new ArrayList<>();
      for (int k = 0; k < featureMaps.size(); k++) {
        levels.add(grid(k, featureMaps.get(k), height, width));
      }
      Tensor first = featureMaps.get(0);
      Tensor boxes = Torch.cat(levels, 0).to(first.device());
      Tensor size = Torch.fromArray(new long[] {width, height}).to(first.device());
      List<Tensor> anchors = new ArrayList<>();
      for (int i = 0; i < images.imageSizes().size(); i++) {
        Tensor middle = boxes.narrow(1, 0, 2);
        Tensor half = boxes.narrow(1, 2, 2).mul(0.5);
        Tensor corners =
            Torch.cat(List.of(middle.sub(half).mul(size), middle.add(half).mul(size)), -1);
        anchors.add(scope.keep(corners));
      }
      return anchors;
    }
  }

  /** The boxes around every place of some features: middle, width and height. */
  private Tensor grid(int level, Tensor features, long height, long width) {
    long rows = features.size(-2);
    long columns = features.size(-1);
    double down = steps == null ? rows : height / (double) steps[level];
    double right = steps == null ? columns : width / (double) steps[level];
    DType dtype = features.dtype();
    Tensor y = middles(rows, down, dtype).reshape(-1, 1).expand(rows, columns).reshape(-1);
    Tensor x = middles(columns, right, dtype).reshape(1, -1).expand(rows, columns).reshape(-1);
    Tensor sizes = sizes(level);
    Tensor middles = Torch.stack(List.of(x, y), -1).repeat(1, sizes.size(0)).reshape(-1, 2);
    return Torch.cat(List.of(middles, sizes.repeat(rows * columns, 1)), 1);
  }

  private static Tensor middles(long count, double steps, DType dtype) {
    return Torch.arange(count, o -> o.device("cpu")).add(0.5).div(steps).to(dtype);
  }

  @Override
  public String toString() {
    List<Object> ratios =
        Arrays.stream(aspectRatios)
            .<Object>map(level -> Arrays.stream(level).boxed().toList())
            .toList();
    return getName()
        + "(aspect_ratios="
        + PythonText.of(ratios)
        + ", clip="
        + PythonText.of(clip)
        + ", scales="
        + PythonText.of(Arrays.stream(scales).boxed().toList())
        + ", steps="
        + PythonText.of(steps == null ? null : Arrays.stream(steps).boxed().toList())
        + ")";
  }
}
