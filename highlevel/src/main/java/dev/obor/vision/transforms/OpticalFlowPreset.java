package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;

/**
 * Brings pairs of pictures to what networks for optical flow were trained with: what torchvision's
 * weights for them give as {@code weights.transforms()}, printed as {@code OpticalFlow()}.
 *
 * <p>Numbers are brought to the range from -1 to 1. Input: images, or tensors (…, 3, H, W). Output:
 * tensors of the same size.
 *
 * <pre>{@code
 * OpticalFlowPreset.Pair pair = new OpticalFlowPreset().apply(frame, nextFrame);
 * }</pre>
 */
public final class OpticalFlowPreset implements Transform<Object, Tensor> {
  private static final double[] HALF = {0.5, 0.5, 0.5};

  /** Makes the transform. */
  public OpticalFlowPreset() {}

  /**
   * Two pictures of one film.
   *
   * @param first the earlier one
   * @param second the later one
   */
  public record Pair(Tensor first, Tensor second) {}

  /** Applies the transform to both of two pictures: Python's {@code transforms(img1, img2)}. */
  public Pair apply(Object first, Object second) {
    return new Pair(apply(first), apply(second));
  }

  /** Applies the transform to one picture. */
  @Override
  public Tensor apply(Object image) {
    try (Scope scope = Torch.scope()) {
      Tensor pixels =
          image instanceof BufferedImage picture ? F.pilToTensor(picture) : (Tensor) image;
      return scope.keep(F.normalize(F.convertImageDtype(pixels), HALF, HALF).contiguous());
    }
  }

  @Override
  public String toString() {
    return "OpticalFlow()";
  }
}
