package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.datasets.ImageBatch;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that makes tensors of images and images of tensors. */
abstract class ConversionFunctions {
  private static final float[] LEVELS = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      LEVELS[i] = i / 255f;
    }
  }

  ConversionFunctions() {}

  /** A result, which is of the type of the image. */
  @SuppressWarnings("unchecked") // each function makes an image of the kind that it was given
  static <T> T as(T img, Object result) {
    return (T) result;
  }

  static BufferedImage image(@Nullable Object img) {
    if (img instanceof BufferedImage image) {
      return image;
    }
    throw new TypeException(
        "img should be PIL Image. Got "
            + PythonText.type(img)
            + "\nIt should be a BufferedImage or a Tensor.");
  }

  // ---- sizes

  /**
   * Channels, height and width of an image: Python's {@code F.get_dimensions(img)}.
   *
   * @param img an image or a tensor of shape (…, C, H, W) or (H, W)
   */
  public static List<Integer> getDimensions(Object img) {
    return Arrays.stream(dimensions(img)).boxed().toList();
  }

  static int[] dimensions(Object img) {
    if (img instanceof Tensor tensor) {
      return TensorImages.dimensions(tensor);
    }
    if (img instanceof BufferedImage image) {
      return new int[] {BufferedImages.mode(image).bands(), image.getHeight(), image.getWidth()};
    }
    throw new TypeException("Unexpected type " + PythonText.type(img));
  }

  /** Width and height of an image: Python's {@code F.get_image_size(img)}. */
  public static List<Integer> getImageSize(Object img) {
    int[] size = dimensions(img);
    return List.of(size[2], size[1]);
  }

  /** The number of channels of an image: Python's {@code F.get_image_num_channels(img)}. */
  public static int getImageNumChannels(Object img) {
    return dimensions(img)[0];
  }

  // ---- images and tensors

  /**
   * Makes a tensor of an image, with bytes scaled to 0 to 1: Python's {@code F.to_tensor(pic)}.
   *
   * @param pic an image; its pixels are read as Pillow's modes: grey as one channel, colours as
   *     three, with opacity one more
   * @return of shape (C, H, W) and the default dtype; 16-bit grey as int16 and 32-bit grey as it
   *     is, not scaled
   */
  public static Tensor toTensor(BufferedImage pic) {
    Pixels pixels = BufferedImages.pixels(pic);
    long h = pixels.height();
    long w = pixels.width();
    if (!pixels.mode().isByte()) {
      return pixels.values() instanceof short[] values
          ? Torch.fromArray(values, 1, h, w)
          : wide(pixels);
    }
    DType dtype = Torch.getDefaultDtype();
    if (dtype == DType.FLOAT32) {
      return ImageBatch.tensor(pixels, levels(pixels.bands()));
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(planes(pixels).to(dtype).div(255));
    }
  }

  /** What {@link #toTensor} makes of each byte, for each of some channels. */
  static float[][] levels(int channels) {
    float[][] levels = new float[channels][];
    Arrays.fill(levels, LEVELS);
    return levels;
  }

  /**
   * Makes a tensor of the levels of a grey image, from 0 to 255 without sign, scaled to 0 to 1:
   * Python's {@code F.to_tensor(array)} with an array of shape (H, W).
   */
  public static Tensor toTensor(byte[][] pic) {
    byte[][][] rows = new byte[pic.length][][];
    for (int y = 0; y < pic.length; y++) {
      rows[y] = new byte[pic[y].length][];
      for (int x = 0; x < pic[y].length; x++) {
        rows[y][x] = new byte[] {pic[y][x]};
      }
    }
    return toTensor(rows);
  }

  /**
   * Makes a tensor of the levels of an image, from 0 to 255 without sign, scaled to 0 to 1:
   * Python's {@code F.to_tensor(array)} with an array of shape (H, W, C).
   *
   * @return of shape (C, H, W) and the default dtype
   */
  public static Tensor toTensor(byte[][][] pic) {
    try (Scope scope = Torch.scope()) {
      int height = pic.length;
      int width = height == 0 ? 0 : pic[0].length;
      int channels = width == 0 ? 0 : pic[0][0].length;
      byte[] planes = new byte[Pixels.length(width, height, channels)];
      for (int i = 0; i < planes.length; i++) {
        int place = i % (height * width);
        planes[i] = pic[place / width][place % width][i / (height * width)];
      }
      Tensor levels = Torch.fromUnsignedArray(planes, channels, height, width);
      return scope.keep(levels.to(Torch.getDefaultDtype()).div(255));
    }
  }

  private static Tensor wide(Pixels pixels) {
    long h = pixels.height();
    long w = pixels.width();
    return pixels.values() instanceof int[] values
        ? Torch.fromArray(values, 1, h, w)
        : Torch.fromArray((float[]) pixels.values(), 1, h, w);
  }

  /** The bytes of an image as a uint8 tensor of shape (C, H, W). */
  private static Tensor planes(Pixels pixels) {
    return Torch.fromUnsignedArray(
        pixels.planes(), pixels.bands(), pixels.height(), pixels.width());
  }

  /**
   * Makes a tensor of an image, with its numbers as they are: Python's {@code
   * F.pil_to_tensor(pic)}.
   *
   * @return of shape (C, H, W): uint8; for black and white bool, for 16-bit grey uint16, and int32
   *     or float32 for 32-bit grey
   */
  public static Tensor pilToTensor(BufferedImage pic) {
    return pilToTensor(BufferedImages.pixels(pic));
  }

  /** The same with the pixels of an image. */
  public static Tensor pilToTensor(Pixels pixels) {
    if (pixels.mode().isByte()) {
      try (Scope scope = Torch.scope()) {
        Tensor bytes = planes(pixels);
        return scope.keep(pixels.mode() == Mode.BILEVEL ? bytes.to(DType.BOOL) : bytes);
      }
    }
    if (pixels.values() instanceof short[] values) {
      try (Scope scope = Torch.scope()) {
        Tensor signed = Torch.fromArray(values, 1, pixels.height(), pixels.width());
        return scope.keep(Aten.view_dtype(signed, DType.UINT16));
      }
    }
    return wide(pixels);
  }

  /** Makes an image of a tensor: Python's {@code F.to_pil_image(pic)}. */
  public static BufferedImage toPilImage(Tensor pic) {
    return toPilImage(pic, null);
  }

  /**
   * Makes an image of a tensor: Python's {@code F.to_pil_image(pic, mode)}.
   *
   * @param pic of shape (C, H, W) or (H, W) with up to four channels; floats are taken as 0 to 1
   * @param mode Pillow's name of a mode, or null for L, LA, RGB or RGBA by the number of channels,
   *     and for one channel of int16, int32 or float32 numbers I;16, I or F
   * @throws ValueException if the shape is no image's, or the mode does not fit
   * @throws TypeException if there is no image with such numbers
   */
  public static BufferedImage toPilImage(Tensor pic, @Nullable String mode) {
    if (pic.dim() != 2 && pic.dim() != 3) {
      throw new ValueException("pic should be 2/3 dimensional. Got " + pic.dim() + " dimensions.");
    }
    int channels = pic.dim() == 2 ? 1 : Math.toIntExact(pic.size(0));
    if (channels > 4) {
      throw new ValueException("pic should not have > 4 channels. Got " + channels + " channels.");
    }
    DType dtype = pic.dtype();
    boolean scaled = dtype.isFloatingPoint() && !"F".equals(mode);
    DType stored = scaled ? DType.UINT8 : dtype;
    String known = imageMode(channels, stored, mode);
    int height = Math.toIntExact(pic.size(-2));
    int width = Math.toIntExact(pic.size(-1));
    Mode imageMode = Mode.of(known);
    if (stored == DType.UINT8) {
      byte[] planes = scaled ? levels(pic) : pic.toByteArray();
      return BufferedImages.image(Pixels.ofPlanes(imageMode, width, height, planes));
    }
    Object values =
        switch (stored) {
          case INT16 -> pic.toShortArray();
          case INT32 -> pic.toIntArray();
          default -> pic.toFloatArray();
        };
    return BufferedImages.image(Pixels.of(imageMode, width, height, values));
  }

  private static String imageMode(int channels, DType dtype, @Nullable String mode) {
    if (channels == 1) {
      String expected =
          switch (dtype) {
            case UINT8 -> "L";
            case INT16 -> "I;16";
            case INT32 -> "I";
            case FLOAT32 -> "F";
            default -> null;
          };
      if (mode != null && !mode.equals(expected)) {
        throw new ValueException(
            "Incorrect mode ("
                + mode
                + ") supplied for input type <class 'numpy.dtype'>. Should be "
                + PythonText.of(expected));
      }
      if (expected != null) {
        return expected;
      }
    } else {
      List<String> permitted =
          channels == 2
              ? List.of("LA")
              : channels == 4 ? List.of("RGBA", "CMYK", "RGBX") : List.of("RGB", "YCbCr", "HSV");
      if (mode != null && !permitted.contains(mode)) {
        throw new ValueException(
            "Only modes ['"
                + String.join("', '", permitted)
                + "'] are supported for "
                + (channels == 2 ? 2 : channels == 4 ? 4 : 3)
                + "D inputs");
      }
      if (dtype == DType.UINT8) {
        return mode == null ? permitted.get(0) : mode;
      }
    }
    throw new TypeException(
        "Input type " + dtype.toString().replace("torch.", "") + " is not supported");
  }

  /** What numpy makes of {@code (numbers * 255).astype(uint8)}. */
  private static byte[] levels(Tensor pic) {
    if (pic.dtype() == DType.FLOAT64) {
      double[] values = pic.toDoubleArray();
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (long) (values[i] * 255);
      }
      return bytes;
    }
    float[] values = pic.toFloatArray();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (long) (values[i] * 255);
    }
    return bytes;
  }

  // ---- numbers

  /**
   * Converts a tensor image to float32 with white at 1: Python's {@code
   * F.convert_image_dtype(image)}.
   */
  public static Tensor convertImageDtype(Tensor image) {
    return convertImageDtype(image, DType.FLOAT32);
  }

  /**
   * Converts a tensor image to another dtype, and its numbers to the range of that: Python's {@code
   * F.convert_image_dtype(image, dtype)}.
   *
   * @return the image itself if it has the dtype
   * @throws dev.obor.TorchException if the numbers would lose too much
   */
  public static Tensor convertImageDtype(Tensor image, DType dtype) {
    return TensorImages.convertDtype(image, dtype);
  }

  /**
   * Makes the mean of each channel 0 and its deviation 1: Python's {@code F.normalize(tensor, mean,
   * std)}.
   *
   * @param tensor float, of shape (…, C, H, W)
   * @param mean a number for each channel, or one for all
   * @param std the same
   * @return a new tensor, {@code (tensor - mean) / std}
   * @throws TypeException if the tensor has no floats
   * @throws ValueException if the shape is no image's, or a deviation is zero
   */
  public static Tensor normalize(Tensor tensor, double[] mean, double[] std) {
    return normalize(tensor, mean, std, false);
  }

  /**
   * The same, in place or not: Python's {@code F.normalize(tensor, mean, std, inplace)}.
   *
   * @param inplace whether the tensor itself is changed
   */
  public static Tensor normalize(Tensor tensor, double[] mean, double[] std, boolean inplace) {
    TensorImages.checkImage(tensor);
    DType dtype = tensor.dtype();
    if (!dtype.isFloatingPoint()) {
      throw new TypeException("Input tensor should be a float tensor. Got " + dtype + ".");
    }
    if (tensor.dim() < 3) {
      throw new ValueException(
          "Expected tensor to be a tensor image of size (..., C, H, W). Got tensor.size() = "
              + tensor.size());
    }
    if (Arrays.stream(std).anyMatch(s -> s == 0 || (dtype != DType.FLOAT64 && (float) s == 0))) {
      throw new ValueException(
          "std evaluated to zero after conversion to " + dtype + ", leading to division by zero.");
    }
    try (Scope scope = Torch.scope()) {
      Tensor means = channels(mean, tensor);
      Tensor deviations = channels(std, tensor);
      if (inplace) {
        tensor.sub_(means).div_(deviations);
        return tensor;
      }
      // A grey image does not become coloured by three means: a change in place says why.
      Tensor centered =
          mean.length == 1 || mean.length == tensor.size(-3)
              ? tensor.sub(means)
              : tensor.clone().sub_(means);
      return scope.keep(centered.div_(deviations));
    }
  }

  private static Tensor channels(double[] values, Tensor like) {
    return Torch.tensor(values, o -> o.dtype(like.dtype()))
        .to(like.device())
        .view(values.length, 1, 1);
  }

  /** The same with lists: {@code F.normalize(tensor, [0.5], [0.5])}. */
  public static Tensor normalize(
      Tensor tensor, List<? extends Number> mean, List<? extends Number> std) {
    return normalize(tensor, Arguments.doubles(mean), Arguments.doubles(std));
  }

  /**
   * Writes values into a rectangle of a copy: Python's {@code F.erase(img, i, j, h, w, v)}.
   *
   * @param i the first row
   * @param j the first column
   * @param v of a shape that fits (…, C, h, w) by broadcasting
   */
  public static Tensor erase(Tensor img, int i, int j, int h, int w, Tensor v) {
    return erase(img, i, j, h, w, v, false);
  }

  /** The same, in place or not: Python's {@code F.erase(img, i, j, h, w, v, inplace)}. */
  public static Tensor erase(Tensor img, int i, int j, int h, int w, Tensor v, boolean inplace) {
    return TensorGeometry.erase(img, i, j, h, w, v, inplace);
  }
}
