package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.transforms.AffineMatrix;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that moves pixels, boxes and points. */
abstract class GeometryFunctions extends MetaFunctions {
  GeometryFunctions() {}

  // ---- mirrors

  /** Mirrors left and right: Python's {@code F.horizontal_flip(inpt)}. */
  public static <T> T horizontalFlip(T inpt) {
    return GeometryKernels.horizontalFlip(inpt).orThrow();
  }

  /** Mirrors left and right: Python's {@code F.hflip(inpt)}. */
  public static <T> T hflip(T inpt) {
    return horizontalFlip(inpt);
  }

  /** Mirrors top and bottom: Python's {@code F.vertical_flip(inpt)}. */
  public static <T> T verticalFlip(T inpt) {
    return GeometryKernels.verticalFlip(inpt).orThrow();
  }

  /** Mirrors top and bottom: Python's {@code F.vflip(inpt)}. */
  public static <T> T vflip(T inpt) {
    return verticalFlip(inpt);
  }

  // ---- size

  /** Makes the smaller edge a size: Python's {@code F.resize(inpt, [size])}. */
  public static <T> T resize(T inpt, int size) {
    return resize(inpt, new int[] {size}, o -> {});
  }

  /** Makes a height and width: Python's {@code F.resize(inpt, size)}. */
  public static <T> T resize(T inpt, int @Nullable [] size) {
    return resize(inpt, size, o -> {});
  }

  /**
   * Changes the size: Python's {@code F.resize(inpt, size, interpolation=…, max_size=…, …)}.
   *
   * @param size height and width, or one number for the smaller edge, or null to make the larger
   *     edge the maxSize
   * @return the input itself if it has the size
   * @throws dev.obor.ValueException if maxSize does not fit
   */
  public static <T> T resize(T inpt, int @Nullable [] size, Consumer<ResizeOptions> options) {
    ResizeOptions o = new ResizeOptions();
    options.accept(o);
    return GeometryKernels.resize(inpt, size, o).orThrow();
  }

  // ---- parts

  /**
   * Cuts out a part; what lies outside is 0: Python's {@code F.crop(inpt, top, left, height,
   * width)}.
   *
   * @return of a tensor a view, if the part lies within
   */
  public static <T> T crop(T inpt, int top, int left, int height, int width) {
    return GeometryKernels.crop(inpt, top, left, height, width).orThrow();
  }

  /**
   * Cuts out the middle, with zeros around smaller images: Python's {@code F.center_crop(inpt,
   * output_size)}.
   *
   * @param outputSize height and width, or one number for both
   */
  public static <T> T centerCrop(T inpt, int... outputSize) {
    return GeometryKernels.centerCrop(inpt, outputSize).orThrow();
  }

  /** Python's {@code F.resized_crop(inpt, top, left, height, width, size)}. */
  public static <T> T resizedCrop(T inpt, int top, int left, int height, int width, int[] size) {
    return resizedCrop(inpt, top, left, height, width, size, o -> {});
  }

  /**
   * Cuts out a part and changes its size: Python's {@code F.resized_crop(inpt, top, left, height,
   * width, size, …)}.
   */
  public static <T> T resizedCrop(
      T inpt,
      int top,
      int left,
      int height,
      int width,
      int[] size,
      Consumer<ResizeOptions> options) {
    ResizeOptions o = new ResizeOptions();
    options.accept(o);
    return GeometryKernels.resizedCrop(inpt, top, left, height, width, size, o).orThrow();
  }

  /**
   * Cuts out the corners and the middle of an image: Python's {@code F.five_crop(inpt, size)}.
   *
   * @param size height and width, or one number for both
   * @return upper left, upper right, lower left, lower right and middle
   */
  public static <T> List<T> fiveCrop(T inpt, int... size) {
    return GeometryKernels.fiveCrop(inpt, size).orThrow();
  }

  /** Python's {@code F.ten_crop(inpt, size)}. */
  public static <T> List<T> tenCrop(T inpt, int[] size) {
    return tenCrop(inpt, size, false);
  }

  /**
   * Cuts the corners and the middle out of an image and of its mirror: Python's {@code
   * F.ten_crop(inpt, size, vertical_flip)}.
   *
   * @param verticalFlip whether top and bottom are mirrored, rather than left and right
   */
  public static <T> List<T> tenCrop(T inpt, int[] size, boolean verticalFlip) {
    return GeometryKernels.tenCrop(inpt, size, verticalFlip).orThrow();
  }

  // ---- margins

  /** Surrounds with zeros: Python's {@code F.pad(inpt, padding)}. */
  public static <T> T pad(T inpt, int... padding) {
    return pad(inpt, padding, o -> {});
  }

  /**
   * Surrounds an image: Python's {@code F.pad(inpt, padding, fill=…, padding_mode=…)}.
   *
   * @param padding one number for all sides, two for left and right and for top and bottom, or four
   *     for left, top, right and bottom
   * @throws dev.obor.ValueException if there is another number of numbers, or no such mode
   */
  public static <T> T pad(T inpt, int[] padding, Consumer<PadOptions> options) {
    PadOptions o = new PadOptions();
    options.accept(o);
    return GeometryKernels.pad(inpt, padding, o).orThrow();
  }

  // ---- maps

  /** Turns against the clock: Python's {@code F.rotate(inpt, angle)}. */
  public static <T> T rotate(T inpt, double angle) {
    return rotate(inpt, angle, o -> {});
  }

  /**
   * Turns: Python's {@code F.rotate(inpt, angle, interpolation=…, expand=…, …)}.
   *
   * @param angle in degrees, against the clock
   */
  public static <T> T rotate(T inpt, double angle, Consumer<RotateOptions> options) {
    RotateOptions o = new RotateOptions();
    options.accept(o);
    return GeometryKernels.rotate(inpt, angle, o).orThrow();
  }

  /** Python's {@code F.affine(inpt, angle, translate, scale, shear)}. */
  public static <T> T affine(
      T inpt, double angle, double[] translate, double scale, double[] shear) {
    return affine(inpt, angle, translate, scale, shear, o -> {});
  }

  /**
   * Turns, shifts, scales and shears: Python's {@code F.affine(inpt, angle, translate, scale,
   * shear, interpolation=…, …)}.
   *
   * @param angle in degrees, with the clock
   * @param translate by how much to the right and down
   * @param scale a factor
   * @param shear along both axes in degrees; one number for both
   * @throws dev.obor.ValueException if a number does not fit
   */
  public static <T> T affine(
      T inpt,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      Consumer<AffineOptions> options) {
    AffineOptions o = new AffineOptions();
    options.accept(o);
    return GeometryKernels.affine(inpt, angle, translate, scale, shear, o).orThrow();
  }

  /** Python's {@code F.perspective(inpt, startpoints, endpoints)}. */
  public static <T> T perspective(T inpt, int[][] startpoints, int[][] endpoints) {
    return perspective(inpt, startpoints, endpoints, o -> {});
  }

  /**
   * Moves four points to others: Python's {@code F.perspective(inpt, startpoints, endpoints,
   * interpolation=…, fill=…)}.
   *
   * @param startpoints four points (x, y) of the image
   * @param endpoints where they go
   */
  public static <T> T perspective(
      T inpt, int[][] startpoints, int[][] endpoints, Consumer<PerspectiveOptions> options) {
    return perspective(inpt, AffineMatrix.perspective(startpoints, endpoints), options);
  }

  /**
   * The same by numbers: Python's {@code F.perspective(inpt, None, None, coefficients=…)}.
   *
   * @param coefficients eight numbers, which say where pixels come from
   */
  public static <T> T perspective(
      T inpt, double[] coefficients, Consumer<PerspectiveOptions> options) {
    PerspectiveOptions o = new PerspectiveOptions();
    options.accept(o);
    return GeometryKernels.perspective(inpt, coefficients, o).orThrow();
  }

  /** Python's {@code F.elastic(inpt, displacement)}. */
  public static <T> T elastic(T inpt, Tensor displacement) {
    return elastic(inpt, displacement, o -> {});
  }

  /**
   * Moves each pixel by itself: Python's {@code F.elastic(inpt, displacement, interpolation=…,
   * fill=…)}.
   *
   * @param displacement of shape (1, H, W, 2), in parts of half the image
   */
  public static <T> T elastic(T inpt, Tensor displacement, Consumer<ElasticOptions> options) {
    ElasticOptions o = new ElasticOptions();
    options.accept(o);
    return GeometryKernels.elastic(inpt, displacement, o).orThrow();
  }

  /** Python's {@code F.elastic_transform(inpt, displacement)}, which is {@code F.elastic}. */
  public static <T> T elasticTransform(T inpt, Tensor displacement) {
    return elastic(inpt, displacement);
  }
}
