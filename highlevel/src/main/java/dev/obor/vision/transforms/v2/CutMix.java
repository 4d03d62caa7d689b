package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts a part of the image before it into each image of a batch, and blends their labels: Python's
 * {@code torchvision.transforms.v2.CutMix}.
 */
public final class CutMix extends Mixing<CutMix.Params> {
  /**
   * A part of an image.
   *
   * @param left the first column
   * @param top the first row
   * @param right the first column behind it
   * @param bottom the first row below it
   * @param share how much of the image is left
   */
  public record Params(int left, int top, int right, int bottom, double share) {}

  /** Makes the transform for labels that are probabilities. */
  public CutMix() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code CutMix(alpha=…, num_classes=…, labels_getter=…)}. */
  public CutMix(Consumer<MixOptions> options) {
    super(options);
  }

  @Override
  protected Params makeParams(List<Object> flatInputs) {
    double drawn = drawnShare();
    List<Integer> size = querySize(flatInputs);
    int height = size.get(0);
    int width = size.get(1);
    int x = Draws.randint(0, width);
    int y = Draws.randint(0, height);
    double r = 0.5 * Math.sqrt(1.0 - drawn);
    int halfWidth = (int) (r * width);
    int halfHeight = (int) (r * height);
    int left = Math.max(0, x - halfWidth);
    int top = Math.max(0, y - halfHeight);
    int right = Math.min(width, x + halfWidth);
    int bottom = Math.min(height, y + halfHeight);
    double part = (double) ((right - left) * (bottom - top)) / (width * height);
    return new Params(left, top, right, bottom, 1.0 - part);
  }

  @Override
  double share(Params drawn) {
    return drawn.share;
  }

  @Override
  Tensor mixed(Tensor images, Params drawn) {
    Tensor result = images.clone();
    part(result, drawn).copy_(part(images.roll(1, 0), drawn));
    return result;
  }

  private static Tensor part(Tensor images, Params drawn) {
    return images
        .narrow(-2, drawn.top, drawn.bottom - drawn.top)
        .narrow(-1, drawn.left, drawn.right - drawn.left);
  }
}
