package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of the automatic augmentations, with their strengths. */
final class AugmentSpace {
  private AugmentSpace() {}

  /** An operation: its strengths run over a range, or there are none. */
  record Operation(String name, double low, double high, boolean signed, double posterized) {
    static Operation of(String name, double low, double high, boolean signed) {
      return new Operation(name, low, high, signed, 0);
    }

    static Operation plain(String name) {
      return new Operation(name, 0, 0, false, 0);
    }

    /** Posterize, which goes from most bits to fewer in steps. */
    static Operation posterize(double most, double steps) {
      return new Operation("Posterize", most, most, false, steps);
    }

    boolean hasMagnitude() {
      return posterized > 0 || low != high;
    }

    /** The strength with a number. */
    double magnitude(int index, int bins) {
      if (!hasMagnitude()) {
        return 0;
      }
      try (Scope scope = Torch.scope()) {
        Tensor all =
            posterized > 0
                ? Torch.arange(bins).div((bins - 1) / posterized).round().rsub(low)
                : Torch.linspace(low, high, bins);
        return all.get(index).item().doubleValue();
      }
    }
  }

  static List<Operation> of(
      double shear, double dx, double dy, double angle, double color, Operation posterize) {
    return List.of(
        Operation.of("ShearX", 0, shear, true),
        Operation.of("ShearY", 0, shear, true),
        Operation.of("TranslateX", 0, dx, true),
        Operation.of("TranslateY", 0, dy, true),
        Operation.of("Rotate", 0, angle, true),
        Operation.of("Brightness", 0, color, true),
        Operation.of("Color", 0, color, true),
        Operation.of("Contrast", 0, color, true),
        Operation.of("Sharpness", 0, color, true),
        posterize,
        Operation.of("Solarize", 255, 0, false),
        Operation.plain("AutoContrast"),
        Operation.plain("Equalize"));
  }

  /** What a policy that is meant for images of a size shifts them by. */
  static double shift(int edge) {
    return 150.0 / 331.0 * edge;
  }

  static <T> T apply(
      T img,
      String name,
      double magnitude,
      InterpolationMode interpolation,
      Number @Nullable [] fill) {
    double angle = Math.atan(magnitude) * (180 / Math.PI);
    Number[] filled = RandomAffine.fillFor(img, fill);
    return switch (name) {
      case "ShearX" -> affine(img, 0, 0, angle, 0, true, interpolation, filled);
      case "ShearY" -> affine(img, 0, 0, 0, angle, true, interpolation, filled);
      case "TranslateX" -> affine(img, (int) magnitude, 0, 0, 0, false, interpolation, filled);
      case "TranslateY" -> affine(img, 0, (int) magnitude, 0, 0, false, interpolation, filled);
      case "Rotate" ->
          F.rotate(
              img,
              magnitude,
              o -> {
                o.interpolation = interpolation;
                o.fill = filled;
              });
      case "Brightness" -> F.adjustBrightness(img, 1 + magnitude);
      case "Color" -> F.adjustSaturation(img, 1 + magnitude);
      case "Contrast" -> F.adjustContrast(img, 1 + magnitude);
      case "Sharpness" -> F.adjustSharpness(img, 1 + magnitude);
      case "Posterize" -> F.posterize(img, (int) magnitude);
      case "Solarize" -> F.solarize(img, magnitude);
      case "AutoContrast" -> F.autocontrast(img);
      case "Equalize" -> F.equalize(img);
      case "Invert" -> F.invert(img);
      default -> img;
    };
  }

  private static <T> T affine(
      T img,
      int dx,
      int dy,
      double shearX,
      double shearY,
      boolean fromCorner,
      InterpolationMode interpolation,
      Number @Nullable [] fill) {
    return F.affine(
        img,
        0,
        new double[] {dx, dy},
        1,
        new double[] {shearX, shearY},
        o -> {
          o.interpolation = interpolation;
          o.fill = fill;
          o.center = fromCorner ? new double[2] : null;
        });
  }
}
