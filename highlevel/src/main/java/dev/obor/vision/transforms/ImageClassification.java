package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Brings pictures to what networks for classification were trained with: what torchvision's weights
 * give as {@code weights.transforms()}.
 *
 * <p>The smaller edge is resized, the middle cut out, numbers brought to the range from 0 to 1 and
 * normalised. Input: an image, or a tensor (…, C, H, W). Output: (…, C, cropSize, cropSize).
 *
 * <pre>{@code
 * Transform<Object, Tensor> preset = new ImageClassification(224, o -> o.resizeSize(232));
 * Tensor x = preset.apply(image);
 * }</pre>
 */
public final class ImageClassification implements Transform<Object, Tensor> {
  private final int cropSize;
  private final PresetOptions o;

  /** Makes the transform, which resizes the smaller edge to 256. */
  public ImageClassification(int cropSize) {
    this(cropSize, o -> {});
  }

  /** Makes the transform with keyword arguments. */
  public ImageClassification(int cropSize, Consumer<PresetOptions> options) {
    this.cropSize = cropSize;
    this.o = new PresetOptions(256);
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
      Object cropped = F.centerCrop(resized, cropSize);
      Tensor pixels =
          cropped instanceof BufferedImage picture ? F.pilToTensor(picture) : (Tensor) cropped;
      return scope.keep(F.normalize(F.convertImageDtype(pixels), o.mean, o.std));
    }
  }

  @Override
  public String toString() {
    return "ImageClassification("
        + "\n    crop_size=["
        + cropSize
        + "]"
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
