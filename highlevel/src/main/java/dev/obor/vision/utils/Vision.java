package dev.obor.vision.utils;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import dev.obor.vision.transforms.F;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * Images to look at: the functions of Python's {@code torchvision.utils}.
 *
 * <pre>{@code
 * Tensor grid = Vision.makeGrid(images, o -> o.nrow(4).normalize(true));
 * Vision.saveImage(images, "digits.png");
 * Tensor framed = Vision.drawBoundingBoxes(image, boxes, o -> o.colors("red").width(2));
 * }</pre>
 */
public final class Vision extends DrawingFunctions {
  private Vision() {}

  /** Puts images into one: Python's {@code make_grid(tensor)}. */
  public static Tensor makeGrid(Tensor tensor) {
    return makeGrid(tensor, o -> {});
  }

  /**
   * Puts images into one, row by row: Python's {@code make_grid(tensor, nrow=…, …)}.
   *
   * @param tensor of shape (N, C, H, W); (C, H, W) and (H, W) for one image
   * @return of shape (C, H, W), with three channels for one
   */
  public static Tensor makeGrid(Tensor tensor, Consumer<GridOptions> options) {
    GridOptions o = new GridOptions();
    options.accept(o);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      return scope.keep(grid(tensor, o));
    }
  }

  /** Puts images of shape (C, H, W) into one: Python's {@code make_grid([…])}. */
  public static Tensor makeGrid(List<Tensor> tensors) {
    return makeGrid(tensors, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor makeGrid(List<Tensor> tensors, Consumer<GridOptions> options) {
    try (Tensor batch = Torch.stack(tensors)) {
      return makeGrid(batch, options);
    }
  }

  private static Tensor grid(Tensor tensor, GridOptions o) {
    Tensor images = tensor;
    if (images.dim() == 2) {
      images = images.unsqueeze(0);
    }
    if (images.dim() == 3) {
      if (images.size(0) == 1) {
        images = Torch.cat(List.of(images, images, images), 0);
      }
      images = images.unsqueeze(0);
    }
    if (images.dim() == 4 && images.size(1) == 1) {
      images = Torch.cat(List.of(images, images, images), 1);
    }
    if (o.normalize) {
      images = images.clone();
      if (o.scaleEach) {
        for (Tensor image : images.unbind(0)) {
          spread(image, o);
        }
      } else {
        spread(images, o);
      }
    }
    if (images.size(0) == 1) {
      return images.squeeze(0);
    }
    int count = Math.toIntExact(images.size(0));
    int columns = Math.min(o.nrow, count);
    int rows = (count + columns - 1) / columns;
    long height = images.size(2) + o.padding;
    long width = images.size(3) + o.padding;
    long[] size = {images.size(1), height * rows + o.padding, width * columns + o.padding};
    Tensor grid = images.newFull(size, o.padValue);
    for (int k = 0; k < count; k++) {
      long y = k / columns * height + o.padding;
      long x = k % columns * width + o.padding;
      grid.narrow(1, y, height - o.padding)
          .narrow(2, x, width - o.padding)
          .copy_(images.select(0, k));
    }
    return grid;
  }

  private static void spread(Tensor image, GridOptions o) {
    double low = o.valueRange == null ? image.min().item().doubleValue() : o.valueRange[0];
    double high = o.valueRange == null ? image.max().item().doubleValue() : o.valueRange[1];
    image.clamp_(low, high);
    image.sub_(low).div_(Math.max(high - low, 1e-5));
  }

  /** Writes images, as one, into a file: Python's {@code save_image(tensor, fp)}. */
  public static void saveImage(Tensor tensor, String fp) {
    saveImage(tensor, fp, o -> {});
  }

  /**
   * Writes images, as one, into a file: Python's {@code save_image(tensor, fp, format=…, …)}.
   *
   * @param tensor as {@link #makeGrid} takes it, with numbers from 0 to 1
   * @param fp a file whose name ends in png, jpg, bmp or gif, unless the format is given
   * @throws ValueException if there is no such format
   * @throws TorchException if the file cannot be written
   */
  public static void saveImage(Tensor tensor, String fp, Consumer<GridOptions> options) {
    GridOptions o = new GridOptions();
    options.accept(o);
    BufferedImage image;
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor levels = grid(tensor, o).mul(255).add_(0.5).clamp_(0, 255).to(DType.UINT8);
      image = F.toPilImage(levels.to("cpu"));
    }
    String ending = o.format == null ? fp.substring(fp.lastIndexOf('.') + 1) : o.format;
    String format = ending.toLowerCase(Locale.ROOT);
    if (!ImageIO.getImageWritersByFormatName(format).hasNext()) {
      throw new ValueException("unknown file extension: ." + ending);
    }
    try {
      WholeFile.write(
          Path.of(fp),
          out -> {
            if (!ImageIO.write(image, format, out)) {
              throw new IOException("images of this kind cannot be written as " + format);
            }
          });
    } catch (IOException e) {
      TorchException failed = new TorchException(fp + " cannot be written: " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
  }

  /** The same with images of shape (C, H, W): Python's {@code save_image([…], fp)}. */
  public static void saveImage(List<Tensor> tensors, String fp, Consumer<GridOptions> options) {
    try (Tensor batch = Torch.stack(tensors)) {
      saveImage(batch, fp, options);
    }
  }
}
