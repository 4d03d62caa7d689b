package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.Module;

/**
 * Replaces cubes of films by zeros at random in training: Python's {@code
 * torchvision.ops.DropBlock3d}, from "DropBlock: a regularization method for convolutional
 * networks" (Ghiasi and others, 2018). The rest is multiplied so that the mean stays.
 *
 * <p>Input and output: (N, C, D, H, W).
 *
 * <pre>{@code
 * Tensor y = new DropBlock3d(0.1, 3).call(x);
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class DropBlock3d extends DropBlock2d {
  /** Makes the layer: Python's {@code DropBlock3d(p, block_size)}. */
  public DropBlock3d(double p, long blockSize) {
    super(p, blockSize);
  }

  /** Makes the layer that may work in place: {@code DropBlock3d(p, block_size, inplace)}. */
  public DropBlock3d(double p, long blockSize, boolean inplace) {
    super(p, blockSize, inplace);
  }

  /** Makes the layer: Python's {@code DropBlock3d(p, block_size, inplace, eps)}. */
  public DropBlock3d(double p, long blockSize, boolean inplace, double eps) {
    super(p, blockSize, inplace, eps);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.dropBlock3d(
        x, p, blockSize, o -> o.inplace(inplace).eps(eps).training(isTraining()));
  }
}
