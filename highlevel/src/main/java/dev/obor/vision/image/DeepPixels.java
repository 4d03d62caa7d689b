package dev.obor.vision.image;

import dev.obor.TorchException;
import dev.obor.vision.image.ImageFiles.Format;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * The pixels of a PNG file with 16 bits for each number, as they are stored.
 *
 * <p>Safe for use by several threads.
 */
public final class DeepPixels {
  private static final int FULL = 0xffff;

  private final int width;
  private final int height;
  private final short[][] channels;

  private DeepPixels(int width, int height, short[][] channels) {
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  /** Whether a file is a PNG file with 16 bits for each number. */
  public static boolean isDeep(byte[] file) {
    return Format.of(file) == Format.PNG && file.length > 24 && file[24] == 16;
  }

  /**
   * Reads a file.
   *
   * @param upright whether the image is turned as the camera was held
   * @throws TorchException if the file is damaged
   * @throws DecompressionBombException if the image is too large
   */
  public static DeepPixels read(byte[] file, boolean upright) {
    try {
      Raster raster = ImageFiles.raster(file);
      if (raster == null) {
        throw new IOException("it is no image");
      }
      int width = raster.getWidth();
      int height = raster.getHeight();
      short[][] channels = new short[raster.getNumBands()][];
      int[] samples = new int[width * height];
      for (int band = 0; band < channels.length; band++) {
        raster.getSamples(0, 0, width, height, band, samples);
        channels[band] = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
          channels[band][i] = (short) samples[i];
        }
      }
      DeepPixels pixels = new DeepPixels(width, height, channels);
      return upright ? pixels.turned(Exif.orientation(file)) : pixels;
    } catch (IOException | RuntimeException e) {
      throw ImageFiles.damaged(Format.PNG, e);
    }
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The number of channels. */
  public int bands() {
    return channels.length;
  }

  /** The numbers, without sign: those of the first channel row by row, then those of the others. */
  public short[] values() {
    short[] values = new short[Pixels.length(width, height, channels.length)];
    for (int band = 0; band < channels.length; band++) {
      System.arraycopy(channels[band], 0, values, band * width * height, width * height);
    }
    return values;
  }

  /**
   * Converts to as many channels, from 1 for grey to 4 for red, green, blue and opacity, as libpng
   * does; where there was no opacity, it is full.
   */
  public DeepPixels converted(int bands) {
    if (bands == channels.length) {
      return this;
    }
    boolean hasColors = channels.length > 2;
    short[][] result = new short[bands][];
    if (bands > 2) {
      for (int band = 0; band < 3; band++) {
        result[band] = channels[hasColors ? band : 0];
      }
    } else {
      result[0] = hasColors ? gray() : channels[0];
    }
    if (bands % 2 == 0) {
      result[bands - 1] = channels.length % 2 == 0 ? channels[channels.length - 1] : opaque();
    }
    return new DeepPixels(width, height, result);
  }

  private short[] opaque() {
    short[] opacity = new short[width * height];
    Arrays.fill(opacity, (short) FULL);
    return opacity;
  }

  /** The brightness by the weights that torchvision gives to libpng, in parts of 32768. */
  private short[] gray() {
    short[] gray = new short[width * height];
    for (int i = 0; i < gray.length; i++) {
      long sum =
          9794L * (channels[0][i] & FULL)
              + 19234L * (channels[1][i] & FULL)
              + 3740L * (channels[2][i] & FULL);
      gray[i] = (short) ((sum + 16384) >> 15);
    }
    return gray;
  }

  private DeepPixels turned(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean isOnItsSide = orientation >= 5;
    int newWidth = isOnItsSide ? height : width;
    int newHeight = isOnItsSide ? width : height;
    short[][] result = new short[channels.length][width * height];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int column = isOnItsSide ? y : x;
        int row = isOnItsSide ? x : y;
        boolean fromRight =
            orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBelow =
            orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int from =
            (fromBelow ? height - 1 - row : row) * width
                + (fromRight ? width - 1 - column : column);
        for (int band = 0; band < channels.length; band++) {
          result[band][y * newWidth + x] = channels[band][from];
        }
      }
    }
    return new DeepPixels(newWidth, newHeight, result);
  }
}
