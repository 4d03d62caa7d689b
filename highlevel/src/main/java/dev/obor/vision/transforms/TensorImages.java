package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TypeException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is common to the functions of images that are tensors. */
final class TensorImages {
  private TensorImages() {}

  static void checkImage(Tensor img) {
    if (img.dim() < 2) {
      throw new TypeException("Tensor is not a torch image.");
    }
  }

  static void checkThreeDimensions(Tensor img) {
    if (img.dim() < 3) {
      throw new TypeException(
          "Input image tensor should have at least 3 dimensions, but found " + img.dim());
    }
  }

  static int[] dimensions(Tensor img) {
    checkImage(img);
    long channels = img.dim() == 2 ? 1 : img.size(-3);
    return new int[] {
      Math.toIntExact(channels), Math.toIntExact(img.size(-2)), Math.toIntExact(img.size(-1))
    };
  }

  static void checkChannels(Tensor img, int... permitted) {
    int channels = dimensions(img)[0];
    if (Arrays.stream(permitted).noneMatch(c -> c == channels)) {
      String text =
          Arrays.stream(permitted).mapToObj(String::valueOf).collect(Collectors.joining(", "));
      throw new TypeException(
          "Input image tensor permitted channel values are [" + text + "], but found " + channels);
    }
  }

  /** The number that white has. */
  static double maxValue(DType dtype) {
    return switch (dtype) {
      case UINT8 -> 255;
      case INT8 -> 127;
      case INT16 -> 32767;
      case UINT16 -> 65535;
      case INT32 -> 2147483647;
      case INT64 -> 9223372036854775807L;
      default -> 1;
    };
  }

  /** The dtype in which integers are computed. */
  static DType computing(Tensor img) {
    return img.dtype().isFloatingPoint() ? img.dtype() : DType.FLOAT32;
  }

  private static boolean isWhole(DType dtype) {
    return switch (dtype) {
      case UINT8, INT8, INT16, INT32, INT64 -> true;
      default -> false;
    };
  }

  /** An image as operators want it, of shape (N, C, H, W), and what it was before. */
  record Batch(Tensor img, DType dtype, boolean cast, boolean squeeze) {
    static Batch of(Tensor img, DType... allowed) {
      boolean squeeze = img.dim() < 4;
      Tensor batch = squeeze ? img.unsqueeze(0) : img;
      boolean cast = !Arrays.asList(allowed).contains(img.dtype());
      return new Batch(cast ? batch.to(allowed[0]) : batch, img.dtype(), cast, squeeze);
    }

    /** A result in the shape and dtype of the image. */
    Tensor back(Tensor result) {
      Tensor out = squeeze ? result.squeeze(0) : result;
      if (!cast) {
        return out;
      }
      return (isWhole(dtype) ? out.round() : out).to(dtype);
    }
  }

  static Tensor convertDtype(Tensor image, DType dtype) {
    DType from = image.dtype();
    if (from == dtype) {
      return image;
    }
    if (from.isFloatingPoint()) {
      return dtype.isFloatingPoint() ? image.to(dtype) : toWhole(image, dtype);
    }
    double most = maxValue(from);
    if (dtype.isFloatingPoint()) {
      try (Tensor converted = image.to(dtype)) {
        return converted.div(most);
      }
    }
    double newMost = maxValue(dtype);
    if (most > newMost) {
      // int64's largest number is no double, but its successor is.
      long factor = (long) Math.floor((most + 1) / (newMost + 1));
      try (Tensor divided = image.div(factor, o -> o.roundingMode("floor"))) {
        return divided.to(dtype);
      }
    }
    long factor = (long) Math.floor((newMost + 1) / (most + 1));
    try (Tensor converted = image.to(dtype)) {
      return converted.mul(factor);
    }
  }

  private static Tensor toWhole(Tensor image, DType dtype) {
    DType from = image.dtype();
    if ((from == DType.FLOAT32 && (dtype == DType.INT32 || dtype == DType.INT64))
        || (from == DType.FLOAT64 && dtype == DType.INT64)) {
      throw new dev.obor.TorchException(
          "The cast from " + from + " to " + dtype + " cannot be performed safely.");
    }
    try (Tensor scaled = image.mul(maxValue(dtype) + 1.0 - 1e-3)) {
      return scaled.to(dtype);
    }
  }
}
