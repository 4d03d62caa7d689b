package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Makes images of the bytes that files of datasets have. */
final class Images {
  private Images() {}

  /** A grey image: Pillow's mode {@code L}. */
  static BufferedImage gray(byte[] levels, int offset, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    System.arraycopy(levels, offset, data(image), 0, width * height);
    return image;
  }

  /** A coloured image, Pillow's mode {@code RGB}, of all reds, all greens and all blues. */
  static BufferedImage planar(byte[] levels, int offset, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = data(image);
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      pixels[3 * i] = levels[offset + 2 * plane + i];
      pixels[3 * i + 1] = levels[offset + plane + i];
      pixels[3 * i + 2] = levels[offset + i];
    }
    return image;
  }

  private static byte[] data(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
