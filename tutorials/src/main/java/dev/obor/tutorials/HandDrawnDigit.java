package dev.obor.tutorials;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes an image of MNIST's kind out of any image of one digit: light ink on a dark ground, the
 * digit in a box of 20 by 20 pixels, its centre of mass in the middle of 28 by 28.
 *
 * <p>An image of 28 by 28 is taken as it is, save that dark ink on a light ground is inverted.
 */
public final class HandDrawnDigit {
  private static final int BOX = 20;
  private static final int LARGEST_SIDE = 4096;
  private static final int FAINT = 32;

  private HandDrawnDigit() {}

  /**
   * Reads an image file's content.
   *
   * @param content PNG, JPEG, GIF or BMP
   * @return the grey levels from 0 to 1, 28 rows of 28
   * @throws IOException if it is no image, is damaged or too large, or shows nothing
   */
  public static float[] read(byte[] content) throws IOException {
    return of(decode(content));
  }

  private static BufferedImage decode(byte[] content) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("not an image: PNG, JPEG, GIF and BMP are read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (Math.max(width, height) > LARGEST_SIDE) {
          throw new IOException(
              "the image has "
                  + width
                  + " x "
                  + height
                  + " pixels; the longer side may have "
                  + LARGEST_SIDE);
        }
        return reader.read(0);
      } catch (IIOException | RuntimeException e) {
        throw new IOException("the image is damaged: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  static float[] of(BufferedImage image) throws IOException {
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = grey.createGraphics();
    g.setPaint(Color.WHITE);
    g.fillRect(0, 0, grey.getWidth(), grey.getHeight());
    g.drawImage(image, 0, 0, null);
    g.dispose();
    int width = grey.getWidth();
    int height = grey.getHeight();
    int[] levels = grey.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    if (isLightAtTheEdge(levels, width, height)) {
      for (int i = 0; i < levels.length; i++) {
        levels[i] = 255 - levels[i];
      }
    }
    if (width == Digits.SIDE && height == Digits.SIDE) {
      return scaled(levels);
    }
    return centred(levels, width, height);
  }

  private static boolean isLightAtTheEdge(int[] levels, int width, int height) {
    long sum = 0;
    long count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
          sum += levels[y * width + x];
          count++;
        }
      }
    }
    return sum > 127 * count;
  }

  private static float[] scaled(int[] levels) {
    float[] shares = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      shares[i] = levels[i] / 255f;
    }
    return shares;
  }

  private static float[] centred(int[] levels, int width, int height) throws IOException {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (levels[y * width + x] > FAINT) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    if (right < 0) {
      throw new IOException("the image is empty: there is no ink on it");
    }
    int inkWidth = right - left + 1;
    int inkHeight = bottom - top + 1;
    double scale = (double) BOX / Math.max(inkWidth, inkHeight);
    int boxWidth = Math.max(1, (int) Math.round(inkWidth * scale));
    int boxHeight = Math.max(1, (int) Math.round(inkHeight * scale));
    BufferedImage ink = new BufferedImage(inkWidth, inkHeight, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < inkHeight; y++) {
      for (int x = 0; x < inkWidth; x++) {
        ink.getRaster().setSample(x, y, 0, levels[(top + y) * width + left + x]);
      }
    }
    int[] box = shrunk(ink, boxWidth, boxHeight);
    return scaled(placed(box, boxWidth, boxHeight));
  }

  /** Halves the image until one more step is enough, as larger steps would miss pixels. */
  private static int[] shrunk(BufferedImage ink, int width, int height) {
    BufferedImage image = ink;
    while (image.getWidth() > 2 * width || image.getHeight() > 2 * height) {
      image =
          drawn(
              image,
              Math.max(width, image.getWidth() / 2),
              Math.max(height, image.getHeight() / 2));
    }
    return drawn(image, width, height).getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = small.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return small;
  }

  private static int[] placed(int[] box, int width, int height) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int level = box[y * width + x];
        sum += level;
        sumX += (double) level * x;
        sumY += (double) level * y;
      }
    }
    double middle = (Digits.SIDE - 1) / 2.0;
    int left = shift(middle - (sum == 0 ? width / 2.0 : sumX / sum), width);
    int top = shift(middle - (sum == 0 ? height / 2.0 : sumY / sum), height);
    int[] image = new int[Digits.PIXELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image[(top + y) * Digits.SIDE + left + x] = box[y * width + x];
      }
    }
    return image;
  }

  private static int shift(double wanted, int size) {
    return (int) Math.max(0, Math.min(Digits.SIDE - size, Math.round(wanted)));
  }
}
