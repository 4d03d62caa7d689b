package dev.obor.vision.datasets;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transform that can make one tensor of many images faster than one by one.
 *
 * <p>The datasets of this package use it when a loader asks for a whole batch.
 */
public interface BatchTransform {
  /**
   * Transforms images.
   *
   * @param images one at least
   * @return the results for the single images, stacked along a new first dimension
   */
  Tensor applyBatch(List<BufferedImage> images);

  /**
   * Transforms grey images whose levels lie one behind the other, as datasets that are held in
   * memory have them.
   *
   * @param levels the levels of all images, each row by row
   * @param count how many images there are
   * @return what {@link #applyBatch} makes of them
   */
  default Tensor applyGray(byte[] levels, int count, int height, int width) {
    List<BufferedImage> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      images.add(Images.gray(levels, i * height * width, width, height));
    }
    return applyBatch(images);
  }

  /** What {@code ToTensor} makes of grey images whose levels lie one behind the other. */
  static Tensor grayTensors(byte[] levels, int count, int height, int width) {
    try (Scope scope = Torch.scope()) {
      Tensor bytes = Torch.fromUnsignedArray(levels, count, 1, height, width);
      return scope.keep(bytes.toFloat().div_(255));
    }
  }

  /**
   * What {@code ToTensor} makes of images, stacked.
   *
   * <p>Images that are all grey, or all coloured, of 8 bits and of one size go into LibTorch in one
   * piece.
   *
   * @param images one at least
   * @param single makes a tensor of an image; it is used when the images differ
   * @return a float32 tensor of shape (N, C, H, W) with values from 0 to 1
   */
  static Tensor toTensors(
      List<BufferedImage> images, Function<? super BufferedImage, Tensor> single) {
    BufferedImage first = images.get(0);
    int channels = channels(first);
    int height = first.getHeight();
    int width = first.getWidth();
    try (Scope scope = Torch.scope()) {
      byte[] levels = channels == 0 ? null : levels(images, channels);
      if (levels == null) {
        return scope.keep(Aten.stack(images.stream().map(single).toArray(Tensor[]::new), 0));
      }
      Tensor bytes = Torch.fromUnsignedArray(levels, images.size(), height, width, channels);
      Tensor ordered = channels == 1 ? bytes.view(-1, 1, height, width) : ordered(bytes);
      return scope.keep(ordered.toFloat().div_(255));
    }
  }

  private static Tensor ordered(Tensor blueFirst) {
    return Aten.flip(blueFirst, new long[] {3}).permute(0, 3, 1, 2).contiguous();
  }

  /** The channels of an image whose bytes are simply one behind the other, or 0. */
  private static int channels(BufferedImage image) {
    return image.getType() == BufferedImage.TYPE_BYTE_GRAY
        ? 1
        : image.getType() == BufferedImage.TYPE_3BYTE_BGR ? 3 : 0;
  }

  private static byte @Nullable [] levels(List<BufferedImage> images, int channels) {
    BufferedImage first = images.get(0);
    int length = first.getWidth() * first.getHeight() * channels;
    byte[] levels = new byte[Math.multiplyExact(length, images.size())];
    int at = 0;
    for (BufferedImage image : images) {
      boolean isLike =
          image.getType() == first.getType()
              && image.getWidth() == first.getWidth()
              && image.getHeight() == first.getHeight();
      if (!isLike) {
        return null;
      }
      byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      if (data.length != length) {
        return null; // a part of a larger image
      }
      System.arraycopy(data, 0, levels, at, length);
      at += length;
    }
    return levels;
  }
}
