package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Levels;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.io.Io;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.PythonText;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the functions that change numbers do with each class of inputs. */
final class ColorKernels {
  private ColorKernels() {}

  /** Does with an image of Java what is done with tensors, and keeps its mode. */
  private static BufferedImage asTensor(BufferedImage image, UnaryOperator<Tensor> change) {
    try (Scope scope = Torch.scope()) {
      String mode = BufferedImages.mode(image).toString();
      return F.toPilImage(change.apply(F.pilToTensor(image)), mode);
    }
  }

  static <T> Dispatch<T> rgbToGrayscale(T inpt, int channels) {
    if (channels != 1 && channels != 3) {
      throw new ValueException("num_output_channels must be 1 or 3, got " + channels + ".");
    }
    return Dispatch.of("rgb_to_grayscale", inpt, "num_output_channels", channels)
        .images(x -> ImageColors.grayscale(x, channels))
        .pictures(image -> F.rgbToGrayscale(image, channels));
  }

  static <T> Dispatch<T> grayscaleToRgb(T inpt) {
    return Dispatch.of("grayscale_to_rgb", inpt)
        .images(x -> x.size(-3) >= 3 ? x : ImageColors.grayscale(x, 3))
        .pictures(
            image -> {
              Pixels pixels = BufferedImages.pixels(image);
              return pixels.mode() == Mode.RGB
                  ? image
                  : BufferedImages.image(Levels.converted(pixels, Mode.RGB));
            });
  }

  static <T> Dispatch<T> adjustBrightness(T inpt, double factor) {
    return Dispatch.of("adjust_brightness", inpt, "brightness_factor", factor)
        .tensors(x -> ImageColors.brightness(x, factor))
        .pictures(image -> F.adjustBrightness(image, factor));
  }

  static <T> Dispatch<T> adjustSaturation(T inpt, double factor) {
    return Dispatch.of("adjust_saturation", inpt, "saturation_factor", factor)
        .tensors(x -> ImageColors.saturation(x, factor))
        .pictures(image -> F.adjustSaturation(image, factor));
  }

  static <T> Dispatch<T> adjustContrast(T inpt, double factor) {
    return Dispatch.of("adjust_contrast", inpt, "contrast_factor", factor)
        .tensors(x -> ImageColors.contrast(x, factor))
        .pictures(image -> F.adjustContrast(image, factor));
  }

  static <T> Dispatch<T> adjustSharpness(T inpt, double factor) {
    return Dispatch.of("adjust_sharpness", inpt, "sharpness_factor", factor)
        .tensors(x -> ImageColors.sharpness(x, factor))
        .pictures(image -> F.adjustSharpness(image, factor));
  }

  static <T> Dispatch<T> adjustHue(T inpt, double factor) {
    if (!(factor >= -0.5 && factor <= 0.5)) {
      throw new ValueException("hue_factor (" + PythonText.of(factor) + ") is not in [-0.5, 0.5].");
    }
    return Dispatch.of("adjust_hue", inpt, "hue_factor", factor)
        .tensors(
            x -> {
              ImageColors.checkChannels(x);
              return x.numel() == 0 ? x : F.adjustHue(x, factor);
            })
        .pictures(image -> F.adjustHue(image, factor));
  }

  static <T> Dispatch<T> adjustGamma(T inpt, double gamma, double gain) {
    return Dispatch.of("adjust_gamma", inpt, "gamma", gamma, "gain", gain)
        .tensors(x -> F.adjustGamma(x, gamma, gain))
        .pictures(image -> F.adjustGamma(image, gamma, gain));
  }

  static <T> Dispatch<T> posterize(T inpt, int bits) {
    return Dispatch.of("posterize", inpt, "bits", bits)
        .tensors(x -> ImageColors.posterize(x, bits))
        .pictures(image -> F.posterize(image, bits));
  }

  static <T> Dispatch<T> solarize(T inpt, double threshold) {
    return Dispatch.of("solarize", inpt, "threshold", threshold)
        .tensors(x -> ImageColors.solarize(x, threshold))
        .pictures(image -> F.solarize(image, threshold));
  }

  static <T> Dispatch<T> autocontrast(T inpt) {
    return Dispatch.of("autocontrast", inpt)
        .tensors(ImageColors::autocontrast)
        .pictures(F::autocontrast);
  }

  static <T> Dispatch<T> equalize(T inpt) {
    return Dispatch.of("equalize", inpt).tensors(ImageColors::equalize).pictures(F::equalize);
  }

  static <T> Dispatch<T> invert(T inpt) {
    return Dispatch.of("invert", inpt).tensors(ImageColors::invert).pictures(F::invert);
  }

  static <T> Dispatch<T> permuteChannels(T inpt, int[] permutation) {
    return Dispatch.of("permute_channels", inpt, "permutation", Attributes.list(permutation))
        .tensors(x -> ImageColors.permuteChannels(x, permutation))
        .pictures(image -> asTensor(image, x -> ImageColors.permuteChannels(x, permutation)));
  }

  static <T> Dispatch<T> normalize(T inpt, double[] mean, double[] std, boolean inplace) {
    return Dispatch.of(
            "normalize", inpt, "mean", Attributes.list(mean), "std", Attributes.list(std))
        .tensors(x -> normalized(x, mean, std, inplace));
  }

  private static Tensor normalized(Tensor x, double[] mean, double[] std, boolean inplace) {
    if (!x.isFloatingPoint()) {
      throw new TypeException("Input tensor should be a float tensor. Got " + x.dtype() + ".");
    }
    if (x.dim() < 3) {
      throw new ValueException(
          "Expected tensor to be a tensor image of size (..., C, H, W). Got " + x.size() + ".");
    }
    for (double s : std) {
      if (s == 0) {
        throw new ValueException("std evaluated to zero, leading to division by zero.");
      }
    }
    if (inplace || mean.length == 1 || x.size(-3) != 1) {
      return F.normalize(x, mean, std, inplace);
    }
    // A grey image gets a channel for each mean here, other than in v1.
    long[] size = x.size().toArray();
    size[size.length - 3] = mean.length;
    try (Tensor channels = x.expand(Torch.size(size))) {
      return F.normalize(channels, mean, std, false);
    }
  }

  static <T> Dispatch<T> gaussianBlur(T inpt, int[] kernelSize, double @Nullable [] sigma) {
    if (kernelSize.length != 2) {
      throw new ValueException(
          "If kernel_size is a sequence its length should be 2. Got " + kernelSize.length);
    }
    UnaryOperator<Tensor> blur =
        x ->
            x.numel() == 0
                ? x
                : ImageGeometry.batched(
                    x,
                    y ->
                        sigma == null
                            ? F.gaussianBlur(y, kernelSize)
                            : F.gaussianBlur(y, kernelSize, sigma));
    return Dispatch.of("gaussian_blur", inpt, "kernel_size", Attributes.list(kernelSize))
        .tensors(blur)
        .pictures(image -> asTensor(image, blur));
  }

  static <T> Dispatch<T> gaussianNoise(T inpt, double mean, double sigma, boolean clip) {
    return Dispatch.of("gaussian_noise", inpt, "mean", mean, "sigma", sigma, "clip", clip)
        .tensors(x -> ImageColors.noisy(x, mean, sigma, clip))
        .pictures(
            image -> {
              throw new ValueException("Gaussian Noise is not implemented for PIL images.");
            });
  }

  static <T> Dispatch<T> toDtype(T inpt, DType dtype, boolean scale) {
    return Dispatch.of("to_dtype", inpt, "dtype", dtype, "scale", scale)
        .tensors(x -> ImageColors.toDtype(x, dtype, scale))
        .points(points -> points.with(points.data().to(dtype)))
        .boxes(boxes -> boxes.with(boxes.data().to(dtype)))
        .masks(x -> x.to(dtype));
  }

  static <T> Dispatch<T> erase(T inpt, int i, int j, int h, int w, Tensor v, boolean inplace) {
    return Dispatch.of("erase", inpt, "i", i, "j", j, "h", h, "w", w, "v", v)
        .tensors(x -> F.erase(x, i, j, h, w, v, inplace))
        .pictures(image -> asTensor(image, x -> F.erase(x, i, j, h, w, v, inplace)));
  }

  static <T> Dispatch<T> jpeg(T inpt, int quality) {
    return Dispatch.of("jpeg", inpt, "quality", quality)
        .tensors(x -> compressed(x, quality))
        .pictures(image -> asTensor(image, x -> compressed(x, quality)));
  }

  private static Tensor compressed(Tensor image, int quality) {
    long[] shape = image.size().toArray();
    int lead = shape.length - 3;
    Tensor flat = image.reshape(-1, shape[lead], shape[lead + 1], shape[lead + 2]);
    if (flat.size(0) == 0) {
      return image.clone();
    }
    List<Tensor> decoded = new ArrayList<>();
    for (Tensor one : flat.unbind(0)) {
      decoded.add(Io.decodeJpeg(Io.encodeJpeg(one, quality)));
    }
    return Torch.stack(decoded).view(shape);
  }

  static <T> Dispatch<T> uniformTemporalSubsample(T inpt, int numSamples) {
    UnaryOperator<Tensor> sample =
        video -> {
          Tensor places = Torch.linspace(0, video.size(-4) - 1, numSamples).to(DType.INT64);
          return video.indexSelect(-4, places.to(video.device()));
        };
    Dispatch<T> dispatch = Dispatch.of("uniform_temporal_subsample", inpt);
    return inpt instanceof Tensor ? dispatch.images(sample) : dispatch.videos(sample);
  }
}
