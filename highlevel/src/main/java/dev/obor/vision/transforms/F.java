package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * The functions below the transforms: Python's {@code torchvision.transforms.functional}, by custom
 * imported as {@code F}.
 *
 * <pre>{@code
 * Tensor x = F.toTensor(image);
 * BufferedImage turned = F.rotate(image, 30, o -> o.expand(true).fill(255));
 * Tensor small = F.resize(x, new int[] {32, 32});
 * }</pre>
 *
 * <p>Most take a {@link BufferedImage} or a tensor of shape (…, C, H, W), and return what they were
 * given; anything else throws a {@link TypeException}. Results are new, belong to the caller's
 * scope, and may share memory with the image where a function says that it returns the image itself
 * or a view. All functions may be called from any thread.
 */
public final class F extends GeometryFunctions {
  private F() {}

  // ---- brightness and colour

  /**
   * Changes the brightness: Python's {@code F.adjust_brightness(img, brightness_factor)}.
   *
   * @param brightnessFactor 0 for black, 1 for the image as it is, 2 for twice as bright
   */
  public static <T> T adjustBrightness(T img, double brightnessFactor) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.brightness(tensor, brightnessFactor)
            : PilImages.brightness(image(img), brightnessFactor));
  }

  /**
   * Changes the contrast: Python's {@code F.adjust_contrast(img, contrast_factor)}.
   *
   * @param contrastFactor 0 for grey, 1 for the image as it is, 2 for twice the contrast
   */
  public static <T> T adjustContrast(T img, double contrastFactor) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.contrast(tensor, contrastFactor)
            : PilImages.contrast(image(img), contrastFactor));
  }

  /**
   * Changes the saturation: Python's {@code F.adjust_saturation(img, saturation_factor)}.
   *
   * @param saturationFactor 0 for black and white, 1 for the image as it is, 2 for twice the colour
   */
  public static <T> T adjustSaturation(T img, double saturationFactor) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.saturation(tensor, saturationFactor)
            : PilImages.saturation(image(img), saturationFactor));
  }

  /**
   * Turns the hue: Python's {@code F.adjust_hue(img, hue_factor)}.
   *
   * @param hueFactor from -0.5 to 0.5; both ends give the opposite colours
   * @throws ValueException if it is none of these
   */
  public static <T> T adjustHue(T img, double hueFactor) {
    if (!(hueFactor >= -0.5 && hueFactor <= 0.5)) {
      throw new ValueException(
          "hue_factor (" + PythonText.of(hueFactor) + ") is not in [-0.5, 0.5].");
    }
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.hue(tensor, hueFactor)
            : PilImages.hue(image(img), hueFactor));
  }

  /** Python's {@code F.adjust_gamma(img, gamma)}. */
  public static <T> T adjustGamma(T img, double gamma) {
    return adjustGamma(img, gamma, 1);
  }

  /**
   * Applies a power law, {@code 255 gain (v / 255)^gamma}: Python's {@code F.adjust_gamma(img,
   * gamma, gain)}.
   *
   * @param gamma above 1 makes shadows darker, below 1 lighter
   * @param gain a factor
   * @throws ValueException if gamma is negative
   */
  public static <T> T adjustGamma(T img, double gamma, double gain) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.gamma(tensor, gamma, gain)
            : PilImages.gamma(image(img), gamma, gain));
  }

  /**
   * Changes the sharpness: Python's {@code F.adjust_sharpness(img, sharpness_factor)}.
   *
   * @param sharpnessFactor 0 for a smoothed image, 1 for the image as it is, 2 for twice as sharp
   */
  public static <T> T adjustSharpness(T img, double sharpnessFactor) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.sharpness(tensor, sharpnessFactor)
            : PilImages.sharpness(image(img), sharpnessFactor));
  }

  /** Makes an image grey, with one channel: Python's {@code F.rgb_to_grayscale(img)}. */
  public static <T> T rgbToGrayscale(T img) {
    return rgbToGrayscale(img, 1);
  }

  /**
   * Makes an image grey: Python's {@code F.rgb_to_grayscale(img, num_output_channels)}.
   *
   * @param numOutputChannels 1, or 3 for three equal ones
   * @throws ValueException if it is another number
   */
  public static <T> T rgbToGrayscale(T img, int numOutputChannels) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.grayscale(tensor, numOutputChannels)
            : PilImages.grayscale(image(img), numOutputChannels));
  }

  /** Python's {@code F.to_grayscale(img)}. */
  public static BufferedImage toGrayscale(BufferedImage img) {
    return toGrayscale(img, 1);
  }

  /**
   * Makes an image of Java grey: Python's {@code F.to_grayscale(img, num_output_channels)}.
   *
   * @param numOutputChannels 1, or 3 for three equal ones
   */
  public static BufferedImage toGrayscale(BufferedImage img, int numOutputChannels) {
    return PilImages.grayscale(img, numOutputChannels);
  }

  // ---- levels

  /** Makes light dark and dark light: Python's {@code F.invert(img)}. */
  public static <T> T invert(T img) {
    return as(
        img,
        img instanceof Tensor tensor ? TensorColors.invert(tensor) : PilImages.invert(image(img)));
  }

  /**
   * Keeps the highest bits of each number: Python's {@code F.posterize(img, bits)}.
   *
   * @param img a tensor must be uint8
   * @param bits from 0 to 8; images of Java need one
   * @throws ValueException if it is another number
   */
  public static <T> T posterize(T img, int bits) {
    if (bits < 0 || bits > 8) {
      throw new ValueException("The number if bits should be between 0 and 8. Got " + bits);
    }
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.posterize(tensor, bits)
            : PilImages.posterize(image(img), bits));
  }

  /**
   * Inverts what is as light as a threshold, or lighter: Python's {@code F.solarize(img,
   * threshold)}.
   */
  public static <T> T solarize(T img, double threshold) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.solarize(tensor, threshold)
            : PilImages.solarize(image(img), threshold));
  }

  /** Spreads each channel over all levels: Python's {@code F.autocontrast(img)}. */
  public static <T> T autocontrast(T img) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.autocontrast(tensor)
            : PilImages.autocontrast(image(img)));
  }

  /**
   * Makes the levels of each channel equally frequent: Python's {@code F.equalize(img)}.
   *
   * @param img a tensor must be uint8
   */
  public static <T> T equalize(T img) {
    return as(
        img,
        img instanceof Tensor tensor
            ? TensorColors.equalize(tensor)
            : PilImages.equalize(image(img)));
  }

  // ---- blur

  /** Python's {@code F.gaussian_blur(img, kernel_size)} with a square. */
  public static <T> T gaussianBlur(T img, int kernelSize) {
    return gaussianBlur(img, new int[] {kernelSize, kernelSize});
  }

  /**
   * Blurs an image by as much as goes with the size of the kernel: Python's {@code
   * F.gaussian_blur(img, kernel_size)}.
   */
  public static <T> T gaussianBlur(T img, int[] kernelSize) {
    double[] sigma = Arrays.stream(kernelSize).mapToDouble(size -> size * 0.15 + 0.35).toArray();
    return gaussianBlur(img, kernelSize, sigma);
  }

  /** Python's {@code F.gaussian_blur(img, kernel_size, sigma)} with one number each. */
  public static <T> T gaussianBlur(T img, int kernelSize, double sigma) {
    return gaussianBlur(img, new int[] {kernelSize, kernelSize}, new double[] {sigma, sigma});
  }

  /**
   * Blurs an image: Python's {@code F.gaussian_blur(img, kernel_size, sigma)}.
   *
   * @param kernelSize width and height of the kernel, both odd
   * @param sigma the standard deviation along both; one number for both
   * @throws ValueException if there are too many or too few numbers, or a number does not fit
   */
  public static <T> T gaussianBlur(T img, int[] kernelSize, double[] sigma) {
    if (kernelSize.length != 2) {
      throw new ValueException(
          "If kernel_size is a sequence its length should be 2. Got " + kernelSize.length);
    }
    for (int size : kernelSize) {
      if (size % 2 == 0 || size < 0) {
        throw new ValueException(
            "kernel_size should have odd and positive integers. Got "
                + PythonText.of(Arrays.stream(kernelSize).boxed().toList()));
      }
    }
    double[] both = sigma.length == 1 ? new double[] {sigma[0], sigma[0]} : sigma;
    if (both.length != 2) {
      throw new ValueException(
          "If sigma is a sequence, its length should be 2. Got " + sigma.length);
    }
    for (double s : both) {
      if (s <= 0) {
        throw new ValueException(
            "sigma should have positive values. Got "
                + PythonText.of(Arrays.stream(both).boxed().toList()));
      }
    }
    return PilImages.asTensor(img, tensor -> TensorGeometry.gaussianBlur(tensor, kernelSize, both));
  }
}
