package dev.obor.vision.image;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads images out of the bytes of JPEG, PNG, GIF, BMP and WebP files.
 *
 * <p>JPEG files are read by an {@link ImageEngine} where there is one. The other readers are those
 * of {@link ImageIO}; WebP needs one on the class path, such as that of {@code
 * com.twelvemonkeys.imageio:imageio-webp}. {@link PixelLimit} says how large images may be.
 */
public final class ImageFiles {
  private ImageFiles() {}

  /** What a file is. */
  public enum Format {
    /** A JPEG file. */
    JPEG,
    /** A PNG file. */
    PNG,
    /** A GIF file. */
    GIF,
    /** A BMP file. */
    BMP,
    /** A WebP file. */
    WEBP,
    /** None of these. */
    UNKNOWN;

    /** The format that the first bytes of a file tell. */
    public static Format of(byte[] file) {
      if (starts(file, 0, 0xff, 0xd8, 0xff)) {
        return JPEG;
      }
      if (starts(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
        return PNG;
      }
      if (starts(file, 0, 'G', 'I', 'F', '8')) {
        return GIF;
      }
      if (starts(file, 0, 'R', 'I', 'F', 'F') && starts(file, 8, 'W', 'E', 'B', 'P')) {
        return WEBP;
      }
      return starts(file, 0, 'B', 'M') ? BMP : UNKNOWN;
    }

    private static boolean starts(byte[] file, int place, int... bytes) {
      if (file.length < place + bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        if ((file[place + i] & 255) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Reads the first image of a file.
   *
   * @throws TorchException if the file is no image, or damaged
   */
  public static BufferedImage read(byte[] file) {
    return BufferedImages.image(pixels(file, false));
  }

  /**
   * Reads the pixels of the first image of a file.
   *
   * @param upright whether the image is turned as the camera was held
   * @throws TorchException if the file is no image, or damaged
   */
  public static Pixels pixels(byte[] file, boolean upright) {
    return pixels(file, upright, false);
  }

  /**
   * Reads the pixels of the first image of a file in grey.
   *
   * <p>A JPEG file has its brightness stored by itself; that of others is made of the colours.
   *
   * @param upright whether the image is turned as the camera was held
   * @throws TorchException if the file is no image, or damaged
   */
  public static Pixels grayPixels(byte[] file, boolean upright) {
    return Levels.gray(pixels(file, upright, true));
  }

  /**
   * Reads the first image of a file of any format for which ImageIO has a reader.
   *
   * @return the pixels, or null if there is no reader for it
   * @throws IOException if the file is damaged
   * @throws DecompressionBombException if the image is too large
   */
  public static @Nullable Pixels otherPixels(byte[] file) throws IOException {
    BufferedImage image = other(file);
    return image == null ? null : BufferedImages.pixels(image);
  }

  /**
   * The same with the numbers as they are stored, which may have more than eight bits.
   *
   * @return the numbers, or null if there is no reader for the file
   * @throws IOException if the file is damaged
   * @throws DecompressionBombException if the image is too large
   */
  public static @Nullable Raster raster(byte[] file) throws IOException {
    BufferedImage image = other(file);
    return image == null ? null : image.getRaster();
  }

  private static @Nullable BufferedImage other(byte[] file) throws IOException {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        checkSize(reader.getWidth(0), reader.getHeight(0));
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Pixels pixels(byte[] file, boolean upright, boolean gray) {
    Format format = Format.of(file);
    Pixels quick = format == Format.JPEG ? ofEngine(file, gray) : null;
    if (quick != null) {
      return upright ? Exif.upright(quick, Exif.orientation(file)) : quick;
    }
    ImageReader reader = reader(format);
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Damage damage = new Damage();
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener(damage);
      checkSize(reader.getWidth(0), reader.getHeight(0));
      Pixels pixels =
          gray && format == Format.JPEG && hasBrightness(file)
              ? brightness(reader.readRaster(0, null))
              : read(reader, format, file);
      damage.check();
      return upright ? Exif.upright(pixels, Exif.orientation(file)) : pixels;
    } catch (IOException | RuntimeException e) {
      throw damaged(format, e);
    } finally {
      reader.dispose();
    }
  }

  /** What native code reads of a JPEG file, or null where there is none or it does not read it. */
  private static @Nullable Pixels ofEngine(byte[] file, boolean gray) {
    ImageEngine engine = Engines.engine();
    if (engine == null) {
      return null;
    }
    try {
      Damage damage = new Damage();
      Pixels pixels = engine.readJpeg(file, gray && hasBrightness(file), damage::warn);
      if (pixels != null) {
        PixelLimit.check(pixels.width(), pixels.height());
      }
      damage.check();
      return pixels;
    } catch (IOException | RuntimeException e) {
      throw damaged(Format.JPEG, e);
    }
  }

  /** Believes a size only if it is within the limit, and an array can have it. */
  static void checkSize(int width, int height) {
    PixelLimit.check(width, height);
    Pixels.length(width, height, 4);
  }

  static TorchException damaged(Format format, Exception e) {
    if (e instanceof TorchException known) {
      return known;
    }
    TorchException damaged =
        new TorchException(
            "Image is incomplete or truncated\nThe "
                + format
                + " data cannot be decoded: "
                + e.getMessage());
    damaged.initCause(e);
    return damaged;
  }

  static ImageReader reader(Format format) {
    if (format == Format.UNKNOWN) {
      throw new TorchException(
          "Unsupported image file. Only jpeg, png, webp and gif are currently supported. For avif"
              + " and heic format, please rely on `decode_avif` and `decode_heic` directly."
              + "\nThe first bytes are those of no known format; Obor reads BMP besides.");
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    if (!readers.hasNext()) {
      throw new TorchException(
          "There is no reader for "
              + format
              + " images\nAdd the dependency com.twelvemonkeys.imageio:imageio-webp.");
    }
    return readers.next();
  }

  private static Pixels read(ImageReader reader, Format format, byte[] file) throws IOException {
    if (format == Format.JPEG && isCmyk(reader)) {
      return ofCmyk(reader.readRaster(0, null), isInverted(file));
    }
    BufferedImage image = reader.read(0);
    Pixels pixels = BufferedImages.pixels(image);
    if (format == Format.PNG && file[25] == 0 && image.getColorModel() instanceof IndexColorModel) {
      // Grey of fewer than eight bits comes with a palette of greys.
      return pixels.mode() == Mode.BILEVEL ? pixels : Levels.gray(pixels);
    }
    return pixels;
  }

  /** Whether the channels of a JPEG file are brightness and two of colour. */
  private static boolean hasBrightness(byte[] file) {
    boolean isRgb = false;
    boolean isJfif = false;
    for (int i = 2; i + 18 < file.length && (file[i] & 255) == 0xff; ) {
      int marker = file[i + 1] & 255;
      if (marker == 0xe0 && file[i + 4] == 'J' && file[i + 5] == 'F') {
        isJfif = true;
      } else if (marker == 0xee && file[i + 4] == 'A' && file[i + 5] == 'd') {
        isRgb = file[i + 15] == 0;
      } else if (marker >= 0xc0 && marker <= 0xc2) {
        boolean isNamed = file[i + 10] == 'R' && file[i + 13] == 'G' && file[i + 16] == 'B';
        return file[i + 9] == 3 && (isJfif || (!isRgb && !isNamed));
      }
      i += 2 + Math.max(2, (file[i + 2] & 255) << 8 | (file[i + 3] & 255));
    }
    return false;
  }

  private static Pixels brightness(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    byte[] grays = new byte[Pixels.length(width, height, 1)];
    for (int i = 0; i < grays.length; i++) {
      grays[i] = (byte) samples[i];
    }
    return Pixels.of(Mode.L, width, height, grays);
  }

  private static boolean isCmyk(ImageReader reader) throws IOException {
    return !reader.getImageTypes(0).hasNext()
        && reader.canReadRaster()
        && reader.readRaster(0, null).getNumBands() == 4;
  }

  /** Whether Adobe wrote the file, whose inks are stored as what is left white. */
  private static boolean isInverted(byte[] file) {
    for (int i = 2; i + 9 < file.length && (file[i] & 255) == 0xff; ) {
      int length = (file[i + 2] & 255) << 8 | (file[i + 3] & 255);
      if ((file[i + 1] & 255) == 0xee && file[i + 4] == 'A' && file[i + 5] == 'd') {
        return true;
      }
      i += 2 + Math.max(2, length);
    }
    return false;
  }

  private static Pixels ofCmyk(Raster raster, boolean inverted) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] inks = raster.getPixels(0, 0, width, height, (int[]) null);
    byte[] colors = new byte[Pixels.length(width, height, 3)];
    for (int i = 0; i < width * height; i++) {
      int black = inverted ? inks[4 * i + 3] : 255 - inks[4 * i + 3];
      for (int c = 0; c < 3; c++) {
        int white = inverted ? inks[4 * i + c] : 255 - inks[4 * i + c];
        colors[3 * i + c] = (byte) ((white * black + 127) / 255);
      }
    }
    return Pixels.of(Mode.RGB, width, height, colors);
  }
}
