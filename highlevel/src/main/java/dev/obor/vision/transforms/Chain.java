package dev.obor.vision.transforms;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.datasets.BatchTransform;
import dev.obor.vision.datasets.ImageBatch;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Mode;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs transforms one after another; a {@link ToTensor} and the {@link Normalize} behind it in one
 * pass, which gives the same numbers.
 */
final class Chain {
  private Chain() {}

  static Object apply(List<Function<?, ?>> transforms, Object img) {
    try (Scope scope = Torch.scope()) {
      Object result = img;
      for (int i = 0; i < transforms.size(); i++) {
        float[][] levels = isNormalized(transforms, i) ? levels(transforms, i, result) : null;
        if (levels != null) {
          result = ImageBatch.tensor(BufferedImages.pixels((BufferedImage) result), levels);
          i++;
        } else {
          result = apply(transforms.get(i), result);
        }
      }
      return scope.keepAll(result);
    }
  }

  /** Transforms an image and adds the result to a batch. */
  static void apply(List<Function<?, ?>> transforms, Object img, ImageBatch batch) {
    int last = transforms.size() - 1;
    if (isNormalized(transforms, last - 1)) {
      Object image = apply(transforms.subList(0, last - 1), img);
      float[][] levels = levels(transforms, last - 1, image);
      if (levels != null) {
        batch.add(BufferedImages.pixels((BufferedImage) image), levels);
      } else {
        batch.add(apply(transforms.subList(last - 1, last + 1), image));
      }
    } else if (last >= 0 && transforms.get(last) instanceof BatchTransform transform) {
      transform.apply(apply(transforms.subList(0, last), img), batch);
    } else {
      batch.add(apply(transforms, img));
    }
  }

  /** Transforms grey images whose levels are at hand; null if they are wanted as images. */
  static @Nullable Tensor applyGray(
      List<Function<?, ?>> transforms, byte[] levels, int count, int height, int width) {
    if (transforms.isEmpty() || !(transforms.get(0) instanceof BatchTransform first)) {
      return null;
    }
    if (transforms.size() == 1) {
      return first.applyGray(levels, count, height, width);
    }
    if (transforms.size() != 2
        || !isNormalized(transforms, 0)
        || ((Normalize) transforms.get(1)).levels(1) == null) {
      return null;
    }
    Tensor all = first.applyGray(levels, count, height, width);
    return all == null ? null : ((Normalize) transforms.get(1)).inPlace(all);
  }

  private static boolean isNormalized(List<Function<?, ?>> transforms, int i) {
    return i >= 0
        && i + 1 < transforms.size()
        && transforms.get(i) instanceof ToTensor
        && transforms.get(i + 1) instanceof Normalize;
  }

  /** What {@link ToTensor} and {@link Normalize} make of each byte; null if they do more. */
  private static float @Nullable [][] levels(List<Function<?, ?>> transforms, int i, Object img) {
    if (!(img instanceof BufferedImage image)) {
      return null;
    }
    Mode mode = BufferedImages.mode(image);
    return mode.isByte() ? ((Normalize) transforms.get(i + 1)).levels(mode.bands()) : null;
  }

  @SuppressWarnings("unchecked") // a transform that gets what it does not take says so itself
  static Object apply(Function<?, ?> transform, Object img) {
    return ((Function<Object, Object>) transform).apply(img);
  }
}
