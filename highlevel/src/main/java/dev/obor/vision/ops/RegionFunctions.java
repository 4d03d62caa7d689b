package dev.obor.vision.ops;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions of {@link Ops} that look at regions of features. */
public abstract sealed class RegionFunctions extends Suppression permits Ops {
  RegionFunctions() {}

  /** Keyword arguments of the functions. */
  public static final class RegionOptions {
    double spatialScale = 1;
    long samplingRatio = -1;
    boolean aligned;

    RegionOptions() {}

    /** Sets what brings boxes to the size of the features, such as 0.25; default 1. */
    public RegionOptions spatialScale(double value) {
      this.spatialScale = value;
      return this;
    }

    /**
     * Sets how many points in a row and in a column of each output are looked at; default -1, as
     * many as there are pixels. Pooling of whole pixels does not ask for it.
     */
    public RegionOptions samplingRatio(long value) {
      this.samplingRatio = value;
      return this;
    }

    /** Sets whether boxes are moved by half a pixel to the pixels' middles; default false. */
    public RegionOptions aligned(boolean value) {
      this.aligned = value;
      return this;
    }
  }

  private static RegionOptions read(Consumer<RegionOptions> options) {
    RegionOptions o = new RegionOptions();
    options.accept(o);
    return o;
  }

  /** Boxes of several pictures, each with the number of its picture before it. */
  static Tensor regions(List<Tensor> boxes) {
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      Tensor box = boxes.get(i);
      if (box.dim() != 2 || box.size(1) != 4) {
        throw new TorchException(
            "The shape of the tensor in the boxes list is not correct as List[Tensor[L, 4]]");
      }
      Tensor number = Torch.fullLike(box.narrow(1, 0, 1), i);
      rows.add(Torch.cat(List.of(number, box), 1));
    }
    return Torch.cat(rows, 0);
  }

  /** A size as Python prints a tuple. */
  static String python(Size size) {
    return "(" + size.get(0) + ", " + size.get(1) + ")";
  }

  private static void check(Tensor boxes) {
    if (boxes.dim() != 2 || boxes.size(1) != 5) {
      throw new TorchException("The boxes tensor shape is not correct as Tensor[K, 5]");
    }
  }

  /** The means in regions of features: Python's {@code roi_align(input, boxes, output_size)}. */
  public static Tensor roiAlign(Tensor input, Tensor boxes, Size outputSize) {
    return roiAlign(input, boxes, outputSize, o -> {});
  }

  /**
   * Divides regions into equal parts, and takes the mean of points of each: Python's {@code
   * roi_align(input, boxes, output_size, spatial_scale=…, sampling_ratio=…, aligned=…)}, from "Mask
   * R-CNN" (He and others, 2017).
   *
   * @param input features, (N, C, H, W)
   * @param boxes (K, 5): the number of the picture, and two corners
   * @param outputSize the height and width of the result
   * @return (K, C, height, width); it has gradients for the features, not for the boxes
   * @throws TorchException if the shape of the boxes is another
   */
  public static Tensor roiAlign(
      Tensor input, Tensor boxes, Size outputSize, Consumer<RegionOptions> options) {
    check(boxes);
    RegionOptions o = read(options);
    try (Scope scope = Torch.scope()) {
      RegionSamples samples = RegionSamples.points(input, boxes, outputSize, o, false);
      return scope.keep(samples.of(input, input.size(1)));
    }
  }

  /** The same with a tensor of boxes (L, 4) for each picture. */
  public static Tensor roiAlign(Tensor input, List<Tensor> boxes, Size outputSize) {
    return roiAlign(input, boxes, outputSize, o -> {});
  }

  /** The same with a tensor of boxes (L, 4) for each picture, and keyword arguments. */
  public static Tensor roiAlign(
      Tensor input, List<Tensor> boxes, Size outputSize, Consumer<RegionOptions> options) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(roiAlign(input, regions(boxes), outputSize, options));
    }
  }

  /** The next with features of the boxes' own size: {@code roi_pool(input, boxes, output_size)}. */
  public static Tensor roiPool(Tensor input, Tensor boxes, Size outputSize) {
    return roiPool(input, boxes, outputSize, 1);
  }

  /**
   * Divides regions into parts of whole pixels, and takes the largest of each: Python's {@code
   * roi_pool(input, boxes, output_size, spatial_scale)}, from "Fast R-CNN" (Girshick, 2015).
   *
   * @param input features, (N, C, H, W)
   * @param boxes (K, 5): the number of the picture, and two corners
   * @param outputSize the height and width of the result
   * @param spatialScale what brings boxes to the size of the features
   * @return (K, C, height, width); it has gradients for the features, not for the boxes
   * @throws TorchException if the shape of the boxes is another
   */
  public static Tensor roiPool(Tensor input, Tensor boxes, Size outputSize, double spatialScale) {
    check(boxes);
    try (Scope scope = Torch.scope()) {
      return scope.keep(RegionMaxima.of(input, boxes, outputSize, spatialScale));
    }
  }

  /** The same with a tensor of boxes (L, 4) for each picture. */
  public static Tensor roiPool(
      Tensor input, List<Tensor> boxes, Size outputSize, double spatialScale) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(roiPool(input, regions(boxes), outputSize, spatialScale));
    }
  }

  /**
   * The same as {@link #roiAlign}, but each part of a region has channels of its own: Python's
   * {@code ps_roi_align(input, boxes, output_size, spatial_scale=…, sampling_ratio=…)}, from
   * "Light-head R-CNN" (Li and others, 2017). Boxes are always aligned.
   *
   * @param input features, (N, C · height · width, H, W)
   * @param boxes (K, 5): the number of the picture, and two corners
   * @param outputSize the height and width of the result
   * @return (K, C, height, width); it has gradients for the features, not for the boxes
   * @throws TorchException if a shape is another
   */
  public static Tensor psRoiAlign(
      Tensor input, Tensor boxes, Size outputSize, Consumer<RegionOptions> options) {
    check(boxes);
    RegionOptions o = read(options);
    try (Scope scope = Torch.scope()) {
      RegionSamples samples = RegionSamples.points(input, boxes, outputSize, o, true);
      return scope.keep(samples.of(input, ownChannels(input, outputSize)));
    }
  }

  /** The same with a tensor of boxes (L, 4) for each picture. */
  public static Tensor psRoiAlign(
      Tensor input, List<Tensor> boxes, Size outputSize, Consumer<RegionOptions> options) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(psRoiAlign(input, regions(boxes), outputSize, options));
    }
  }

  /**
   * Divides regions into parts of whole pixels, and takes the mean of each in channels of its own:
   * Python's {@code ps_roi_pool(input, boxes, output_size, spatial_scale)}, from "R-FCN" (Dai and
   * others, 2016).
   *
   * <p>As in Python, the last row and column of the features are left out. Gradients are those of
   * this; Python's are others at the edges of the features.
   *
   * @param input features, (N, C · height · width, H, W)
   * @param boxes (K, 5): the number of the picture, and two corners
   * @param outputSize the height and width of the result
   * @param spatialScale what brings boxes to the size of the features
   * @return (K, C, height, width); it has gradients for the features, not for the boxes
   * @throws TorchException if a shape is another
   */
  public static Tensor psRoiPool(Tensor input, Tensor boxes, Size outputSize, double spatialScale) {
    check(boxes);
    try (Scope scope = Torch.scope()) {
      RegionSamples samples = RegionSamples.pixels(input, boxes, outputSize, spatialScale);
      return scope.keep(samples.of(input, ownChannels(input, outputSize)));
    }
  }

  /** The same with a tensor of boxes (L, 4) for each picture. */
  public static Tensor psRoiPool(
      Tensor input, List<Tensor> boxes, Size outputSize, double spatialScale) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(psRoiPool(input, regions(boxes), outputSize, spatialScale));
    }
  }

  private static long ownChannels(Tensor input, Size outputSize) {
    long parts = outputSize.get(0) * outputSize.get(1);
    if (input.size(1) % parts != 0) {
      throw new TorchException(
          "input channels must be a multiple of pooling height * pooling width");
    }
    return input.size(1) / parts;
  }

  // ---- convolutions

  /** Keyword arguments of {@link #deformConv2d}. */
  public static final class DeformConvOptions {
    @Nullable Tensor bias;
    @Nullable Tensor mask;
    long[] stride = {1, 1};
    long[] padding = {0, 0};
    long[] dilation = {1, 1};

    DeformConvOptions() {}

    /** Sets what is added to each channel, (outChannels); default null, nothing. */
    public DeformConvOptions bias(@Nullable Tensor value) {
      this.bias = value;
      return this;
    }

    /**
     * Sets what each point is multiplied by, (N, groups of offsets · kernel height · kernel width,
     * height, width); default null, nothing.
     */
    public DeformConvOptions mask(@Nullable Tensor value) {
      this.mask = value;
      return this;
    }

    /** Sets the stride, one number or two; default 1. */
    public DeformConvOptions stride(long... value) {
      this.stride = pair(value);
      return this;
    }

    /** Sets the padding, one number or two; default 0. */
    public DeformConvOptions padding(long... value) {
      this.padding = pair(value);
      return this;
    }

    /** Sets the distance of the kernel's elements, one number or two; default 1. */
    public DeformConvOptions dilation(long... value) {
      this.dilation = pair(value);
      return this;
    }

    private static long[] pair(long[] value) {
      return value.length == 1 ? new long[] {value[0], value[0]} : value.clone();
    }
  }

  /**
   * A convolution whose points are moved: Python's {@code deform_conv2d(input, offset, weight)}.
   */
  public static Tensor deformConv2d(Tensor input, Tensor offset, Tensor weight) {
    return deformConv2d(input, offset, weight, o -> {});
  }

  /**
   * A convolution that looks at each point from an offset of its own: Python's {@code
   * deform_conv2d(input, offset, weight, bias=…, stride=…, padding=…, dilation=…, mask=…)}, from
   * "Deformable ConvNets v2" (Zhu and others, 2018).
   *
   * @param input (N, inChannels, H, W)
   * @param offset (N, 2 · groups of offsets · kernel height · kernel width, height, width): for
   *     each point by how much it is moved down and right
   * @param weight (outChannels, inChannels / groups, kernel height, kernel width)
   * @return (N, outChannels, height, width), with gradients for all of them
   * @throws TorchException if a shape is another
   */
  public static Tensor deformConv2d(
      Tensor input, Tensor offset, Tensor weight, Consumer<DeformConvOptions> options) {
    DeformConvOptions o = new DeformConvOptions();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      return scope.keep(DeformableConvolution.of(input, offset, weight, o));
    }
  }
}
