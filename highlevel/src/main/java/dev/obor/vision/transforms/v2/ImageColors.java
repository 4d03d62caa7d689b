package dev.obor.vision.transforms.v2;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.PythonText;
import java.util.Arrays;

/**
 * Changes the numbers of tensors with any number of leading dimensions; what v1 does alike, it
 * does. Callers own a scope.
 */
final class ImageColors {
  private ImageColors() {}

  /** The number that white has. */
  static double maxValue(DType dtype) {
    return dtype.isFloatingPoint() || dtype == DType.BOOL ? 1 : Math.pow(2, bits(dtype)) - 1;
  }

  private static int bits(DType dtype) {
    return switch (dtype) {
      case UINT8 -> 8;
      case INT8 -> 7;
      case INT16 -> 15;
      case UINT16 -> 16;
      case INT32 -> 31;
      case INT64 -> 63;
      default ->
          throw new TypeException(
              "Number of value bits is only defined for integer dtypes, but got " + dtype + ".");
    };
  }

  static void checkFactor(String name, double factor) {
    if (factor < 0) {
      throw new ValueException(name + " (" + PythonText.of(factor) + ") is not non-negative.");
    }
  }

  static void checkChannels(Tensor image) {
    long c = image.size(-3);
    if (c != 1 && c != 3) {
      throw new TypeException(
          "Input image tensor permitted channel values are 1 or 3, but found " + c);
    }
  }

  static Tensor toDtype(Tensor image, DType dtype, boolean scale) {
    DType from = image.dtype();
    if (from == dtype) {
      return image;
    } else if (!scale || (from.isFloatingPoint() && dtype.isFloatingPoint())) {
      return image.to(dtype);
    } else if (from.isFloatingPoint()) {
      boolean isUnsafe =
          from == DType.FLOAT32
              ? dtype == DType.INT32 || dtype == DType.INT64
              : from == DType.FLOAT64 && dtype == DType.INT64;
      if (isUnsafe) {
        throw new TorchException(
            "The conversion from " + from + " to " + dtype + " cannot be performed safely.");
      }
      // A little less than one more than white, so that all levels are equally wide.
      return image.mul(maxValue(dtype) + 1.0 - 1e-3).to(dtype);
    } else if (dtype.isFloatingPoint()) {
      return image.to(dtype).mul_(1.0 / maxValue(from));
    }
    int shift = bits(from) - bits(dtype);
    if (shift > 0) {
      return from == DType.UINT16
          ? image.div(Math.pow(2, shift)).to(dtype)
          : image.bitwiseRightShift(shift).to(dtype);
    }
    return dtype == DType.UINT16
        ? image.to(dtype).mul(1L << -shift)
        : image.to(dtype).bitwiseLeftShift(-shift);
  }

  static Tensor grayscale(Tensor image, int channels) {
    if (image.size(-3) == 1) {
      long[] repeats = new long[image.dim()];
      Arrays.fill(repeats, 1);
      repeats[repeats.length - 3] = channels;
      return channels == 1 ? image.clone() : image.repeat(repeats);
    }
    Tensor gray = light(image).to(image.dtype());
    return channels == 3 ? gray.expand(image.size()) : gray;
  }

  /** How light each pixel of three channels is, with fractions. */
  private static Tensor light(Tensor image) {
    return image
        .select(-3, 0)
        .mul(0.2989)
        .add_(image.select(-3, 1), o -> o.alpha(0.587))
        .add_(image.select(-3, 2), o -> o.alpha(0.114))
        .unsqueeze(-3);
  }

  private static Tensor wholeLight(Tensor image) {
    return image.isFloatingPoint() ? light(image) : light(image).floor_();
  }

  private static Tensor blend(Tensor image, Tensor other, double ratio) {
    return image
        .mul(ratio)
        .add_(other, o -> o.alpha(1.0 - ratio))
        .clamp_(0, maxValue(image.dtype()))
        .to(image.dtype());
  }

  static Tensor saturation(Tensor image, double factor) {
    checkFactor("saturation_factor", factor);
    checkChannels(image);
    return image.size(-3) == 1 ? image : blend(image, wholeLight(image), factor);
  }

  static Tensor contrast(Tensor image, double factor) {
    checkFactor("contrast_factor", factor);
    checkChannels(image);
    Tensor gray =
        image.size(-3) == 3
            ? wholeLight(image)
            : image.isFloatingPoint() ? image : image.to(DType.FLOAT32);
    return blend(image, gray.mean(new long[] {-3, -2, -1}, true), factor);
  }

  static Tensor brightness(Tensor image, double factor) {
    checkFactor("brightness_factor", factor);
    checkChannels(image);
    Tensor result = image.mul(factor).clamp_(0, maxValue(image.dtype()));
    return result.to(image.dtype());
  }

  static Tensor sharpness(Tensor image, double factor) {
    long c = image.size(-3);
    if (c != 1 && c != 3) {
      throw new TypeException("Input image tensor can have 1 or 3 channels, but found " + c);
    }
    checkFactor("sharpness_factor", factor);
    if (image.numel() == 0 || image.size(-1) <= 2 || image.size(-2) <= 2) {
      return image;
    }
    return ImageGeometry.batched(image, x -> sharpened(x, factor));
  }

  private static Tensor sharpened(Tensor image, double factor) {
    boolean isFloat = image.isFloatingPoint();
    DType dtype = isFloat ? image.dtype() : DType.FLOAT32;
    double outer = 1.0 / 13;
    double[] numbers = new double[9];
    Arrays.fill(numbers, outer);
    numbers[4] = 5.0 / 13;
    long channels = image.size(-3);
    Tensor kernel =
        Torch.tensor(numbers, o -> o.dtype(dtype))
            .to(image.device())
            .view(3, 3)
            .expand(channels, 1, 3, 3);
    Tensor output = Aten._to_copy(image, dtype, null, null, null, false, null);
    long[] one = {1, 1};
    Tensor blurred = Aten.conv2d(output, kernel, null, one, new long[] {0, 0}, one, channels);
    if (!isFloat) {
      blurred = blurred.round();
    }
    Tensor inside = output.narrow(-2, 1, image.size(-2) - 2).narrow(-1, 1, image.size(-1) - 2);
    inside.add_(blurred.sub(inside), o -> o.alpha(1.0 - factor));
    return output.clamp_(0, maxValue(image.dtype())).to(image.dtype());
  }

  static Tensor posterize(Tensor image, int bits) {
    if (bits < 0 || bits > 8) {
      throw new TypeException(
          "bits must be a positive integer in the range [0, 8], got " + bits + " instead.");
    }
    if (image.isFloatingPoint()) {
      int levels = 1 << bits;
      return image.mul(levels).floor_().clamp_(0, levels - 1).mul_(1.0 / levels);
    }
    int all = bits(image.dtype());
    return bits >= all ? image : image.bitwiseAnd(((1L << bits) - 1) << (all - bits));
  }

  static Tensor invert(Tensor image) {
    if (image.isFloatingPoint()) {
      return image.rsub(1.0);
    }
    return image.dtype() == DType.UINT8
        ? image.bitwiseNot()
        : image.bitwiseXor((1L << bits(image.dtype())) - 1);
  }

  static Tensor solarize(Tensor image, double threshold) {
    if (threshold > maxValue(image.dtype())) {
      throw new TypeException(
          "Threshold should be less or equal the maximum value of the dtype, but got "
              + PythonText.of(threshold));
    }
    return Torch.where(image.ge(threshold), invert(image), image);
  }

  static Tensor autocontrast(Tensor image) {
    checkChannels(image);
    if (image.numel() == 0) {
      return image;
    }
    double bound = maxValue(image.dtype());
    Tensor x = image.isFloatingPoint() ? image : image.to(DType.FLOAT32);
    long[] pixels = {-2, -1};
    Tensor least = x.amin(pixels, true);
    Tensor most = x.amax(pixels, true);
    Tensor flat = most.eq(least);
    Tensor scale = most.sub(least).mul_(1.0 / bound).maskedFill(flat, 1.0);
    return x.sub(least.maskedFill(flat, 0.0)).div_(scale).clamp_(0, bound).to(image.dtype());
  }

  static Tensor equalize(Tensor image) {
    if (image.numel() == 0) {
      return image;
    }
    Tensor bytes = toDtype(image, DType.UINT8, true);
    Tensor flat = bytes.reshape(-1, 1, image.size(-2), image.size(-1));
    Tensor result = F.equalize(flat).reshape(image.size());
    return toDtype(result, image.dtype(), true);
  }

  static Tensor permuteChannels(Tensor image, int[] permutation) {
    long channels = image.size(-3);
    if (permutation.length != channels) {
      throw new ValueException(
          "Length of permutation does not match number of channels: "
              + permutation.length
              + " != "
              + channels);
    }
    long[] places = Arrays.stream(permutation).asLongStream().toArray();
    return image.indexSelect(-3, Torch.fromArray(places).to(image.device()));
  }

  static Tensor noisy(Tensor image, double mean, double sigma, boolean clip) {
    if (sigma < 0) {
      throw new ValueException("sigma shouldn't be negative. Got " + PythonText.of(sigma));
    }
    long[] shape = image.size().toArray();
    if (image.isFloatingPoint()) {
      Tensor noise = Draws.randn(image.dtype(), shape).to(image.device()).mul(sigma).add(mean);
      Tensor result = image.add(noise);
      return clip ? result.clamp(0, 1) : result;
    } else if (image.dtype() == DType.UINT8) {
      Tensor drawn = Draws.randn(DType.FLOAT32, shape).to(image.device());
      Tensor noise = drawn.mul(sigma * 255).add(mean * 255).to(DType.INT16);
      Tensor result = image.add(noise);
      return (clip ? result.clamp(0, 255) : result).to(DType.UINT8);
    }
    throw new ValueException(
        "Input tensor is expected to be in uint8 or float dtype, got dtype=" + image.dtype());
  }
}
