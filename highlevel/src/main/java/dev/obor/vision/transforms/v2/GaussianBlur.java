package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.PythonText;
import java.util.List;

/**
 * Blurs images by as much as is drawn for each: Python's {@code
 * torchvision.transforms.v2.GaussianBlur}.
 */
public final class GaussianBlur extends Transform<Double> {
  private final CropSize kernelSize;
  private final double[] sigma;

  /** Makes the transform with deviations from 0.1 to 2. */
  public GaussianBlur(int kernelSize) {
    this(kernelSize, 0.1, 2.0);
  }

  /** Makes the transform: Python's {@code GaussianBlur(kernel_size, sigma)}. */
  public GaussianBlur(int kernelSize, double... sigma) {
    this(new int[] {kernelSize}, sigma);
  }

  /**
   * Makes the transform: Python's {@code GaussianBlur(kernel_size, sigma)}.
   *
   * @param kernelSize width and height of the kernel, both odd, or one number for both
   * @param sigma the least and the largest deviation, or one number
   * @throws ValueException if a number does not fit
   */
  public GaussianBlur(int[] kernelSize, double... sigma) {
    this.kernelSize = CropSize.of("Kernel size should be a tuple/list of two integers", kernelSize);
    for (int size : this.kernelSize.size()) {
      if (size <= 0 || size % 2 == 0) {
        throw new ValueException("Kernel size value should be an odd and positive number.");
      }
    }
    this.sigma = Ranges.both("sigma", sigma);
    if (!(0 < this.sigma[0] && this.sigma[0] <= this.sigma[1])) {
      throw new ValueException(
          "sigma values should be positive and of the form (min, max). Got "
              + PythonText.of(Attributes.list(this.sigma)));
    }
  }

  @Override
  protected Double makeParams(List<Object> flatInputs) {
    return Draws.uniform(sigma[0], sigma[1]);
  }

  @Override
  protected Object transform(Object inpt, Double drawn) {
    return ColorKernels.gaussianBlur(inpt, kernelSize.size(), new double[] {drawn, drawn}).orSame();
  }

  @Override
  protected String extraRepr() {
    return "kernel_size=" + kernelSize + ", sigma=" + PythonText.of(Attributes.list(sigma));
  }
}
