package dev.obor.vision.datasets;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the images of a batch, one after another.
 *
 * <p>Tensors that are made of levels are written where the batch has them, side by side, as long as
 * all have one shape. Other results are kept as they are.
 *
 * <p>A transform that knows what becomes of each level says so, the others add a tensor:
 *
 * <pre>{@code
 * public void apply(Object img, ImageBatch batch) {
 *   if (img instanceof BufferedImage image) {
 *     batch.add(BufferedImages.pixels(image), levels);
 *   } else {
 *     batch.add(apply(img));
 *   }
 * }
 * }</pre>
 *
 * <p>A batch is for one thread and one scope.
 */
public final class ImageBatch {
  private final int count;
  private final List<Object> results = new ArrayList<>();
  private int written;
  private float[] elements = {};
  private @Nullable Tensor whole;

  /**
   * Begins a batch.
   *
   * @param count how many images there will be
   */
  public ImageBatch(int count) {
    this.count = count;
  }

  /** Adds what has been made of the next image. */
  public void add(Object result) {
    results().add(result);
  }

  /**
   * Adds the next image as a float32 tensor of shape (C, H, W).
   *
   * @param pixels of a mode that has bytes
   * @param levels what stands for each byte, by channels
   */
  public void add(Pixels pixels, float[][] levels) {
    if (whole == null) {
      whole = empty(pixels);
      elements = new float[Pixels.length(pixels.width(), pixels.height(), pixels.bands())];
    }
    if (!results.isEmpty() || written == count || !fits(pixels, whole)) {
      add(tensor(pixels, levels));
      return;
    }
    fill(elements, pixels, levels);
    try (Tensor place = whole.select(0, written)) {
      place.copy_(elements);
    }
    written++;
  }

  private Tensor empty(Pixels pixels) {
    return Torch.empty(
        Torch.size(count, pixels.bands(), pixels.height(), pixels.width()),
        o -> o.dtype(DType.FLOAT32).device(Device.CPU));
  }

  private static boolean fits(Pixels pixels, Tensor whole) {
    return whole.size(1) == pixels.bands()
        && whole.size(2) == pixels.height()
        && whole.size(3) == pixels.width();
  }

  private static void fill(float[] elements, Pixels pixels, float[][] levels) {
    int plane = pixels.height() * pixels.width();
    for (int c = 0; c < pixels.bands(); c++) {
      pixels.write(c, levels[c], elements, c * plane);
    }
  }

  /**
   * The float32 tensor of shape (C, H, W) of one image.
   *
   * @param pixels of a mode that has bytes
   * @param levels what stands for each byte, by channels
   */
  public static Tensor tensor(Pixels pixels, float[][] levels) {
    int bands = pixels.bands();
    float[] elements = new float[Pixels.length(pixels.width(), pixels.height(), bands)];
    fill(elements, pixels, levels);
    return Torch.fromArray(elements, bands, pixels.height(), pixels.width());
  }

  /** The tensor of shape (N, C, H, W) of all images; null if they do not make one. */
  @Nullable Tensor whole() {
    return written == count ? whole : null;
  }

  /** What has been made of each image. */
  List<Object> results() {
    for (int i = 0; i < written; i++) {
      results.add(Objects.requireNonNull(whole).select(0, i));
    }
    written = 0;
    return results;
  }
}
