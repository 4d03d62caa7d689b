package dev.obor.vision.transforms;

import dev.obor.ValueException;

/**
 * Blurs images by an amount that is drawn for each: Python's {@code
 * torchvision.transforms.GaussianBlur}.
 *
 * <pre>{@code
 * new GaussianBlur(5);                            // sigma from 0.1 to 2
 * new GaussianBlur(new int[] {5, 9}, 0.1, 5.0);   // width and height of the kernel
 * }</pre>
 */
public final class GaussianBlur extends ImageTransform {
  private final int[] kernelSize;
  private final double[] sigma;

  /** Makes the transform with sigma from 0.1 to 2. */
  public GaussianBlur(int kernelSize) {
    this(new int[] {kernelSize}, 0.1, 2.0);
  }

  /** Makes the transform with a fixed sigma. */
  public GaussianBlur(int kernelSize, double sigma) {
    this(new int[] {kernelSize}, sigma, sigma, sigma > 0);
  }

  /** Makes the transform with a range of sigma. */
  public GaussianBlur(int kernelSize, double low, double high) {
    this(new int[] {kernelSize}, low, high);
  }

  /** Makes the transform with sigma from 0.1 to 2, and width and height of the kernel. */
  public GaussianBlur(int[] kernelSize) {
    this(kernelSize, 0.1, 2.0);
  }

  /**
   * Makes the transform: Python's {@code GaussianBlur(kernel_size, (low, high))}.
   *
   * @param kernelSize width and height of the kernel, both odd, or one number for both
   * @throws ValueException if a number does not fit
   */
  public GaussianBlur(int[] kernelSize, double low, double high) {
    this(kernelSize, low, high, true);
  }

  private GaussianBlur(int[] kernelSize, double low, double high, boolean isPositive) {
    this.kernelSize =
        Arguments.size(kernelSize, "Kernel size should be a tuple/list of two integers");
    for (int size : this.kernelSize) {
      if (size <= 0 || size % 2 == 0) {
        throw new ValueException("Kernel size value should be an odd and positive number.");
      }
    }
    if (!isPositive) {
      throw new ValueException("If sigma is a single number, it must be positive.");
    }
    if (!(low > 0 && low <= high)) {
      throw new ValueException("sigma values should be positive and of the form (min, max).");
    }
    this.sigma = new double[] {low, high};
  }

  /** Draws a sigma: Python's {@code GaussianBlur.get_params(sigma_min, sigma_max)}. */
  public static double getParams(double sigmaMin, double sigmaMax) {
    return Draws.uniform(sigmaMin, sigmaMax);
  }

  @Override
  protected <T> T forward(T img) {
    double drawn = getParams(sigma[0], sigma[1]);
    return F.gaussianBlur(img, kernelSize, new double[] {drawn, drawn});
  }

  @Override
  public String toString() {
    return "GaussianBlur(kernel_size="
        + PythonText.of(kernelSize)
        + ", sigma="
        + PythonText.of(sigma)
        + ")";
  }
}
