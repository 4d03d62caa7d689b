package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.transforms.AffineOptions;
import dev.obor.vision.transforms.ElasticOptions;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.FillOptions;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.transforms.PadOptions;
import dev.obor.vision.transforms.RotateOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the functions of v1, whose class has the same name as that of v2. */
final class V1 {
  private V1() {}

  static <T> T rotate(T img, double angle, Consumer<RotateOptions> options) {
    return F.rotate(img, angle, options);
  }

  static <T> T affine(
      T img,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      InterpolationMode mode,
      double @Nullable [] center,
      Number @Nullable [] fill) {
    Consumer<AffineOptions> options =
        o -> {
          o.interpolation(mode);
          set(o, fill);
          if (center != null) {
            o.center(center[0], center[1]);
          }
        };
    return F.affine(img, angle, translate, scale, shear, options);
  }

  static Tensor elasticTransform(
      Tensor img, Tensor displacement, Consumer<ElasticOptions> options) {
    return F.elasticTransform(img, displacement, options);
  }

  static <T> T pad(T img, int[] padding, Consumer<PadOptions> options) {
    return F.pad(img, padding, options);
  }

  /** Sets a fill; without one, what comes from outside is black, and is not blended. */
  static void set(FillOptions<?> options, Number @Nullable [] fill) {
    if (fill != null) {
      options.fill(fill);
    }
  }
}
