package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.vision.tv_tensors.TVTensor;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames of videos at equal distances: Python's {@code
 * torchvision.transforms.v2.UniformTemporalSubsample}.
 */
public final class UniformTemporalSubsample extends Transform<@Nullable Void> {
  private final int numSamples;

  /** Makes the transform: Python's {@code UniformTemporalSubsample(num_samples)}. */
  public UniformTemporalSubsample(int numSamples) {
    this.numSamples = numSamples;
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof Tensor || inpt instanceof TVTensor;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ColorKernels.uniformTemporalSubsample(inpt, numSamples).orSame();
  }

  @Override
  protected String extraRepr() {
    return "num_samples=" + numSamples;
  }
}
