package dev.obor.plot;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.awt.image.BufferedImage;

/** Images out of what callers hand over. */
final class PixelImages {
  private static final int OPAQUE = 0xff000000;

  private PixelImages() {}

  static BufferedImage of(Object image, ImageOptions options) {
    if (image instanceof BufferedImage pixels) {
      BufferedImage copy =
          new BufferedImage(pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_INT_ARGB);
      for (int y = 0; y < pixels.getHeight(); y++) {
        for (int x = 0; x < pixels.getWidth(); x++) {
          copy.setRGB(x, y, pixels.getRGB(x, y));
        }
      }
      return copy;
    }
    if (image instanceof Tensor tensor) {
      return of(tensor, options);
    }
    throw new TypeException(
        "Image data of type "
            + image.getClass().getName()
            + " cannot be converted: a Tensor or a BufferedImage is needed");
  }

  private static BufferedImage of(Tensor tensor, ImageOptions options) {
    int dims = tensor.dim();
    boolean colored = dims == 3 && (tensor.size(2) == 3 || tensor.size(2) == 4);
    boolean single = dims == 2 || (dims == 3 && tensor.size(2) == 1);
    if (!(colored || single) || tensor.numel() == 0 || tensor.dtype().isComplex()) {
      throw new TypeException(
          "Invalid shape "
              + tensor.shape().toString().replace("torch.Size([", "(").replace("])", ")")
              + " for image data: (rows, columns), (rows, columns, 3) or (rows, columns, 4) is"
              + " needed");
    }
    int rows = Math.toIntExact(tensor.size(0));
    int columns = Math.toIntExact(tensor.size(1));
    double[] values = Values.ofElements(tensor);
    int[] pixels =
        single
            ? scaled(values, options)
            : colors(values, rows * columns, tensor.dtype().isFloatingPoint());
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, columns, rows, pixels, 0, columns);
    return image;
  }

  private static int[] scaled(double[] values, ImageOptions options) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    low = options.vmin == null ? low : options.vmin;
    high = options.vmax == null ? high : options.vmax;
    Colormap map = Colormap.of(options.cmap);
    int[] pixels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      // What is not a number stays transparent.
      if (!Double.isNaN(values[i])) {
        double share = high > low ? (values[i] - low) / (high - low) : 0;
        pixels[i] = OPAQUE | map.rgb(share);
      }
    }
    return pixels;
  }

  private static int[] colors(double[] values, int count, boolean fractions) {
    int bands = values.length / count;
    int[] pixels = new int[count];
    for (int i = 0; i < count; i++) {
      int pixel = bands == 4 ? level(values[i * bands + 3], fractions) << 24 : OPAQUE;
      for (int band = 0; band < 3; band++) {
        pixel |= level(values[i * bands + band], fractions) << (16 - 8 * band);
      }
      pixels[i] = pixel;
    }
    return pixels;
  }

  private static int level(double value, boolean fraction) {
    return (int) Math.max(0, Math.min(255, Math.round(fraction ? value * 255 : value)));
  }
}
