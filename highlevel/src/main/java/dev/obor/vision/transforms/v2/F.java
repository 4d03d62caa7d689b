package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.tv_tensors.Image;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * The functions below the transforms: Python's {@code torchvision.transforms.v2.functional}, by
 * custom imported as {@code F}.
 *
 * <pre>{@code
 * Image turned = F.rotate(image, 30, o -> o.expand(true));
 * BoundingBoxes boxes = F.horizontalFlip(boxes);
 * Mask mask = F.resize(mask, 32, 32);
 * }</pre>
 *
 * <p>An input is a plain tensor of shape (…, C, H, W), an image of Java, or one of {@link
 * dev.obor.vision.tv_tensors}; the result is of its class. A function throws a {@link
 * dev.obor.TypeException} for classes that it does nothing with. Results belong to the caller's
 * scope. All functions may be called from any thread.
 */
public final class F extends GeometryFunctions {
  private F() {}

  // ---- images and tensors

  /** Takes an image of Java as an {@link Image}: Python's {@code F.to_image(inpt)}. */
  public static Image toImage(BufferedImage inpt) {
    return new Image(inpt);
  }

  /** Takes a tensor as an {@link Image}: Python's {@code F.to_image(inpt)}. */
  public static Image toImage(Tensor inpt) {
    return new Image(inpt);
  }

  /**
   * Takes levels from 0 to 255 without sign as an {@link Image}: Python's {@code
   * F.to_image(array)}.
   *
   * @param inpt of shape (H, W, C)
   */
  public static Image toImage(byte[][][] inpt) {
    int height = inpt.length;
    int width = height == 0 ? 0 : inpt[0].length;
    int channels = width == 0 ? 0 : inpt[0][0].length;
    byte[] planes = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
    for (int i = 0; i < planes.length; i++) {
      int place = i % (height * width);
      planes[i] = inpt[place / width][place % width][i / (height * width)];
    }
    return new Image(Torch.fromUnsignedArray(planes, channels, height, width));
  }

  /** Makes an image of Java of a tensor: Python's {@code F.to_pil_image(pic)}. */
  public static BufferedImage toPilImage(Tensor pic) {
    return toPilImage(pic, null);
  }

  /** Makes an image of Java of a tensor: Python's {@code F.to_pil_image(pic, mode)}. */
  public static BufferedImage toPilImage(Tensor pic, @Nullable String mode) {
    return dev.obor.vision.transforms.F.toPilImage(pic, mode);
  }

  /** Makes an image of Java of an {@link Image}: Python's {@code F.to_pil_image(pic)}. */
  public static BufferedImage toPilImage(Image pic) {
    return toPilImage(pic.data(), null);
  }

  /** The numbers of an image of Java as a tensor: Python's {@code F.pil_to_tensor(pic)}. */
  public static Tensor pilToTensor(BufferedImage pic) {
    return dev.obor.vision.transforms.F.pilToTensor(pic);
  }

  /** A tensor of an image, with bytes scaled to 0 to 1: Python's {@code F.to_tensor(inpt)}. */
  public static Tensor toTensor(BufferedImage inpt) {
    return dev.obor.vision.transforms.F.toTensor(inpt);
  }

  // ---- numbers

  /** Converts to another dtype: Python's {@code F.to_dtype(inpt, dtype)}. */
  public static <T> T toDtype(T inpt, DType dtype) {
    return toDtype(inpt, dtype, false);
  }

  /**
   * Converts to another dtype: Python's {@code F.to_dtype(inpt, dtype, scale)}.
   *
   * @param scale whether white stays white; boxes, points and masks keep their numbers
   * @throws dev.obor.TorchException if the numbers would lose too much
   */
  public static <T> T toDtype(T inpt, DType dtype, boolean scale) {
    return ColorKernels.toDtype(inpt, dtype, scale).orThrow();
  }

  /** Converts to another dtype and range: Python's {@code F.convert_image_dtype(image, dtype)}. */
  public static Tensor convertImageDtype(Tensor image, DType dtype) {
    return toDtype(image, dtype, true);
  }

  /** Python's {@code F.normalize(inpt, mean, std)}. */
  public static <T> T normalize(T inpt, double[] mean, double[] std) {
    return normalize(inpt, mean, std, false);
  }

  /**
   * Makes the mean of each channel 0 and its deviation 1: Python's {@code F.normalize(inpt, mean,
   * std, inplace)}.
   *
   * @param mean a number for each channel, or one for all
   * @param std the same
   * @param inplace whether the tensor itself is changed
   */
  public static <T> T normalize(T inpt, double[] mean, double[] std, boolean inplace) {
    return ColorKernels.normalize(inpt, mean, std, inplace).orThrow();
  }

  /** Blurs by as much as goes with the kernel: Python's {@code F.gaussian_blur(inpt, size)}. */
  public static <T> T gaussianBlur(T inpt, int[] kernelSize) {
    return ColorKernels.gaussianBlur(inpt, kernelSize, null).orThrow();
  }

  /**
   * Blurs: Python's {@code F.gaussian_blur(inpt, kernel_size, sigma)}.
   *
   * @param kernelSize width and height of the kernel, both odd
   * @param sigma the standard deviation along both; one number for both
   */
  public static <T> T gaussianBlur(T inpt, int[] kernelSize, double... sigma) {
    return ColorKernels.gaussianBlur(inpt, kernelSize, sigma).orThrow();
  }

  /** Python's {@code F.gaussian_noise(inpt)}. */
  public static <T> T gaussianNoise(T inpt) {
    return gaussianNoise(inpt, 0, 0.1, true);
  }

  /**
   * Adds noise: Python's {@code F.gaussian_noise(inpt, mean, sigma, clip)}.
   *
   * @param mean where white is 1
   * @param sigma the standard deviation, where white is 1
   * @param clip whether numbers stay between black and white
   */
  public static <T> T gaussianNoise(T inpt, double mean, double sigma, boolean clip) {
    return ColorKernels.gaussianNoise(inpt, mean, sigma, clip).orThrow();
  }

  /** Python's {@code F.erase(inpt, i, j, h, w, v)}. */
  public static <T> T erase(T inpt, int i, int j, int h, int w, Tensor v) {
    return erase(inpt, i, j, h, w, v, false);
  }

  /**
   * Writes values into a rectangle: Python's {@code F.erase(inpt, i, j, h, w, v, inplace)}.
   *
   * @param i the first row
   * @param j the first column
   * @param v of a shape that fits (…, C, h, w) by broadcasting
   */
  public static <T> T erase(T inpt, int i, int j, int h, int w, Tensor v, boolean inplace) {
    return ColorKernels.erase(inpt, i, j, h, w, v, inplace).orThrow();
  }

  /**
   * Compresses as JPEG and decodes again: Python's {@code F.jpeg(image, quality)}.
   *
   * @param image uint8, with one or three channels
   * @param quality from 1 to 100
   */
  public static <T> T jpeg(T image, int quality) {
    return ColorKernels.jpeg(image, quality).orThrow();
  }

  /**
   * Takes frames at equal distances: Python's {@code F.uniform_temporal_subsample(inpt,
   * num_samples)}.
   *
   * @param inpt a video, of shape (…, T, C, H, W)
   */
  public static <T> T uniformTemporalSubsample(T inpt, int numSamples) {
    return ColorKernels.uniformTemporalSubsample(inpt, numSamples).orThrow();
  }

  // ---- colours

  /** Python's {@code F.rgb_to_grayscale(inpt)}. */
  public static <T> T rgbToGrayscale(T inpt) {
    return rgbToGrayscale(inpt, 1);
  }

  /**
   * Makes grey: Python's {@code F.rgb_to_grayscale(inpt, num_output_channels)}.
   *
   * @param numOutputChannels 1, or 3 for three equal ones
   * @throws dev.obor.ValueException if it is another number
   */
  public static <T> T rgbToGrayscale(T inpt, int numOutputChannels) {
    return ColorKernels.rgbToGrayscale(inpt, numOutputChannels).orThrow();
  }

  /** Python's {@code F.to_grayscale(inpt, num_output_channels)}, which is the same. */
  public static <T> T toGrayscale(T inpt, int numOutputChannels) {
    return rgbToGrayscale(inpt, numOutputChannels);
  }

  /** Makes three channels of one: Python's {@code F.grayscale_to_rgb(inpt)}. */
  public static <T> T grayscaleToRgb(T inpt) {
    return ColorKernels.grayscaleToRgb(inpt).orThrow();
  }

  /**
   * Python's {@code F.adjust_brightness(inpt, brightness_factor)}.
   *
   * @param brightnessFactor 0 for black, 1 for the image as it is, 2 for twice as bright
   */
  public static <T> T adjustBrightness(T inpt, double brightnessFactor) {
    return ColorKernels.adjustBrightness(inpt, brightnessFactor).orThrow();
  }

  /**
   * Python's {@code F.adjust_contrast(inpt, contrast_factor)}.
   *
   * @param contrastFactor 0 for grey, 1 for the image as it is, 2 for twice the contrast
   */
  public static <T> T adjustContrast(T inpt, double contrastFactor) {
    return ColorKernels.adjustContrast(inpt, contrastFactor).orThrow();
  }

  /**
   * Python's {@code F.adjust_saturation(inpt, saturation_factor)}.
   *
   * @param saturationFactor 0 for black and white, 1 for the image as it is, 2 for twice the colour
   */
  public static <T> T adjustSaturation(T inpt, double saturationFactor) {
    return ColorKernels.adjustSaturation(inpt, saturationFactor).orThrow();
  }

  /**
   * Python's {@code F.adjust_sharpness(inpt, sharpness_factor)}.
   *
   * @param sharpnessFactor 0 for a smoothed image, 1 for the image as it is, 2 for twice as sharp
   */
  public static <T> T adjustSharpness(T inpt, double sharpnessFactor) {
    return ColorKernels.adjustSharpness(inpt, sharpnessFactor).orThrow();
  }

  /**
   * Python's {@code F.adjust_hue(inpt, hue_factor)}.
   *
   * @param hueFactor from -0.5 to 0.5; both ends give the opposite colours
   */
  public static <T> T adjustHue(T inpt, double hueFactor) {
    return ColorKernels.adjustHue(inpt, hueFactor).orThrow();
  }

  /** Python's {@code F.adjust_gamma(inpt, gamma)}. */
  public static <T> T adjustGamma(T inpt, double gamma) {
    return adjustGamma(inpt, gamma, 1);
  }

  /**
   * Applies a power law: Python's {@code F.adjust_gamma(inpt, gamma, gain)}.
   *
   * @param gamma above 1 makes shadows darker, below 1 lighter
   * @param gain a factor
   */
  public static <T> T adjustGamma(T inpt, double gamma, double gain) {
    return ColorKernels.adjustGamma(inpt, gamma, gain).orThrow();
  }

  /**
   * Keeps the highest bits of each number: Python's {@code F.posterize(inpt, bits)}.
   *
   * @param bits from 0 to 8
   */
  public static <T> T posterize(T inpt, int bits) {
    return ColorKernels.posterize(inpt, bits).orThrow();
  }

  /** Inverts what is as light as a threshold: Python's {@code F.solarize(inpt, threshold)}. */
  public static <T> T solarize(T inpt, double threshold) {
    return ColorKernels.solarize(inpt, threshold).orThrow();
  }

  /** Spreads each channel over all levels: Python's {@code F.autocontrast(inpt)}. */
  public static <T> T autocontrast(T inpt) {
    return ColorKernels.autocontrast(inpt).orThrow();
  }

  /** Makes the levels of each channel equally frequent: Python's {@code F.equalize(inpt)}. */
  public static <T> T equalize(T inpt) {
    return ColorKernels.equalize(inpt).orThrow();
  }

  /** Makes light dark and dark light: Python's {@code F.invert(inpt)}. */
  public static <T> T invert(T inpt) {
    return ColorKernels.invert(inpt).orThrow();
  }

  /**
   * Puts channels into another order: Python's {@code F.permute_channels(inpt, permutation)}.
   *
   * @param permutation the old place of each new channel
   */
  public static <T> T permuteChannels(T inpt, int... permutation) {
    return ColorKernels.permuteChannels(inpt, permutation).orThrow();
  }
}
