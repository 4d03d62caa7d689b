package dev.obor.vision.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SinglePixelPackedSampleModel;
import java.awt.image.WritableRaster;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pixels out of images of Java, and makes images of pixels.
 *
 * <table>
 * <caption>The image that Pillow's modes become</caption>
 * <tr><th>mode</th><th>image</th></tr>
 * <tr><td>1</td><td>{@link BufferedImage#TYPE_BYTE_BINARY}</td></tr>
 * <tr><td>L</td><td>{@link BufferedImage#TYPE_BYTE_GRAY}</td></tr>
 * <tr><td>P</td><td>{@link BufferedImage#TYPE_BYTE_INDEXED}</td></tr>
 * <tr><td>RGB</td><td>{@link BufferedImage#TYPE_3BYTE_BGR}</td></tr>
 * <tr><td>RGBA</td><td>{@link BufferedImage#TYPE_4BYTE_ABGR}</td></tr>
 * <tr><td>I;16</td><td>{@link BufferedImage#TYPE_USHORT_GRAY}</td></tr>
 * <tr><td>LA, I, F</td><td>{@link BufferedImage#TYPE_CUSTOM}: grey with opacity, {@code int} and
 * {@code float}</td></tr>
 * </table>
 *
 * <p>Images of other types are read as RGB, or as RGBA if they have opacity.
 */
public final class BufferedImages {
  private static final ColorModel GRAY =
      new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY).getColorModel();
  private static final ColorModel GRAY_16 =
      new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY).getColorModel();
  private static final ColorModel RGB =
      new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR).getColorModel();
  private static final ColorModel RGBA =
      new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR).getColorModel();
  private static final IndexColorModel BLACK_AND_WHITE =
      (IndexColorModel) new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY).getColorModel();
  private static final ColorModel GRAY_ALPHA = gray(true, DataBuffer.TYPE_BYTE);
  private static final ColorModel GRAY_INT = gray(false, DataBuffer.TYPE_INT);
  private static final ColorModel GRAY_FLOAT = gray(false, DataBuffer.TYPE_FLOAT);

  private BufferedImages() {}

  private static ColorModel gray(boolean alpha, int type) {
    return new ComponentColorModel(
        ColorSpace.getInstance(ColorSpace.CS_GRAY),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        type);
  }

  /** The mode as which an image is read. */
  public static Mode mode(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    if (colors instanceof IndexColorModel palette) {
      return isBlackAndWhite(palette) ? Mode.BILEVEL : Mode.P;
    }
    Mode colored = colors.hasAlpha() ? Mode.RGBA : Mode.RGB;
    if (colors.getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
      return colored;
    }
    boolean isOpaque = image.getRaster().getNumBands() == 1;
    return switch (image.getRaster().getTransferType()) {
      case DataBuffer.TYPE_BYTE -> isOpaque ? Mode.L : Mode.LA;
      case DataBuffer.TYPE_USHORT -> isOpaque ? Mode.I16 : Mode.RGBA;
      case DataBuffer.TYPE_INT -> Mode.I;
      case DataBuffer.TYPE_FLOAT -> Mode.F;
      default -> colored;
    };
  }

  private static boolean isBlackAndWhite(IndexColorModel palette) {
    return palette.getMapSize() == 2
        && palette.getPixelSize() == 1
        && palette.getRGB(0) == 0xff000000
        && palette.getRGB(1) == 0xffffffff;
  }

  /** The pixels of an image; they share its array where they can. */
  public static Pixels pixels(BufferedImage image) {
    Mode mode = mode(image);
    int width = image.getWidth();
    int height = image.getHeight();
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      byte[] values = bytes(raster, 1, false);
      if (values == null) {
        values = samples(raster, 1);
      }
      if (mode == Mode.BILEVEL) {
        byte[] spread = new byte[values.length];
        for (int i = 0; i < spread.length; i++) {
          spread[i] = (byte) -values[i];
        }
        return new Pixels(mode, width, height, spread, false, null);
      }
      return new Pixels(mode, width, height, values, false, palette);
    }
    return switch (mode) {
      case I16 -> Pixels.of(mode, width, height, shorts(raster));
      case I -> Pixels.of(mode, width, height, raster.getPixels(0, 0, width, height, (int[]) null));
      case F ->
          Pixels.of(mode, width, height, raster.getPixels(0, 0, width, height, (float[]) null));
      case L, LA -> {
        byte[] gray = bytes(raster, mode.bands(), false);
        yield Pixels.of(mode, width, height, gray == null ? samples(raster, mode.bands()) : gray);
      }
      default -> colors(image, mode);
    };
  }

  private static Pixels colors(BufferedImage image, Mode mode) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean straight =
        image.getColorModel().getColorSpace().isCS_sRGB() && !image.isAlphaPremultiplied();
    if (straight) {
      byte[] reversed = bytes(image.getRaster(), mode.bands(), true);
      if (reversed != null) {
        return new Pixels(mode, width, height, reversed, true, null);
      }
      byte[] ordered = bytes(image.getRaster(), mode.bands(), false);
      if (ordered != null) {
        return new Pixels(mode, width, height, ordered, false, null);
      }
    }
    int[] colors = packed(image);
    int bands = mode.bands();
    byte[] values = new byte[Pixels.length(width, height, bands)];
    for (int i = 0, to = 0; i < colors.length; i++) {
      int color = colors[i];
      if (bands == 4) {
        values[to++] = (byte) (color >>> 24);
      }
      values[to++] = (byte) color;
      values[to++] = (byte) (color >> 8);
      values[to++] = (byte) (color >> 16);
    }
    return new Pixels(mode, width, height, values, true, null);
  }

  /** The colours as 0xAARRGGBB. */
  private static int[] packed(BufferedImage image) {
    int type = image.getType();
    if (type == BufferedImage.TYPE_INT_RGB || type == BufferedImage.TYPE_INT_ARGB) {
      Raster raster = image.getRaster();
      int stride = ((SinglePixelPackedSampleModel) raster.getSampleModel()).getScanlineStride();
      int[] data = ((DataBufferInt) raster.getDataBuffer()).getData();
      if (stride == image.getWidth() && data.length == stride * image.getHeight()) {
        return data;
      }
    }
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  /** The bytes of a raster with the given bands and order, or null if it has others. */
  private static byte @Nullable [] bytes(Raster raster, int bands, boolean reversed) {
    if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || buffer.getNumBanks() != 1
        || model.getNumBands() != bands
        || model.getPixelStride() != bands) {
      return null;
    }
    int[] offsets = model.getBandOffsets();
    int least = IntStream.of(offsets).min().orElse(0);
    for (int b = 0; b < bands; b++) {
      if (offsets[b] - least != (reversed ? bands - 1 - b : b)) {
        return null;
      }
    }
    int row = raster.getWidth() * bands;
    int stride = model.getScanlineStride();
    int start =
        buffer.getOffset()
            + least
            - raster.getSampleModelTranslateY() * stride
            - raster.getSampleModelTranslateX() * bands;
    byte[] data = buffer.getData();
    if (start == 0 && stride == row && data.length == row * raster.getHeight()) {
      return data;
    }
    byte[] result = new byte[Pixels.length(raster.getWidth(), raster.getHeight(), bands)];
    for (int y = 0; y < raster.getHeight(); y++) {
      System.arraycopy(data, start + y * stride, result, y * row, row);
    }
    return result;
  }

  private static byte[] samples(Raster raster, int bands) {
    int[] pixels =
        raster.getPixels(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            (int[]) null);
    byte[] result = new byte[Pixels.length(raster.getWidth(), raster.getHeight(), bands)];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) pixels[i];
    }
    return result;
  }

  private static short[] shorts(Raster raster) {
    int[] pixels = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    short[] result = new short[pixels.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (short) pixels[i];
    }
    return result;
  }

  /** An image of pixels; it shares their array where it can. */
  public static BufferedImage image(Pixels pixels) {
    Mode mode = pixels.mode();
    return switch (mode) {
      case BILEVEL -> blackAndWhite(pixels);
      case L -> of(GRAY, interleaved(pixels));
      case LA -> of(GRAY_ALPHA, interleaved(pixels));
      case P -> {
        IndexColorModel palette = pixels.palette();
        yield of(palette == null ? grayPalette() : bytePalette(palette), interleaved(pixels));
      }
      case RGB -> of(RGB, interleaved(ordered(pixels)));
      case RGBA -> of(RGBA, interleaved(ordered(pixels)));
      case I16 -> {
        short[] values = (short[]) pixels.values();
        yield of(GRAY_16, wide(pixels, new DataBufferUShort(values, values.length)));
      }
      case I -> {
        int[] values = (int[]) pixels.values();
        yield of(GRAY_INT, wide(pixels, new DataBufferInt(values, values.length)));
      }
      case F -> {
        float[] values = (float[]) pixels.values();
        yield of(GRAY_FLOAT, wide(pixels, new DataBufferFloat(values, values.length)));
      }
    };
  }

  private static BufferedImage of(ColorModel colors, WritableRaster raster) {
    return new BufferedImage(colors, raster, false, null);
  }

  /** The same pixels in the order of Java's images, blue first. */
  private static Pixels ordered(Pixels pixels) {
    if (pixels.reversed()) {
      return pixels;
    }
    int bands = pixels.bands();
    byte[] from = pixels.bytes();
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += bands) {
      for (int b = 0; b < bands; b++) {
        to[i + b] = from[i + bands - 1 - b];
      }
    }
    return new Pixels(pixels.mode(), pixels.width(), pixels.height(), to, true, null);
  }

  private static WritableRaster interleaved(Pixels pixels) {
    int bands = pixels.bands();
    int[] offsets = new int[bands];
    for (int b = 0; b < bands; b++) {
      offsets[b] = pixels.place(b);
    }
    byte[] bytes = pixels.bytes();
    return Raster.createInterleavedRaster(
        new DataBufferByte(bytes, bytes.length),
        pixels.width(),
        pixels.height(),
        pixels.width() * bands,
        bands,
        offsets,
        null);
  }

  private static WritableRaster wide(Pixels pixels, DataBuffer buffer) {
    PixelInterleavedSampleModel model =
        new PixelInterleavedSampleModel(
            buffer.getDataType(),
            pixels.width(),
            pixels.height(),
            1,
            pixels.width(),
            new int[] {0});
    return Raster.createWritableRaster(model, buffer, null);
  }

  private static BufferedImage blackAndWhite(Pixels pixels) {
    int width = pixels.width();
    int stride = (width + 7) / 8;
    byte[] from = pixels.bytes();
    byte[] bits = new byte[stride * pixels.height()];
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < width; x++) {
        if (from[y * width + x] != 0) {
          bits[y * stride + x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
    }
    return of(
        BLACK_AND_WHITE,
        Raster.createPackedRaster(
            new DataBufferByte(bits, bits.length), width, pixels.height(), 1, null));
  }

  private static IndexColorModel grayPalette() {
    byte[] levels = new byte[256];
    for (int i = 0; i < 256; i++) {
      levels[i] = (byte) i;
    }
    return new IndexColorModel(8, 256, levels, levels, levels);
  }

  /** The palette for indices of a byte each. */
  private static IndexColorModel bytePalette(IndexColorModel palette) {
    if (palette.getPixelSize() == 8) {
      return palette;
    }
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    return new IndexColorModel(
        8, colors.length, colors, 0, palette.hasAlpha(), -1, DataBuffer.TYPE_BYTE);
  }
}
