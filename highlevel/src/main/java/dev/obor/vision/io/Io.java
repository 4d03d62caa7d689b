package dev.obor.vision.io;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import dev.obor.vision.image.DeepPixels;
import dev.obor.vision.image.GifFrames;
import dev.obor.vision.image.ImageFiles;
import dev.obor.vision.image.ImageFiles.Format;
import dev.obor.vision.image.Levels;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.transforms.F;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Reads and writes images: the functions of Python's {@code torchvision.io}.
 *
 * <p>Images are tensors of shape (C, H, W), uint8, or uint16 for PNG files of 16 bits. Decoders
 * take the bytes of a file, a uint8 tensor of shape (N) as {@link #readFile} makes it. Damaged data
 * throw a {@link TorchException}. All functions may be called from any thread; results belong to
 * the caller's scope.
 */
public final class Io {
  private Io() {}

  /**
   * Keyword arguments of the decoders.
   *
   * <p>An object lives for one call; it is not safe for use by several threads.
   */
  public static final class DecodeOptions {
    private ImageReadMode mode = ImageReadMode.UNCHANGED;
    private boolean applyExifOrientation;

    DecodeOptions() {}

    /** Sets the channels; default those of the file. */
    public DecodeOptions mode(ImageReadMode value) {
      this.mode = value;
      return this;
    }

    /**
     * Sets whether the image is turned as the camera was held; default false. Python's {@code
     * apply_exif_orientation}.
     */
    public DecodeOptions applyExifOrientation(boolean value) {
      this.applyExifOrientation = value;
      return this;
    }
  }

  // ---- files

  /**
   * Reads the bytes of a file: Python's {@code read_file(path)}.
   *
   * @return uint8, of shape (N)
   * @throws TorchException if there is no such file, or it cannot be read
   */
  public static Tensor readFile(String path) {
    return Torch.fromUnsignedArray(bytes(path));
  }

  private static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (NoSuchFileException e) {
      throw failed("[Errno 2] No such file or directory: '" + path + "'", e);
    } catch (IOException e) {
      throw failed(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static TorchException failed(String text, IOException e) {
    TorchException failed = new TorchException(text);
    failed.initCause(e);
    return failed;
  }

  /**
   * Writes bytes into a file, which is there whole or not at all: Python's {@code
   * write_file(filename, data)}.
   *
   * @param data uint8, of shape (N)
   * @throws TorchException if the file cannot be written
   */
  public static void writeFile(String filename, Tensor data) {
    checkBytes(data);
    byte[] bytes = data.toByteArray();
    try {
      WholeFile.write(Path.of(filename), out -> out.write(bytes));
    } catch (IOException e) {
      throw failed(filename + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void checkBytes(Tensor data) {
    if (data.dtype() != DType.UINT8 || data.dim() != 1) {
      throw new TorchException(
          "Expected a non empty 1-dimensional tensor of dtype uint8\nGot "
              + data.dtype()
              + " of shape "
              + data.size()
              + ".");
    }
  }

  // ---- decoding

  /** Reads an image: Python's {@code read_image(path)}. */
  public static Tensor readImage(String path) {
    return readImage(path, o -> {});
  }

  /** Reads an image with other channels: Python's {@code read_image(path, mode)}. */
  public static Tensor readImage(String path, ImageReadMode mode) {
    return readImage(path, o -> o.mode(mode));
  }

  /** Reads an image: Python's {@code read_image(path, mode=…, apply_exif_orientation=…)}. */
  public static Tensor readImage(String path, Consumer<DecodeOptions> options) {
    return decoded(bytes(path), options, Format.UNKNOWN);
  }

  /** Decodes a JPEG, PNG, GIF, BMP or WebP file: Python's {@code decode_image(input)}. */
  public static Tensor decodeImage(Tensor input) {
    return decodeImage(input, o -> {});
  }

  /** The same with other channels: Python's {@code decode_image(input, mode)}. */
  public static Tensor decodeImage(Tensor input, ImageReadMode mode) {
    return decodeImage(input, o -> o.mode(mode));
  }

  /**
   * Decodes a file of any format: Python's {@code decode_image(input, mode=…, …)}.
   *
   * @return of shape (C, H, W); of a GIF with several frames (N, C, H, W)
   */
  public static Tensor decodeImage(Tensor input, Consumer<DecodeOptions> options) {
    checkBytes(input);
    return decoded(input.toByteArray(), options, Format.UNKNOWN);
  }

  /** Reads and decodes a file: Python's {@code decode_image(path)}. */
  public static Tensor decodeImage(String path) {
    return readImage(path);
  }

  /** Decodes a JPEG file: Python's {@code decode_jpeg(input)}. */
  public static Tensor decodeJpeg(Tensor input) {
    return decodeJpeg(input, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor decodeJpeg(Tensor input, Consumer<DecodeOptions> options) {
    checkBytes(input);
    return decoded(input.toByteArray(), options, Format.JPEG);
  }

  /** Decodes a PNG file: Python's {@code decode_png(input)}. */
  public static Tensor decodePng(Tensor input) {
    return decodePng(input, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor decodePng(Tensor input, Consumer<DecodeOptions> options) {
    checkBytes(input);
    return decoded(input.toByteArray(), options, Format.PNG);
  }

  /**
   * Decodes a GIF file: Python's {@code decode_gif(input)}.
   *
   * @return of shape (3, H, W), with several frames (N, 3, H, W)
   */
  public static Tensor decodeGif(Tensor input) {
    checkBytes(input);
    return decoded(input.toByteArray(), o -> {}, Format.GIF);
  }

  /**
   * Decodes a WebP file: Python's {@code decode_webp(input)}.
   *
   * @throws TorchException if there is no reader on the class path; the text says which to add
   */
  public static Tensor decodeWebp(Tensor input) {
    return decodeWebp(input, o -> {});
  }

  /** The same with keyword arguments. */
  public static Tensor decodeWebp(Tensor input, Consumer<DecodeOptions> options) {
    checkBytes(input);
    return decoded(input.toByteArray(), options, Format.WEBP);
  }

  private static Tensor decoded(byte[] file, Consumer<DecodeOptions> options, Format wanted) {
    DecodeOptions o = new DecodeOptions();
    options.accept(o);
    Format format = Format.of(file);
    if (wanted != Format.UNKNOWN && format != wanted) {
      throw new TorchException(
          "Not a " + wanted + " file\nThe data are " + format + "; see decodeImage.");
    }
    if (format == Format.GIF) {
      List<Pixels> frames = GifFrames.read(file);
      try (Scope scope = Torch.scope()) {
        List<Tensor> images = frames.stream().map(frame -> tensor(frame, o.mode)).toList();
        return scope.keep(images.size() == 1 ? images.get(0) : Torch.stack(images));
      }
    }
    if (DeepPixels.isDeep(file)) {
      return deep(DeepPixels.read(file, o.applyExifOrientation), o.mode);
    }
    if (o.mode == ImageReadMode.GRAY) {
      return tensor(ImageFiles.grayPixels(file, o.applyExifOrientation), o.mode);
    }
    Pixels pixels = ImageFiles.pixels(file, o.applyExifOrientation);
    if (format != Format.PNG) {
      return tensor(pixels, o.mode);
    }
    if (pixels.mode() == Mode.P && o.mode == ImageReadMode.UNCHANGED) {
      Pixels numbers = Pixels.of(Mode.L, pixels.width(), pixels.height(), pixels.bytes());
      return tensor(numbers, o.mode);
    }
    Tensor image = tensor(pixels, o.mode);
    int bits = file[24];
    boolean isGray = file[25] == 0;
    boolean addsOpacity = o.mode == ImageReadMode.GRAY_ALPHA || o.mode == ImageReadMode.RGB_ALPHA;
    if (isGray && bits < 8 && addsOpacity && !pixels.mode().hasAlpha()) {
      // As in Python, where the opacity is the largest number of so many bits, and stays it.
      try (Tensor opacity = image.select(0, -1)) {
        opacity.fill_((1 << bits) - 1);
      }
    }
    return image;
  }

  private static Tensor deep(DeepPixels pixels, ImageReadMode mode) {
    int bands =
        switch (mode) {
          case UNCHANGED -> pixels.bands();
          case GRAY -> 1;
          case GRAY_ALPHA -> 2;
          case RGB -> 3;
          case RGB_ALPHA -> 4;
        };
    short[] values = pixels.converted(bands).values();
    try (Scope scope = Torch.scope()) {
      Tensor numbers = Torch.fromArray(values, bands, pixels.height(), pixels.width());
      return scope.keep(numbers.view(DType.UINT16));
    }
  }

  private static Tensor tensor(Pixels pixels, ImageReadMode mode) {
    Mode wanted =
        switch (mode) {
          case GRAY -> Mode.L;
          case GRAY_ALPHA -> Mode.LA;
          case RGB -> Mode.RGB;
          case RGB_ALPHA -> Mode.RGBA;
          case UNCHANGED ->
              switch (pixels.mode()) {
                case P -> Mode.RGB;
                case BILEVEL -> Mode.L;
                default -> pixels.mode();
              };
        };
    return F.pilToTensor(Levels.converted(pixels, wanted));
  }

  // ---- encoding

  /** Encodes an image as JPEG with quality 75: Python's {@code encode_jpeg(input)}. */
  public static Tensor encodeJpeg(Tensor input) {
    return encodeJpeg(input, 75);
  }

  /**
   * Encodes an image as JPEG: Python's {@code encode_jpeg(input, quality)}.
   *
   * @param input uint8, of shape (1, H, W) or (3, H, W)
   * @param quality from 1 to 100
   * @return uint8, of shape (N)
   * @throws ValueException if the quality is another
   */
  public static Tensor encodeJpeg(Tensor input, int quality) {
    if (quality < 1 || quality > 100) {
      throw new ValueException("Image quality should be a positive number between 1 and 100");
    }
    return encoded(input, "jpeg", quality / 100f);
  }

  /** Writes an image as JPEG: Python's {@code write_jpeg(input, filename)}. */
  public static void writeJpeg(Tensor input, String filename) {
    writeJpeg(input, filename, 75);
  }

  /** Writes an image as JPEG: Python's {@code write_jpeg(input, filename, quality)}. */
  public static void writeJpeg(Tensor input, String filename, int quality) {
    try (Tensor data = encodeJpeg(input, quality)) {
      writeFile(filename, data);
    }
  }

  /** Encodes an image as PNG: Python's {@code encode_png(input)}. */
  public static Tensor encodePng(Tensor input) {
    return encodePng(input, 6);
  }

  /**
   * Encodes an image as PNG: Python's {@code encode_png(input, compression_level)}.
   *
   * @param input uint8, of shape (1, H, W) or (3, H, W)
   * @param compressionLevel from 0, fast, to 9, small
   * @return uint8, of shape (N)
   * @throws TorchException if the level is another
   */
  public static Tensor encodePng(Tensor input, int compressionLevel) {
    if (compressionLevel < 0 || compressionLevel > 9) {
      throw new TorchException("Compression level should be between 0 and 9");
    }
    return encoded(input, "png", 1 - compressionLevel / 9f);
  }

  /** Writes an image as PNG: Python's {@code write_png(input, filename)}. */
  public static void writePng(Tensor input, String filename) {
    writePng(input, filename, 6);
  }

  /** Writes an image as PNG: Python's {@code write_png(input, filename, compression_level)}. */
  public static void writePng(Tensor input, String filename, int compressionLevel) {
    try (Tensor data = encodePng(input, compressionLevel)) {
      writeFile(filename, data);
    }
  }

  private static Tensor encoded(Tensor input, String format, float quality) {
    if (input.dtype() != DType.UINT8) {
      throw new TorchException("Input tensor dtype should be uint8");
    }
    if (input.dim() != 3) {
      throw new TorchException("Input data should be a 3-dimensional tensor");
    }
    if (input.size(0) != 1 && input.size(0) != 3) {
      throw new TorchException("The number of channels should be 1 or 3, got: " + input.size(0));
    }
    return Torch.fromUnsignedArray(encoded(F.toPilImage(input), format, quality));
  }

  /** The bytes of a file with an image. */
  static byte[] encoded(BufferedImage image, String format, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw failed("the image cannot be encoded as " + format + ": " + e.getMessage(), e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
