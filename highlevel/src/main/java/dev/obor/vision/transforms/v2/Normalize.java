package dev.obor.vision.transforms.v2;

import dev.obor.TypeException;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mean of each channel 0 and its deviation 1: Python's {@code
 * torchvision.transforms.v2.Normalize}.
 */
public final class Normalize extends Transform<@Nullable Void> {
  private final double[] mean;
  private final double[] std;
  private final boolean inplace;

  /**
   * Makes the transform: Python's {@code Normalize(mean, std)}.
   *
   * @param mean a number for each channel, or one for all
   * @param std the same
   */
  public Normalize(double[] mean, double[] std) {
    this(mean, std, false);
  }

  /** The same, in place or not: Python's {@code Normalize(mean, std, inplace)}. */
  public Normalize(double[] mean, double[] std, boolean inplace) {
    this.mean = mean.clone();
    this.std = std.clone();
    this.inplace = inplace;
  }

  @Override
  protected void checkInputs(List<Object> flatInputs) {
    if (hasAny(flatInputs, BufferedImage.class)) {
      throw new TypeException("Normalize() does not support PIL images.");
    }
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.normalize(inpt, mean, std, inplace).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("mean", Attributes.list(mean))
        .add("std", Attributes.list(std))
        .add("inplace", inplace)
        .toString();
  }
}
