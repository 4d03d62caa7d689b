package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.Nullable;

/** Adds noise to images: Python's {@code torchvision.transforms.v2.GaussianNoise}. */
public final class GaussianNoise extends Transform<@Nullable Void> {
  private final double mean;
  private final double sigma;
  private final boolean clip;

  /** Makes noise of deviation 0.1, where white is 1. */
  public GaussianNoise() {
    this(0, 0.1, true);
  }

  /** Makes noise of a mean and deviation: Python's {@code GaussianNoise(mean, sigma)}. */
  public GaussianNoise(double mean, double sigma) {
    this(mean, sigma, true);
  }

  /**
   * Makes the transform: Python's {@code GaussianNoise(mean, sigma, clip)}.
   *
   * @param clip whether numbers stay between black and white
   */
  public GaussianNoise(double mean, double sigma, boolean clip) {
    this.mean = mean;
    this.sigma = sigma;
    this.clip = clip;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.gaussianNoise(inpt, mean, sigma, clip).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("mean", mean).add("sigma", sigma).add("clip", clip).toString();
  }
}
