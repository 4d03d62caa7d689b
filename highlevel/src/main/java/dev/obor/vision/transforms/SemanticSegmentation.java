package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Brings pictures to what networks for segmentation were trained with: what torchvision's weights
 * give as {@code weights.transforms()}.
 *
 * <p>The smaller edge is resized, numbers are brought to the range from 0 to 1 and normalised.
 * Input: an image, or a tensor (…, C, H, W). Output: (…, C, H, W).
 *
 * <pre>{@code
 * Tensor x = new SemanticSegmentation(o -> o.resizeSize(520)).apply(image);
 * }</pre>
 */
public final class SemanticSegmentation implements Transform<Object, Tensor> {
  private final PresetOptions o;

  /** Makes the transform with keyword arguments, which resizes the smaller edge to 520. */
  public SemanticSegmentation(Consumer<PresetOptions> options) {
    this.o = new PresetOptions(520);
    options.accept(o);
  }

  @Override
  public Tensor apply(Object image) {
    try (Scope scope = Torch.scope()) {
      Object resized =
          F.resize(
              image,
              new int[] {o.resizeSize},
              r -> r.interpolation(o.interpolation).antialias(o.antialias));
      Tensor pixels =
          resized instanceof BufferedImage picture ? F.pilToTensor(picture) : (Tensor) resized;
      return scope.keep(F.normalize(F.convertImageDtype(pixels), o.mean, o.std));
    }
  }

  @Override
  public String toString() {
    return "SemanticSegmentation("
        + "\n    resize_size=["
        + o.resizeSize
        + "]\n    mean="
        + PythonText.of(Arrays.stream(o.mean).boxed().toList())
        + "\n    std="
        + PythonText.of(Arrays.stream(o.std).boxed().toList())
        + "\n    interpolation="
        + o.interpolation
        + "\n)";
  }
}
