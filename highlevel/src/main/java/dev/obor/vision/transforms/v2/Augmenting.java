package dev.obor.vision.transforms.v2;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies operations to the one image of a sample. */
abstract class Augmenting extends Transform<@Nullable Void> {
  private final WarpOptions<?> options;

  Augmenting(WarpOptions<?> options) {
    this.options = options;
  }

  /** An operation: its strengths run over a range, or there are none. */
  record Operation(String name, double low, double high, boolean signed, double steps) {
    static Operation of(String name, double high) {
      return new Operation(name, 0, high, true, 0);
    }

    static Operation plain(String name) {
      return new Operation(name, 0, 0, false, 0);
    }

    boolean hasMagnitude() {
      return low != high || steps > 0;
    }

    /** The strength with a number. */
    double magnitude(int index, int bins) {
      try (Scope scope = Torch.scope()) {
        Tensor all =
            steps > 0
                ? Torch.arange(bins).div((bins - 1) / steps).rsub(low).round()
                : Torch.linspace(low, high, bins);
        return all.get(index).item().doubleValue();
      }
    }
  }

  static List<Operation> space(
      double shear, double dx, double dy, double angle, double color, double bits, double steps) {
    return List.of(
        Operation.plain("Identity"),
        Operation.of("ShearX", shear),
        Operation.of("ShearY", shear),
        Operation.of("TranslateX", dx),
        Operation.of("TranslateY", dy),
        Operation.of("Rotate", angle),
        Operation.of("Brightness", color),
        Operation.of("Color", color),
        Operation.of("Contrast", color),
        Operation.of("Sharpness", color),
        new Operation("Posterize", bits, bits, false, steps),
        new Operation("Solarize", 1, 0, false, 0),
        Operation.plain("AutoContrast"),
        Operation.plain("Equalize"),
        Operation.plain("Invert"));
  }

  /** All but the last, which only policies know. */
  static List<Operation> withoutInvert(List<Operation> space) {
    return space.subList(0, space.size() - 1);
  }

  /** A strength, which is negative half of the time if it may be. */
  static double signed(Operation operation, double magnitude) {
    return operation.signed && Draws.rand() <= 0.5 ? -magnitude : magnitude;
  }

  /** Does the work. */
  abstract Object augmented(Object image, int height, int width);

  @Override
  final Object forward(Object sample) {
    List<@Nullable Object> leaves = Leaves.of(sample);
    boolean[] needs = needsTransform(leaves);
    int place = -1;
    int count = 0;
    for (int i = 0; i < needs.length; i++) {
      Object leaf = leaves.get(i);
      if (needs[i]
          && leaf != null
          && checkType(leaf, Image.class, BufferedImage.class, Tensor.class, Video.class)) {
        place = count == 0 ? i : place;
        count++;
      } else if (leaf != null
          && checkType(leaf, BoundingBoxes.class, Mask.class, KeyPoints.class)) {
        throw new TypeException(
            "Inputs of type "
                + leaf.getClass().getSimpleName()
                + " are not supported by "
                + getClass().getSimpleName()
                + "()");
      }
    }
    if (count == 0) {
      throw new TypeException("Found no image in the sample.");
    }
    if (count > 1) {
      throw new TypeException(
          "Auto augment transformations are only properly defined for a single image or video, but"
              + " found "
              + count
              + ".");
    }
    Object image = Objects.requireNonNull(leaves.get(place));
    List<Integer> size = F.getSize(image);
    leaves.set(place, augmented(image, size.get(0), size.get(1)));
    return Objects.requireNonNull(Leaves.filled(sample, leaves));
  }

  @Override
  protected final Object transform(Object inpt, @Nullable Void params) {
    return forward(inpt);
  }

  final Object applied(Object image, String name, double magnitude) {
    double angle = Math.atan(magnitude) * (180 / Math.PI);
    return switch (name) {
      case "ShearX" -> warped(image, 0, 0, angle, 0, true);
      case "ShearY" -> warped(image, 0, 0, 0, angle, true);
      case "TranslateX" -> warped(image, (int) magnitude, 0, 0, 0, false);
      case "TranslateY" -> warped(image, 0, (int) magnitude, 0, 0, false);
      case "Rotate" -> {
        RotateOptions o = new RotateOptions();
        o.copyFill(options);
        o.interpolation(options.interpolation);
        yield GeometryKernels.rotate(image, magnitude, o).orThrow();
      }
      case "Brightness" -> ColorKernels.adjustBrightness(image, 1 + magnitude).orThrow();
      case "Color" -> ColorKernels.adjustSaturation(image, 1 + magnitude).orThrow();
      case "Contrast" -> ColorKernels.adjustContrast(image, 1 + magnitude).orThrow();
      case "Sharpness" -> ColorKernels.adjustSharpness(image, 1 + magnitude).orThrow();
      case "Posterize" -> ColorKernels.posterize(image, (int) magnitude).orThrow();
      case "Solarize" -> ColorKernels.solarize(image, white(image) * magnitude).orThrow();
      case "AutoContrast" -> ColorKernels.autocontrast(image).orThrow();
      case "Equalize" -> ColorKernels.equalize(image).orThrow();
      case "Invert" -> ColorKernels.invert(image).orThrow();
      default -> image;
    };
  }

  private static double white(Object image) {
    if (image instanceof TVTensor tensor) {
      return ImageColors.maxValue(tensor.dtype());
    }
    return image instanceof Tensor tensor ? ImageColors.maxValue(tensor.dtype()) : 255;
  }

  private Object warped(
      Object image, int dx, int dy, double shearX, double shearY, boolean fromCorner) {
    AffineOptions o = new AffineOptions();
    o.copyFill(options);
    o.interpolation(options.interpolation);
    if (fromCorner) {
      o.center(0, 0);
    }
    double[] translate = {dx, dy};
    return GeometryKernels.affine(image, 0, translate, 1, new double[] {shearX, shearY}, o)
        .orThrow();
  }

  /** The attributes that are printed, of which interpolation and fill are the first. */
  final Attributes attributes() {
    InterpolationMode mode = options.interpolation;
    return new Attributes().add("interpolation", mode).add("fill", options.printed());
  }

  /** What a policy that is meant for images of a size shifts them by. */
  static double shift(int edge) {
    return 150.0 / 331.0 * edge;
  }
}
