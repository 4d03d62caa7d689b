package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Warps images by the numbers that {@link F} computes from points and angles. */
public final class PerspectiveWarp {
  private PerspectiveWarp() {}

  /**
   * Shows an image in a perspective.
   *
   * @param img an image of Java, or a tensor of shape (…, C, H, W) with up to four dimensions
   * @param coefficients eight numbers, as {@link AffineMatrix#perspective} gives them
   * @param interpolation how pixels between pixels are made
   * @param fill the colour of what comes from outside, or null
   */
  public static <T> T of(
      T img, double[] coefficients, InterpolationMode interpolation, Number @Nullable [] fill) {
    if (img instanceof Tensor tensor) {
      double[] color = fill == null ? null : Arguments.fillOf(fill);
      return F.as(img, TensorGrids.perspective(tensor, coefficients, interpolation, color));
    }
    return F.as(img, PilImages.perspective(F.image(img), coefficients, interpolation, fill));
  }

  /**
   * Height and width of an image that holds all of a turned one.
   *
   * @param inverse six numbers, as {@link AffineMatrix#inverse} gives them
   */
  public static int[] expandedSize(double[] inverse, int height, int width) {
    try (Scope scope = Torch.scope()) {
      long[] size = TensorGrids.expandedSize(inverse, width, height);
      return Arrays.stream(new long[] {size[1], size[0]}).mapToInt(Math::toIntExact).toArray();
    }
  }
}
