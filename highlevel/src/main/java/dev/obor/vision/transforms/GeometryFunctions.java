package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that moves pixels. */
abstract class GeometryFunctions extends ConversionFunctions {
  GeometryFunctions() {}

  // ---- mirrors

  /** Mirrors left and right: Python's {@code F.hflip(img)}. */
  public static <T> T hflip(T img) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorGeometry.flip(tensor, -1)
            : PilImages.hflip(image(img)));
  }

  /** Mirrors top and bottom: Python's {@code F.vflip(img)}. */
  public static <T> T vflip(T img) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorGeometry.flip(tensor, -2)
            : PilImages.vflip(image(img)));
  }

  // ---- size

  /**
   * Makes the smaller edge of an image a size, and keeps its proportions: Python's {@code
   * F.resize(img, size)}.
   */
  public static <T> T resize(T img, int size) {
    return resize(img, new int[] {size}, o -> {});
  }

  /** The same with keyword arguments: Python's {@code F.resize(img, size, …)}. */
  public static <T> T resize(T img, int size, Consumer<ResizeOptions> options) {
    return resize(img, new int[] {size}, options);
  }

  /** Makes an image of a height and width: Python's {@code F.resize(img, (h, w))}. */
  public static <T> T resize(T img, int[] size) {
    return resize(img, size, o -> {});
  }

  /**
   * Changes the size of an image: Python's {@code F.resize(img, size, interpolation=…, …)}.
   *
   * @param img an image or a tensor of shape (…, H, W) with up to four dimensions
   * @param size height and width, or one number for the smaller edge
   * @return the image itself if it has the size
   * @throws ValueException if there are neither one nor two numbers, or maxSize does not fit
   */
  public static <T> T resize(T img, int[] size, Consumer<ResizeOptions> options) {
    ResizeOptions o = new ResizeOptions();
    options.accept(o);
    checkSize(size, o);
    int[] old = dimensions(img);
    int[] output = ResizedSize.of(old[1], old[2], size, o.maxSize);
    if (output[0] == old[1] && output[1] == old[2]) {
      return img;
    }
    if (img instanceof Tensor tensor) {
      boolean antialias = Boolean.TRUE.equals(o.antialias);
      return as(
          img, TensorGeometry.resize(tensor, output[0], output[1], o.interpolation, antialias));
    }
    warnOfAntialias(o);
    return as(img, PilImages.resize(image(img), output[0], output[1], o.interpolation));
  }

  private static void checkSize(int[] size, ResizeOptions o) {
    if (size.length != 1 && size.length != 2) {
      throw new ValueException(
          "Size must be an int or a 1 or 2 element tuple/list, not a "
              + size.length
              + " element tuple/list");
    }
    if (o.maxSize != null && size.length != 1) {
      throw new ValueException(
          "max_size should only be passed if size specifies the length of the smaller edge, i.e."
              + " size should be an int or a sequence of length 1 in torchscript mode.");
    }
  }

  private static void warnOfAntialias(ResizeOptions o) {
    if (Boolean.FALSE.equals(o.antialias)) {
      Warnings.warn(
          "Anti-alias option is always applied for PIL Image input. Argument antialias is"
              + " ignored.");
    }
  }

  // ---- parts

  /**
   * Cuts out a part; what lies outside of the image is 0: Python's {@code F.crop(img, top, left,
   * height, width)}.
   *
   * @return of a tensor a view, if the part lies within; the image itself if it is all of it
   */
  public static <T> T crop(T img, int top, int left, int height, int width) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorGeometry.crop(tensor, top, left, height, width)
            : PilImages.crop(image(img), top, left, height, width));
  }

  /** Cuts a square out of the middle: Python's {@code F.center_crop(img, size)}. */
  public static <T> T centerCrop(T img, int outputSize) {
    return centerCrop(img, new int[] {outputSize, outputSize});
  }

  /**
   * Cuts out the middle, with zeros around a smaller image: Python's {@code F.center_crop(img,
   * output_size)}.
   *
   * @param outputSize height and width, or one number for both
   */
  public static <T> T centerCrop(T img, int[] outputSize) {
    int height = outputSize[0];
    int width = outputSize[outputSize.length == 1 ? 0 : 1];
    int[] size = dimensions(img);
    T padded = img;
    if (width > size[2] || height > size[1]) {
      int more = Math.max(0, width - size[2]);
      int higher = Math.max(0, height - size[1]);
      padded = pad(img, new int[] {more / 2, higher / 2, (more + 1) / 2, (higher + 1) / 2});
      size = dimensions(padded);
      if (width == size[2] && height == size[1]) {
        return padded;
      }
    }
    int top = (int) Math.rint((size[1] - height) / 2.0);
    int left = (int) Math.rint((size[2] - width) / 2.0);
    T result = crop(padded, top, left, height, width);
    close(padded, img, result);
    return result;
  }

  /** Closes a tensor in between that is neither what came in nor what goes out. */
  static void close(Object between, Object in, Object out) {
    if (between != in && between != out && between instanceof Tensor tensor) {
      tensor.close();
    }
  }

  /** Python's {@code F.resized_crop(img, top, left, height, width, size)}. */
  public static <T> T resizedCrop(T img, int top, int left, int height, int width, int[] size) {
    return resizedCrop(img, top, left, height, width, size, o -> {});
  }

  /**
   * Cuts out a part and changes its size: Python's {@code F.resized_crop(img, top, left, height,
   * width, size, …)}.
   *
   * @param size height and width, or one number for the smaller edge
   */
  public static <T> T resizedCrop(
      T img,
      int top,
      int left,
      int height,
      int width,
      int[] size,
      Consumer<ResizeOptions> options) {
    if (img instanceof BufferedImage image) {
      ResizeOptions o = new ResizeOptions();
      options.accept(o);
      checkSize(size, o);
      int[] output = ResizedSize.of(height, width, size, o.maxSize);
      Rectangle part = new Rectangle(left, top, width, height);
      if (output[0] != height || output[1] != width) {
        warnOfAntialias(o);
      }
      return as(img, PilImages.resizedCrop(image, part, output[0], output[1], o.interpolation));
    }
    T part = crop(img, top, left, height, width);
    T result = resize(part, size, options);
    close(part, img, result);
    return result;
  }

  /** Python's {@code F.five_crop(img, size)} with a square. */
  public static <T> List<T> fiveCrop(T img, int size) {
    return fiveCrop(img, new int[] {size, size});
  }

  /**
   * Cuts out the corners and the middle: Python's {@code F.five_crop(img, size)}.
   *
   * @param size height and width, or one number for both
   * @return upper left, upper right, lower left, lower right and middle
   * @throws ValueException if the image is smaller
   */
  public static <T> List<T> fiveCrop(T img, int[] size) {
    int[] crop = Arguments.size(size);
    int[] old = dimensions(img);
    int h = crop[0];
    int w = crop[1];
    if (w > old[2] || h > old[1]) {
      throw new ValueException(
          "Requested crop size "
              + PythonText.of(crop)
              + " is bigger than input size "
              + PythonText.of(new int[] {old[1], old[2]}));
    }
    return List.of(
        crop(img, 0, 0, h, w),
        crop(img, 0, old[2] - w, h, w),
        crop(img, old[1] - h, 0, h, w),
        crop(img, old[1] - h, old[2] - w, h, w),
        centerCrop(img, crop));
  }

  /** Python's {@code F.ten_crop(img, size)}. */
  public static <T> List<T> tenCrop(T img, int[] size) {
    return tenCrop(img, size, false);
  }

  /**
   * Cuts the corners and the middle out of an image and of its mirror: Python's {@code
   * F.ten_crop(img, size, vertical_flip)}.
   *
   * @param verticalFlip whether top and bottom are mirrored, rather than left and right
   */
  public static <T> List<T> tenCrop(T img, int[] size, boolean verticalFlip) {
    List<T> crops = new ArrayList<>(fiveCrop(img, size));
    T mirrored = verticalFlip ? vflip(img) : hflip(img);
    crops.addAll(fiveCrop(mirrored, size));
    if (crops.stream().noneMatch(crop -> crop == mirrored)) {
      close(mirrored, img, img);
    }
    return List.copyOf(crops);
  }

  // ---- margins

  /** Surrounds an image with zeros: Python's {@code F.pad(img, padding)}. */
  public static <T> T pad(T img, int padding) {
    return pad(img, new int[] {padding}, o -> {});
  }

  /** The same with a margin for each side: Python's {@code F.pad(img, [1, 2, 3, 4])}. */
  public static <T> T pad(T img, int[] padding) {
    return pad(img, padding, o -> {});
  }

  /**
   * Surrounds an image: Python's {@code F.pad(img, padding, fill=…, padding_mode=…)}.
   *
   * @param padding one number for all sides, two for left and right and for top and bottom, or four
   *     for left, top, right and bottom; negative ones cut off
   * @throws ValueException if there is another number of numbers, or no such mode
   */
  public static <T> T pad(T img, int[] padding, Consumer<PadOptions> options) {
    PadOptions o = new PadOptions();
    options.accept(o);
    checkPadding(padding, o.paddingMode);
    int left = padding[0];
    int top = padding[padding.length == 1 ? 0 : 1];
    int right = padding[padding.length == 4 ? 2 : 0];
    int bottom = padding.length == 4 ? padding[3] : top;
    int[] sides = {left, top, right, bottom};
    if (img instanceof Tensor tensor) {
      if (o.fill.length != 1) {
        throw new dev.obor.TypeException("Got inappropriate fill arg");
      }
      return as(img, TensorGeometry.pad(tensor, sides, o.fill[0], o.paddingMode));
    }
    return as(img, PilImages.pad(image(img), sides, o.fill, o.paddingMode));
  }

  static void checkPadding(int[] padding, String mode) {
    if (padding.length != 1 && padding.length != 2 && padding.length != 4) {
      throw new ValueException(
          "Padding must be an int or a 1, 2, or 4 element tuple, not a "
              + padding.length
              + " element tuple");
    }
    if (!List.of("constant", "edge", "reflect", "symmetric").contains(mode)) {
      throw new ValueException(
          "Padding mode should be either constant, edge, reflect or symmetric");
    }
  }

  // ---- maps

  /** Turns an image against the clock: Python's {@code F.rotate(img, angle)}. */
  public static <T> T rotate(T img, double angle) {
    return rotate(img, angle, o -> {});
  }

  /**
   * Turns an image: Python's {@code F.rotate(img, angle, interpolation=…, …)}.
   *
   * @param angle in degrees, against the clock
   */
  public static <T> T rotate(T img, double angle, Consumer<RotateOptions> options) {
    RotateOptions o = new RotateOptions();
    options.accept(o);
    if (!(img instanceof Tensor tensor)) {
      return as(
          img,
          PilImages.rotate(
              image(img),
              angle,
              o.interpolation,
              o.expand,
              Objects.requireNonNullElse(o.center, new double[0]),
              o.fill));
    }
    double[] center = fromMiddle(tensor, o.center);
    double[] matrix = AffineMatrix.inverse(center, -angle, new double[2], 1.0, new double[2]);
    return as(img, TensorGrids.rotate(tensor, matrix, o.interpolation, o.expand, fill(o.fill)));
  }

  private static double @Nullable [] fill(Number @Nullable [] fill) {
    return fill == null ? null : Arguments.fillOf(fill);
  }

  /** A point counted from the middle of the image. */
  private static double[] fromMiddle(Tensor img, double @Nullable [] center) {
    if (center == null) {
      return new double[2];
    }
    int[] size = dimensions(img);
    return new double[] {center[0] - size[2] * 0.5, center[1] - size[1] * 0.5};
  }

  /** Python's {@code F.affine(img, angle, translate, scale, shear)}. */
  public static <T> T affine(
      T img, double angle, double[] translate, double scale, double[] shear) {
    return affine(img, angle, translate, scale, shear, o -> {});
  }

  /**
   * Turns, shifts, scales and shears an image: Python's {@code F.affine(img, angle, translate,
   * scale, shear, interpolation=…, …)}.
   *
   * @param angle in degrees, with the clock
   * @param translate by how much to the right and down
   * @param scale a factor
   * @param shear along both axes in degrees; one number for both
   * @throws ValueException if there are too many or too few numbers, or the scale is not positive
   */
  public static <T> T affine(
      T img,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      Consumer<AffineOptions> options) {
    AffineOptions o = new AffineOptions();
    options.accept(o);
    if (translate.length != 2) {
      throw new ValueException("Argument translate should be a sequence of length 2");
    }
    if (scale <= 0) {
      throw new ValueException("Argument scale should be positive");
    }
    if (shear.length != 1 && shear.length != 2) {
      throw new ValueException(
          "Shear should be a sequence containing two values. Got "
              + PythonText.of(Arrays.stream(shear).boxed().toList()));
    }
    double[] both = shear.length == 1 ? new double[] {shear[0], shear[0]} : shear;
    if (img instanceof Tensor tensor) {
      double[] matrix =
          AffineMatrix.inverse(fromMiddle(tensor, o.center), angle, translate, scale, both);
      return as(img, TensorGrids.affine(tensor, matrix, o.interpolation, fill(o.fill)));
    }
    int[] size = dimensions(image(img));
    double[] center = o.center == null ? new double[] {size[2] * 0.5, size[1] * 0.5} : o.center;
    double[] matrix = AffineMatrix.inverse(center, angle, translate, scale, both);
    return as(img, PilImages.affine(image(img), matrix, o.interpolation, o.fill));
  }

  /** Python's {@code F.perspective(img, startpoints, endpoints)}. */
  public static <T> T perspective(T img, int[][] startpoints, int[][] endpoints) {
    return perspective(img, startpoints, endpoints, o -> {});
  }

  /**
   * Moves four points of an image to others: Python's {@code F.perspective(img, startpoints,
   * endpoints, interpolation=…, fill=…)}.
   *
   * @param startpoints four points (x, y) of the image
   * @param endpoints where they go
   * @throws ValueException if there are not four of each
   */
  public static <T> T perspective(
      T img, int[][] startpoints, int[][] endpoints, Consumer<PerspectiveOptions> options) {
    PerspectiveOptions o = new PerspectiveOptions();
    options.accept(o);
    double[] coefficients = AffineMatrix.perspective(startpoints, endpoints);
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorGrids.perspective(tensor, coefficients, o.interpolation, fill(o.fill))
            : PilImages.perspective(image(img), coefficients, o.interpolation, o.fill));
  }

  /** Python's {@code F.elastic_transform(img, displacement)}. */
  public static <T> T elasticTransform(T img, Tensor displacement) {
    return elasticTransform(img, displacement, o -> {});
  }

  /**
   * Moves each pixel by itself: Python's {@code F.elastic_transform(img, displacement,
   * interpolation=…, fill=…)}.
   *
   * @param displacement of shape (1, H, W, 2), in parts of half the image
   * @throws ValueException if it has another shape
   */
  public static <T> T elasticTransform(
      T img, Tensor displacement, Consumer<ElasticOptions> options) {
    ElasticOptions o = new ElasticOptions();
    options.accept(o);
    return PilImages.asTensor(
        img,
        tensor -> {
          long[] shape = {1, tensor.size(-2), tensor.size(-1), 2};
          if (!Arrays.equals(shape, displacement.size().toArray())) {
            throw new ValueException(
                "Argument displacement shape should be "
                    + PythonText.of(shape)
                    + ", but given "
                    + displacement.size());
          }
          return TensorGrids.elastic(tensor, displacement, o.interpolation, fill(o.fill));
        });
  }
}
