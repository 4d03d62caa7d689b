package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;

/**
 * Puts the channels of images into an order that is drawn for each: Python's {@code
 * torchvision.transforms.v2.RandomChannelPermutation}.
 */
public final class RandomChannelPermutation extends Transform<int[]> {
  /** Makes the transform. */
  public RandomChannelPermutation() {}

  @Override
  protected int[] makeParams(List<Object> flatInputs) {
    return Draws.randperm(queryChw(flatInputs).get(0));
  }

  @Override
  protected Object transform(Object inpt, int[] permutation) {
    return ColorKernels.permuteChannels(inpt, permutation).orSame();
  }
}
