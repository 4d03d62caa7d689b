package dev.obor.vision.ops;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes regions out of features of several sizes, each out of those that fit it: Python's {@code
 * torchvision.ops.MultiScaleRoIAlign}, from "Feature pyramid networks" (Lin and others, 2016).
 *
 * <pre>{@code
 * MultiScaleRoIAlign pooler =
 *     new MultiScaleRoIAlign(List.of("feat1", "feat3"), Torch.size(3, 3), 2);
 * Tensor regions = pooler.call(features, boxes, List.of(Torch.size(512, 512)));
 * }</pre>
 *
 * <p>How sizes of features and pictures relate is found out by the first call, and kept. Thread
 * rule: that of {@link Module}.
 */
public class MultiScaleRoIAlign extends Module {
  private List<String> featmapNames;
  private final Size outputSize;
  private final long samplingRatio;
  private final long canonicalScale;
  private final long canonicalLevel;
  private @Nullable List<Double> scales;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private long canonicalScale = 224;
    private long canonicalLevel = 4;

    Options() {}

    /** Sets the size of boxes that go to the canonical level; default 224. */
    public Options canonicalScale(long value) {
      this.canonicalScale = value;
      return this;
    }

    /** Sets the level that boxes of the canonical size go to; default 4. */
    public Options canonicalLevel(long value) {
      this.canonicalLevel = value;
      return this;
    }
  }

  /** Makes the layer: {@code MultiScaleRoIAlign(featmap_names, output_size, sampling_ratio)}. */
  public MultiScaleRoIAlign(List<String> featmapNames, Size outputSize, long samplingRatio) {
    this(featmapNames, outputSize, samplingRatio, o -> {});
  }

  /**
   * Makes the layer with keyword arguments.
   *
   * @param featmapNames the names of the features to look at
   * @param outputSize the height and width of the result
   * @param samplingRatio how many points in a row and in a column are looked at
   */
  public MultiScaleRoIAlign(
      List<String> featmapNames, Size outputSize, long samplingRatio, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.featmapNames = List.copyOf(featmapNames);
    this.outputSize = outputSize;
    this.samplingRatio = samplingRatio;
    this.canonicalScale = o.canonicalScale;
    this.canonicalLevel = o.canonicalLevel;
  }

  /** The height and width of the result: Python's {@code pooler.output_size}. */
  public Size outputSize() {
    return outputSize;
  }

  /**
   * Takes regions out of features.
   *
   * @param features (N, C, H, W) by their names, the largest first
   * @param boxes (L, 4) for each picture
   * @param imageShapes the height and width of each picture
   * @return (K, C, height, width)
   * @throws ValueException if there are no pictures
   */
  public Tensor call(Map<String, Tensor> features, List<Tensor> boxes, List<Size> imageShapes) {
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> compute(used(as(args[0])), as(args[1]), as(args[2])),
        features,
        boxes,
        imageShapes);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // hooks give the same kind
  private static <T> T as(@Nullable Object argument) {
    return (T) Objects.requireNonNull(argument);
  }

  private List<Tensor> used(Map<String, Tensor> features) {
    List<Tensor> used = new ArrayList<>();
    features.forEach(
        (name, feature) -> {
          if (featmapNames.contains(name)) {
            used.add(feature);
          }
        });
    return used;
  }

  private Tensor compute(List<Tensor> features, List<Tensor> boxes, List<Size> imageShapes) {
    List<Double> known = scales;
    if (known == null) {
      known = scales(features, imageShapes);
      scales = known;
    }
    try (Scope scope = Torch.scope()) {
      Tensor regions = RegionFunctions.regions(boxes);
      if (features.size() == 1) {
        return scope.keep(align(features.get(0), regions, known.get(0)));
      }
      Tensor levels = levels(boxes, known);
      Tensor first = features.get(0);
      Tensor result =
          first.newZeros(regions.size(0), first.size(1), outputSize.get(0), outputSize.get(1));
      for (int i = 0; i < features.size(); i++) {
        Tensor members = Torch.where(levels.eq(i)).get(0);
        Tensor some = align(features.get(i), regions.indexSelect(0, members), known.get(i));
        result = result.indexCopy(0, members, some.to(result.dtype()));
      }
      return scope.keep(result);
    }
  }

  private Tensor align(Tensor features, Tensor regions, double scale) {
    return Ops.roiAlign(
        features, regions, outputSize, o -> o.spatialScale(scale).samplingRatio(samplingRatio));
  }

  /** For each size of features by what power of two it is smaller than the pictures. */
  private static List<Double> scales(List<Tensor> features, List<Size> imageShapes) {
    if (imageShapes.isEmpty()) {
      throw new ValueException("images list should not be empty");
    }
    double height = imageShapes.stream().mapToLong(shape -> shape.get(0)).max().orElseThrow();
    List<Double> scales = new ArrayList<>();
    for (Tensor feature : features) {
      float ratio = (float) (feature.size(-2) / height);
      scales.add(Math.pow(2, Math.rint((float) (Math.log(ratio) / Math.log(2)))));
    }
    return scales;
  }

  /** For each box the features that fit its size, by their place. */
  private Tensor levels(List<Tensor> boxes, List<Double> scales) {
    long least = level(scales.get(0));
    long most = level(scales.get(scales.size() - 1));
    Tensor sizes = Ops.boxArea(Torch.cat(boxes, 0)).sqrt();
    return sizes
        .div(canonicalScale)
        .log2()
        .add(canonicalLevel)
        .add(1e-6)
        .floor()
        .clamp(least, most)
        .to(DType.INT64)
        .sub(least);
  }

  private static long level(double scale) {
    return -Math.round(Math.log(scale) / Math.log(2));
  }

  @Override
  public String toString() {
    StringBuilder names = new StringBuilder();
    for (String name : featmapNames) {
      names.append(names.length() == 0 ? "'" : ", '").append(name).append('\'');
    }
    return getName()
        + "(featmap_names=["
        + names
        + "], output_size=("
        + outputSize.get(0)
        + ", "
        + outputSize.get(1)
        + "), sampling_ratio="
        + samplingRatio
        + ")";
  }
}
