package dev.obor.vision.transforms.v2;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that is about sizes, boxes and points. */
abstract class MetaFunctions {
  private static final Map<String, String> ALIASES =
      Map.of(
          "hflip", "horizontal_flip",
          "vflip", "vertical_flip",
          "elastic_transform", "elastic",
          "to_grayscale", "rgb_to_grayscale");

  private static final Set<Class<?>> BUILT_IN =
      Set.of(
          TVTensor.class,
          Image.class,
          Video.class,
          Mask.class,
          BoundingBoxes.class,
          KeyPoints.class);

  MetaFunctions() {}

  // ---- what inputs are

  /** Whether an input is a plain tensor: Python's {@code F.is_pure_tensor(inpt)}. */
  public static boolean isPureTensor(@Nullable Object inpt) {
    return inpt instanceof Tensor;
  }

  private static List<Integer> last(Tensor tensor, int count) {
    if (tensor.dim() < 2) {
      throw new TypeException(
          "Input tensor should have at least two dimensions, but got " + tensor.dim());
    }
    if (tensor.dim() < count) {
      int[] plane = {1, Math.toIntExact(tensor.size(-2)), Math.toIntExact(tensor.size(-1))};
      return Attributes.list(plane);
    }
    long[] shape = tensor.size().toArray();
    return Arrays.stream(Arrays.copyOfRange(shape, shape.length - count, shape.length))
        .mapToObj(Math::toIntExact)
        .toList();
  }

  private static TypeException unsupported(String name, Object inpt) {
    return new TypeException(
        "Functional F." + name + " does not support inputs of type " + Leaves.type(inpt) + ".");
  }

  /**
   * Channels, height and width of an image or video: Python's {@code F.get_dimensions(inpt)}.
   *
   * @throws TypeException if it is neither
   */
  public static List<Integer> getDimensions(Object inpt) {
    if (inpt instanceof Tensor tensor) {
      return last(tensor, 3);
    } else if (inpt instanceof Image || inpt instanceof Video) {
      return last(((TVTensor) inpt).data(), 3);
    } else if (inpt instanceof BufferedImage image) {
      int bands = BufferedImages.mode(image).bands();
      return List.of(bands, image.getHeight(), image.getWidth());
    }
    throw unsupported("get_dimensions", inpt);
  }

  /** The number of channels of an image or video: Python's {@code F.get_num_channels(inpt)}. */
  public static int getNumChannels(Object inpt) {
    return getDimensions(inpt).get(0);
  }

  /** The number of channels: Python's {@code F.get_image_num_channels(inpt)}. */
  public static int getImageNumChannels(Object inpt) {
    return getNumChannels(inpt);
  }

  /**
   * Height and width of an image, video or mask, or of the image that boxes or points are in:
   * Python's {@code F.get_size(inpt)}.
   *
   * @throws TypeException if it is none of these
   */
  public static List<Integer> getSize(Object inpt) {
    if (inpt instanceof BoundingBoxes boxes) {
      return boxes.canvasSize();
    } else if (inpt instanceof KeyPoints points) {
      return points.canvasSize();
    } else if (inpt instanceof Mask mask) {
      return last(mask.data(), 2);
    } else if (inpt instanceof Tensor tensor) {
      return last(tensor, 2);
    } else if (inpt instanceof Image || inpt instanceof Video) {
      return last(((TVTensor) inpt).data(), 2);
    } else if (inpt instanceof BufferedImage image) {
      return List.of(image.getHeight(), image.getWidth());
    }
    throw unsupported("get_size", inpt);
  }

  /** Width and height, in the order of v1: Python's {@code F.get_image_size(inpt)}. */
  public static List<Integer> getImageSize(Object inpt) {
    List<Integer> size = getSize(inpt);
    return List.of(size.get(1), size.get(0));
  }

  /** The number of frames of a video: Python's {@code F.get_num_frames(inpt)}. */
  public static int getNumFrames(Object inpt) {
    if (inpt instanceof Tensor tensor) {
      return Math.toIntExact(tensor.size(-4));
    } else if (inpt instanceof Video video) {
      return Math.toIntExact(video.data().size(-4));
    }
    throw unsupported("get_num_frames", inpt);
  }

  // ---- boxes

  /**
   * Makes other numbers of the same boxes: Python's {@code F.convert_bounding_box_format(inpt,
   * new_format=…)}.
   *
   * @throws ValueException if one of the formats is turned and the other is not
   */
  public static BoundingBoxes convertBoundingBoxFormat(
      BoundingBoxes inpt, BoundingBoxFormat newFormat) {
    try (Scope scope = Torch.scope()) {
      Tensor made = BoxFormats.convert(inpt.data(), inpt.format(), newFormat);
      return scope.keepAll(inpt.with(made, newFormat));
    }
  }

  /**
   * The same with plain tensors: Python's {@code F.convert_bounding_box_format(inpt, old_format,
   * new_format)}.
   *
   * @param inpt of shape (…, K)
   */
  public static Tensor convertBoundingBoxFormat(
      Tensor inpt, BoundingBoxFormat oldFormat, BoundingBoxFormat newFormat) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(BoxFormats.convert(inpt, oldFormat, newFormat));
    }
  }

  /** Keeps boxes within their image: Python's {@code F.clamp_bounding_boxes(inpt)}. */
  public static BoundingBoxes clampBoundingBoxes(BoundingBoxes inpt) {
    return clampBoundingBoxes(inpt, "auto");
  }

  /**
   * Keeps boxes within their image: Python's {@code F.clamp_bounding_boxes(inpt, clamping_mode=…)}.
   *
   * @param clampingMode {@code auto} for that of the boxes, {@code soft}, {@code hard} or null
   * @throws ValueException if it is another word
   */
  public static BoundingBoxes clampBoundingBoxes(
      BoundingBoxes inpt, @Nullable String clampingMode) {
    checkClampingMode(clampingMode);
    String mode = "auto".equals(clampingMode) ? inpt.clampingMode() : clampingMode;
    try (Scope scope = Torch.scope()) {
      Tensor made = BoxClamping.clamp(inpt.data(), inpt.format(), inpt.canvasSize(), mode);
      return scope.keepAll(inpt.with(made));
    }
  }

  private static void checkClampingMode(@Nullable String mode) {
    if (mode != null && !List.of("soft", "hard", "auto").contains(mode)) {
      throw new ValueException("clamping_mode must be soft, hard, auto or None, got " + mode);
    }
  }

  /**
   * The same with plain tensors: Python's {@code F.clamp_bounding_boxes(inpt, format=…,
   * canvas_size=…, clamping_mode=…)}.
   *
   * @param canvasSize height and width
   */
  public static Tensor clampBoundingBoxes(
      Tensor inpt,
      BoundingBoxFormat format,
      List<Integer> canvasSize,
      @Nullable String clampingMode) {
    checkClampingMode(clampingMode);
    if ("auto".equals(clampingMode)) {
      throw new ValueException(
          "For pure tensor inputs, `format`, `canvas_size` and `clamping_mode` have to be passed.");
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(BoxClamping.clamp(inpt, format, canvasSize, clampingMode));
    }
  }

  /**
   * Boxes, and which of those there were they are.
   *
   * @param boundingBoxes those that are large enough and within the image
   * @param valid a bool for each box that there was
   */
  public record SanitizedBoxes(BoundingBoxes boundingBoxes, Tensor valid) {}

  /**
   * Removes boxes that are too small or leave the image: Python's {@code
   * F.sanitize_bounding_boxes(bounding_boxes, min_size=…, min_area=…)}.
   */
  public static SanitizedBoxes sanitizeBoundingBoxes(
      BoundingBoxes boundingBoxes, double minSize, double minArea) {
    try (Scope scope = Torch.scope()) {
      Tensor valid = BoxGeometry.valid(boundingBoxes, minSize, minArea);
      Tensor kept = BoxGeometry.rows(boundingBoxes.data(), valid);
      return scope.keepAll(new SanitizedBoxes(boundingBoxes.with(kept), valid));
    }
  }

  // ---- points

  /** Keeps points within their image: Python's {@code F.clamp_keypoints(inpt)}. */
  public static KeyPoints clampKeypoints(KeyPoints inpt) {
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(inpt.with(PointGeometry.clamp(inpt.data(), inpt.canvasSize())));
    }
  }

  /**
   * Points, and which of those there were they are.
   *
   * @param keyPoints those within the image
   * @param valid a bool for each instance that there was
   */
  public record SanitizedPoints(KeyPoints keyPoints, Tensor valid) {}

  /**
   * Removes instances with points outside of the image: Python's {@code
   * F.sanitize_keypoints(key_points)}.
   */
  public static SanitizedPoints sanitizeKeypoints(KeyPoints keyPoints) {
    try (Scope scope = Torch.scope()) {
      Tensor valid = PointGeometry.valid(keyPoints);
      Tensor kept = BoxGeometry.rows(keyPoints.data(), valid);
      return scope.keepAll(new SanitizedPoints(keyPoints.with(kept), valid));
    }
  }

  // ---- classes of one's own

  /**
   * Says what a function does with a class of one's own: Python's {@code
   * F.register_kernel(functional, tv_tensor_cls)}.
   *
   * <pre>{@code
   * F.registerKernel("horizontal_flip", Depth.class, (depth, arguments) ->
   *     new Depth(depth.data().flip(-1)));
   * }</pre>
   *
   * @param functional the name of a function of this class, in Python's or Java's form
   * @param type a class that implements {@link TVTensor}
   * @throws ValueException if there is no such function, or the class is one of Obor's, or has a
   *     kernel already
   */
  public static <T extends TVTensor> void registerKernel(
      String functional, Class<T> type, Kernel<? super T> kernel) {
    String python = functional.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    String name = ALIASES.getOrDefault(python, python);
    boolean isKnown =
        Arrays.stream(F.class.getMethods())
            .anyMatch(method -> method.getName().equals(camelCase(name)));
    if (!isKnown) {
      throw new ValueException(
          "Could not find functional with name '"
              + functional
              + "' in torchvision.transforms.v2.functional.");
    }
    if (BUILT_IN.contains(type)) {
      throw new ValueException(
          "Kernels cannot be registered for the builtin tv_tensor classes, but got " + type);
    }
    if (Dispatch.isRegistered(name, type)) {
      throw new ValueException(
          "Functional " + name + " already has a kernel registered for type " + type + ".");
    }
    Dispatch.register(name, type, (inpt, arguments) -> kernel.call(type.cast(inpt), arguments));
  }

  private static String camelCase(String name) {
    StringBuilder java = new StringBuilder();
    for (String word : name.split("_", -1)) {
      java.append(
          java.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return java.toString();
  }
}
