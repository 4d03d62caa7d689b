package dev.obor.vision.transforms.v2;

import dev.obor.vision.tv_tensors.TVTensor;
import org.jspecify.annotations.Nullable;

/** Takes their meaning off tensors: Python's {@code torchvision.transforms.v2.ToPureTensor}. */
public final class ToPureTensor extends Transform<@Nullable Void> {
  /** Makes the transform. */
  public ToPureTensor() {}

  @Override
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof TVTensor;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return ((TVTensor) inpt).data();
  }
}
